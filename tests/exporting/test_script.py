"""The script of a run ends in the same θ, and says which mistake was made."""

import os
import subprocess
import sys

import pytest

from pgviz.exporting.script.writing import script_of
from pgviz.lessons.scenarios import NAMES
from tests.exporting.runs import Made, began, made, world_of

LONGEST = 131  # lines that aren't empty, where there is a network and a learnt baseline


def printed(code: str) -> str:
    """Return what a script prints that is run from a fresh terminal."""
    fresh = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=fresh)
    assert run.stderr == ""
    return run.stdout.strip()


def script(whole: Made) -> str:
    count = len(whole.iterations)
    return script_of(whole.run, world_of(whole.run), count, whole.theta_sha256)


SMALL = {"batch_size": 3, "horizon": 30}


@pytest.mark.parametrize("name", NAMES)
def test_the_script_of_every_scenario_ends_in_the_same_theta(name):
    whole = made(began(name, **SMALL), 3)
    code = script(whole)
    assert printed(code) == whole.theta_sha256
    assert sum(map(bool, code.split("\n"))) < LONGEST
    assert "gui" not in code


CHANGED = {
    "a table": (
        began("gridworld", **SMALL, init_scale=0.5, discount=0.9),
        {2: {"return": "to-go", "baseline": "value", "optimizer": "adam"}, 4: {"baseline": "time"}},
    ),
    "a network": (
        began("cartpole", **SMALL, hidden=(5, 4), init_scale=1.0, discount=0.95),
        {
            1: {"baseline": "optimal", "average": "steps", "batch_size": 4},
            3: {"optimizer": "momentum", "standardise": True, "gradient_clip": 0.1},
            5: {"entropy_bonus": 0.1, "baseline": "leave-one-out"},
        },
    ),
    "a Gaussian": (
        began("beacon", **SMALL, hidden=(4,), activation="relu", init_scale=0.3, discount=0.9),
        {
            1: {"baseline": "optimal", "return": "whole"},
            2: {"entropy_bonus": 0.2, "optimizer": "adam"},
            4: {"optimizer": "sgd", "baseline": "leave-one-out"},
        },
    ),
    "a network on a table": (
        began("frozen-lake", **SMALL, policy="mlp", hidden=(6,), init_scale=1.0),
        {2: {"return": "to-go", "baseline": "mean"}, 4: {"baseline": "value", "horizon": 12}},
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_hyperparameters_changed_on_the_way_are_changed_in_the_script(name):
    experiment, changes = CHANGED[name]
    whole = made(experiment, 6, changes)
    assert printed(script(whole)) == whole.theta_sha256


@pytest.mark.parametrize(
    "mistake", ["mean-log", "sign", "argmax", "shifted", "action-baseline", "discount-twice"]
)
def test_a_mistake_is_made_in_the_script_and_marked(mistake):
    begun = began("cliff-walking", **SMALL, discount=0.9, optimizer="sgd", init_scale=1.0)
    whole = made(begun, 4, {1: {"mistake": mistake}, 3: {"mistake": "none"}})
    code = script(whole)
    assert printed(code) == whole.theta_sha256
    assert code.count("MISTAKE: ") == 2  # at the head, and where it is made


def test_only_the_first_iterations_can_be_asked_for():
    whole = made(began("two-step"), 5, {3: {"optimizer": "adam"}})
    sha256 = whole.iterations[1].after.theta_sha256
    code = script_of(whole.run, world_of(whole.run), 2, sha256)
    assert printed(code) == sha256
    assert "adam" not in code


def test_large_batches_are_the_same_as_well():
    whole = made(began("acrobot", batch_size=70, horizon=20, init_scale=1.0), 2)
    assert printed(script(whole)) == whole.theta_sha256


def test_sums_that_numpy_would_split_among_threads_are_the_same():
    whole = made(began("cartpole", batch_size=512), 2)
    assert whole.run.scalars["steps"].min() > 8000
    assert printed(script(whole)) == whole.theta_sha256
