"""`pgviz train` learns what a plain loop learns, and saves all of it."""

import csv
import hashlib
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import pgviz
from pgviz.cli import main
from pgviz.cli.command import EXAMPLES
from pgviz.cli.progress import clock, progress_line
from pgviz.lessons.scenarios import scenario
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters
from tests.cli_worlds import Failing, Signalling, registered
from tests.training.runs import plain_theta

FIGURES = ["iteration", "steps", "mean_return", "std_return", "gradient_norm", "entropy"]


def trained(folder: Path, *words: str) -> dict[str, Any]:
    """Return what `train` saves as JSON."""
    path = folder / "run.json"
    assert main(["train", "--json", str(path), "--quiet", *words]) == 0
    return json.loads(path.read_text("utf-8"))


def rows_of(table: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(table.read_text("utf-8").splitlines()))


def test_the_file_says_what_was_run_and_what_came_of_it(tmp_path):
    words = ["--scenario", "gridworld", "--set", "batch_size=5", "--set", "hidden=8x4"]
    saved = trained(tmp_path, *words, "--env-arg", "slip=0.2", "--iterations", "3", "--seed", "9")
    assert saved["version"] == pgviz.__version__
    assert (saved["scenario"], saved["env"]) == ("gridworld", "pgviz/GridWorld-v0")
    assert saved["env_args"] == {"step_cost": 0.05, "slip": 0.2}
    assert saved["seed"] == 9
    assert list(saved["hyperparameters"]) == list(DECLARATIONS)
    assert saved["hyperparameters"]["batch_size"] == 5
    assert saved["hyperparameters"]["hidden"] == [8, 4]
    assert [each["iteration"] for each in saved["iterations"]] == [0, 1, 2]
    assert set(FIGURES) <= set(saved["iterations"][0])
    assert len(saved["theta"]) == 100


def test_the_parameters_are_saved_to_the_last_bit(tmp_path):
    saved = trained(tmp_path, "--scenario", "gridworld", "--iterations", "4")
    theta = np.array(saved["theta"], dtype="<f8")
    assert hashlib.sha256(theta.tobytes()).hexdigest() == saved["theta_sha256"]


@pytest.mark.parametrize("name", ["gridworld", "cartpole", "beacon"])
def test_training_is_a_plain_loop_over_iterate(tmp_path, name):
    saved = trained(tmp_path, "--scenario", name, "--iterations", "4")
    assert saved["theta_sha256"] == plain_theta(scenario(name).experiment, 4)


def test_a_seed_makes_the_same_run_again_and_another_seed_another(tmp_path):
    words = ["--env", "pgviz/TwoStep-v0", "--iterations", "5"]
    runs = [trained(tmp_path, *words, "--seed", seed) for seed in ("3", "3", "4")]
    assert runs[0] == runs[1]
    assert runs[0]["theta_sha256"] != runs[2]["theta_sha256"]


def test_the_example_of_the_help_learns_all_there_is_to_learn(tmp_path):
    line = next(line for line in EXAMPLES.splitlines() if "train --env" in line)
    iterations = trained(tmp_path, *line.split()[2:])["iterations"]
    returns = [each["mean_return"] for each in iterations]
    assert returns[0] < 0.5 * Hyperparameters().horizon
    assert returns[-1] == Hyperparameters().horizon  # every step pays 1, up to the horizon


def test_without_options_a_scenario_runs_as_it_is(tmp_path):
    saved = trained(tmp_path, "--scenario", "two-step")
    chosen = scenario("two-step")
    assert saved["seed"] == chosen.experiment.seed
    assert len(saved["iterations"]) == chosen.iterations


def test_a_figure_that_does_not_exist_is_null_and_left_empty_in_the_table(tmp_path):
    table = tmp_path / "run.csv"
    words = ["--scenario", "two-step", "--set", "batch_size=1", "--iterations", "2"]
    saved = trained(tmp_path, *words, "--csv", str(table))
    assert saved["iterations"][0]["signal_to_noise"] is None
    assert rows_of(table)[0]["signal_to_noise"] == ""


def test_the_table_holds_the_figures_of_the_file(tmp_path):
    table = tmp_path / "run.csv"
    words = ["--scenario", "two-step", "--iterations", "7"]
    saved = trained(tmp_path, *words, "--csv", str(table))
    rows = rows_of(table)
    assert len(rows) == 7
    for row, figures in zip(rows, saved["iterations"], strict=True):
        assert {key: float(text) if text else None for key, text in row.items()} == figures


def test_the_summary_tells_what_was_saved(tmp_path, capsys):
    path = tmp_path / "run.json"
    assert main(["train", "--scenario", "two-step", "--iterations", "3", "--json", str(path)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("two-step, seed 1: 3 iterations, 48 steps")
    assert f"saved {path}" in out
    assert err == ""  # no progress bar where nobody looks


def test_quiet_is_quiet(capsys):
    assert main(["train", "--scenario", "two-step", "--iterations", "3", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_run_and_keeps_what_is_complete(tmp_path, capsys, number):
    before = signal.getsignal(number)
    path = tmp_path / "run.json"
    with registered(Signalling) as id:
        words = ["train", "--env", id, "--env-arg", f"number={int(number)}"]
        words += ["--set", "batch_size=1", "--iterations", "1000", "--json", str(path)]
        assert main(words) == 128 + number
    assert len(json.loads(path.read_text())["iterations"]) == 4
    assert "stopped after 4 of 1,000 iterations" in capsys.readouterr().out
    assert signal.getsignal(number) is before


def test_a_failure_is_told_and_what_was_complete_is_kept(tmp_path, capsys):
    path = tmp_path / "run.json"
    with registered(Failing) as id:
        assert main(["train", "--env", id, "--set", "batch_size=1", "--json", str(path)]) == 2
    assert len(json.loads(path.read_text())["iterations"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "trajectory 0, step 0" in err
    assert "out of order" in err


def test_numbers_that_outgrow_themselves_are_told(capsys):
    words = [
        "train",
        "--env",
        "Pendulum-v1",
        "--set",
        "learning_rate=1000",
        "--set",
        "batch_size=2",
    ]
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("pgviz: Iteration failed: ")


def test_progress_is_drawn_on_a_terminal_and_wiped():
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "pgviz",
        "train",
        "--scenario",
        "two-step",
        "--iterations",
        "4",
    ]
    run = subprocess.run(command, stderr=theirs, stdout=subprocess.PIPE, text=True)
    os.close(theirs)
    drawn = os.read(ours, 100_000).decode()
    os.close(ours)
    assert run.returncode == 0
    assert "1/4  return" in drawn
    assert drawn.endswith("\r\x1b[K")
    assert "\r" not in run.stdout


def test_the_time_that_is_left_is_that_of_the_rest_at_the_same_pace():
    line = progress_line(25, 100, "return 3", seconds=20.0)
    assert line == "━" * 6 + "─" * 18 + " 25/100  return 3  1:00 left"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0, "0:00"), (59.4, "0:59"), (61.0, "1:01"), (3_725.0, "1:02:05")]
)
def test_durations_read_like_a_clock(seconds, text):
    assert clock(seconds) == text
