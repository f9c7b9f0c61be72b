"""Every benchmark works: at toy size, without its peers, and without a look at how long it took."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, freeze, make_world
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state
from tests.benchmarks import records
from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.peers import balancing
from tests.benchmarks.peers.numpy_plain import gradient
from tests.benchmarks.peers.ours_scores import estimating
from tests.benchmarks.peers.solved import Solved, until_solved
from tests.benchmarks.peers.steps import make_steps
from tests.benchmarks.result import Figure, Requirement, Result

ROOT = Path(__file__).parents[1]


@pytest.fixture
def as_installed(tmp_path):
    """An environment in which nothing can be imported that `make bench` doesn't install."""
    for package in ("hypothesis", "pytest", "pytestqt"):
        (tmp_path / f"{package}.py").write_text("raise ImportError('this is for tests alone')")
    return {**os.environ, "PYTHONPATH": str(tmp_path)}


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_works_alone(name, tmp_path, as_installed):
    path = tmp_path / "figures.json"
    command = [sys.executable, "-m", "tests.benchmarks", name, "--toy", "--json", str(path)]
    run = subprocess.run(command, cwd=ROOT, env=as_installed, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    record = json.loads(path.read_text())
    assert list(record["results"]) == [name]
    assert record["results"][name]["figures"]
    assert f"`{name}`" in run.stdout


def test_a_benchmark_that_is_not_there_is_refused_with_those_that_are():
    command = [sys.executable, "-m", "tests.benchmarks", "unicorn"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 2
    assert all(name in run.stderr for name in BENCHMARKS)


@pytest.mark.parametrize("words", [["--json", "x"], ["train", "--toy", "--record"]])
def test_figures_that_would_mislead_are_not_written(words):
    command = [sys.executable, "-m", "tests.benchmarks", *words]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 2


def test_a_ratio_is_taken_pair_by_pair():
    ours, theirs = Figure("a", "s", (1.0, 2.0, 9.0)), Figure("b", "s", (2.0, 1.0, 3.0))
    ratio = ours.over(theirs)
    assert ratio.values == (0.5, 2.0, 3.0)
    assert (ratio.low, ratio.median, ratio.high) == (0.5, 2.0, 3.0)


@pytest.mark.parametrize(("sense", "is_met"), [("≥", False), ("≤", True)])
def test_a_requirement_says_whether_it_is_met(sense, is_met):
    assert Requirement("speed", 1.9, sense, 2.0).is_met is is_met
    assert Requirement("speed", 2.0, sense, 2.0).is_met


def test_the_table_tells_losses_and_who_is_absent(tmp_path, monkeypatch):
    (tmp_path / "results").mkdir()
    readme = tmp_path / "README.md"
    readme.write_text(f"Before.\n{records.BEGIN}\nold\n{records.END}\nAfter.\n")
    monkeypatch.setattr(records, "FOLDER", tmp_path)
    monkeypatch.setattr(records, "README", readme)
    lost = Requirement("pgviz over a peer", 1.5, "≥", 4.0)
    result = Result((Figure("pgviz", "steps/s", (1234.0,)),), (lost,), absent=("a peer",))
    records.keep(records.record_of({"train": result}))
    records.keep(records.record_of({"scores": result}))
    text = readme.read_text()
    assert text.startswith("Before.\n")
    assert text.endswith("After.\n")
    assert "old" not in text
    assert text.index("`train`") < text.index("`scores`")
    assert "| pgviz over a peer ≥ 4 × | 1.5 | **missed** |" in text
    assert "Not installed: a peer." in text
    assert "1,234" in text


def test_the_policy_of_the_race_lives_for_500_steps():
    settings = Hyperparameters().changed(
        {"hidden": balancing.SIZES[1:-1], "batch_size": 64, "horizon": 1000}
    )
    world = make_world(EnvironmentSpec("CartPole-v1"))
    state = replace(initial_state(world, settings, seed=1), theta=freeze(balancing.theta()))
    lengths = iterate(state, settings, world).batch.lengths
    world.close()
    assert set(lengths.tolist()) == {500}


def test_the_layers_that_peers_get_are_those_of_theta():
    flat = [np.column_stack([weights, biases]).ravel() for weights, biases in balancing.layers()]
    np.testing.assert_array_equal(np.concatenate(flat), balancing.theta().astype(np.float32))


@pytest.mark.parametrize("hidden", [(3,), (3, 2)])
def test_the_plain_gradient_is_that_of_the_log_probabilities(hidden):
    steps = make_steps(list(hidden), horizon=4)
    expected = [central_difference(steps, index) for index in range(len(steps.theta))]
    np.testing.assert_allclose(gradient(steps), expected, atol=1e-8)
    np.testing.assert_allclose(estimating(steps)().gradient, expected, atol=1e-8)


def central_difference(steps, index, nudge=1e-5):
    up, down = (weighted_log_probability(steps, index, sign * nudge) for sign in (1, -1))
    return (up - down) / (2 * nudge)


def weighted_log_probability(steps, index, nudge):
    theta = steps.theta.copy()
    theta[index] += nudge
    values, start = steps.observations, 0
    for layer, (inputs, outputs) in enumerate(pairwise(steps.sizes)):
        size = outputs * (inputs + 1)
        matrix = theta[start : start + size].reshape(outputs, inputs + 1)
        values = (np.tanh(values) if layer else values) @ matrix[:, :-1].T + matrix[:, -1]
        start += size
    probabilities = np.exp(values) / np.exp(values).sum(axis=1, keepdims=True)
    chosen = probabilities[np.arange(len(values)), steps.actions]
    return float(steps.weights @ np.log(chosen))


def test_it_is_solved_by_the_last_100_trajectories():
    solved = Solved()
    assert not solved.by([500.0] * 99)
    assert solved.by([500.0])
    assert not solved.by([0.0] * 6)  # 94 · 500 = 47 000 < 47 500
    assert until_solved([[0.0] * 50, [475.0] * 60, [475.0] * 60, [475.0] * 60]) == 170
