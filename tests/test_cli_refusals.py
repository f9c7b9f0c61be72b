"""Whatever can't be done is refused on one line, with exit code 2 and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pgviz.cli import main

TRAIN = ["train", "--scenario", "two-step", "--iterations", "1"]
GRADIENT = ["gradient", "--scenario", "two-step", "--draws", "1"]

NUMBERS = ["", " ", "many", "nan", "inf", "-inf", "1e400", "0,99", "1_0e", "9" * 100_000, "0x10"]
OUT_OF_BOUNDS = {
    "batch_size": ["0", "-1", "1.5", "1000000"],
    "horizon": ["0", "10000000"],
    "discount": ["1.0001", "-0.1"],
    "learning_rate": ["-1", "1e30"],
    "gradient_clip": ["-1"],
    "entropy_bonus": ["-1"],
    "init_scale": ["-1", "1e9"],
    "return": ["", "half", "Whole R", "a" * 100_000],
    "baseline": ["best"],
    "standardise": ["2"],
    "discount_weighting": ["maybe"],
    "average": ["all"],
    "optimizer": ["rmsprop"],
    "policy": ["tree", "gaussian"],
    "hidden": ["0", "-1", "8,,8", "8,8,8,8", "99999"],
    "activation": ["sine"],
}
SETTINGS = [("learning_rate", number) for number in NUMBERS] + [
    (key, value) for key, values in OUT_OF_BOUNDS.items() for value in values
]

COMMANDS = {
    "no such command": ["fly"],
    "no such option": [*TRAIN, "--fast"],
    "an option cut short": [*TRAIN, "--iter", "3"],
    "no scenario, no environment": ["train"],
    "scenario and environment": [*TRAIN, "--env", "CartPole-v1"],
    "an unknown scenario": ["train", "--scenario", "unicorn"],
    "an empty scenario": ["train", "--scenario", ""],
    "an unknown environment": ["train", "--env", "Unicorn-v0"],
    "an empty environment": ["train", "--env", ""],
    "an unknown module": ["train", "--env", "unicorn:Unicorn-v0"],
    "spaces that are not served": ["train", "--env", "Blackjack-v1"],
    "an unknown argument": [*TRAIN, "--env-arg", "speed=3"],
    "a bad argument": ["train", "--scenario", "gridworld", "--env-arg", "slip=2"],
    "an argument nested too deeply": [
        "train",
        "--env",
        "CartPole-v1",
        "--env-arg",
        "a=" + "[" * 10**5,
    ],
    "an argument without a value": [*TRAIN, "--env-arg", "slip"],
    "a key without a value": [*TRAIN, "--set", "discount"],
    "an unknown key": [*TRAIN, "--set", "discont=1"],
    "no key": [*TRAIN, "--set", "=1"],
    "a long key": [*TRAIN, "--set", "d" * 100_000 + "=1"],
    "more memory than there is": [*TRAIN, "--set", "batch_size=100000", "--set", "horizon=100000"],
    "iterations of 0": ["train", "--scenario", "two-step", "--iterations", "0"],
    "iterations in words": ["train", "--scenario", "two-step", "--iterations", "ten"],
    "a negative seed": [*TRAIN, "--seed", "-1"],
    "a fractional seed": [*TRAIN, "--seed", "1.5"],
    "a seed of a million digits": [*TRAIN, "--seed", "9" * 1_000_000],
    "draws of 0": ["gradient", "--scenario", "two-step", "--draws", "0"],
    "an empty θ": [*GRADIENT, "--theta", ""],
    "θ in words": [*GRADIENT, "--theta", "a,b"],
    "θ that is not finite": [*GRADIENT, "--theta", "nan,inf"],
    "a picture that is no PNG": ["picture", "out.gif", "--scenario", "two-step"],
    "a picture of a bad size": ["picture", "o.png", "--scenario", "two-step", "--size", "1x1"],
    "a picture of no size": ["picture", "o.png", "--scenario", "two-step", "--size", "big"],
    "an unknown theme": ["picture", "o.png", "--scenario", "two-step", "--theme", "blue"],
}


def refusal(capsys: pytest.CaptureFixture[str], words: list[str]) -> str:
    """Return the one line on standard error that refuses the words."""
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("pgviz: ")
    assert err.count("\n") == 1
    assert len(err) <= 600
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS.keys())
def test_words_that_mean_nothing(capsys, words):
    refusal(capsys, words)


@pytest.mark.parametrize(("key", "value"), SETTINGS, ids=lambda text: text[:12])
def test_a_hyperparameter_out_of_bounds(capsys, key, value):
    refusal(capsys, [*TRAIN, "--set", f"{key}={value}"])


def test_a_refusal_says_what_would_be_right(capsys):
    err = refusal(capsys, [*TRAIN, "--set", "discount=1.0001"])
    assert "Discount is between 0 and 1, not 1.0001" in err


def test_a_theta_of_the_wrong_length_is_told_the_right_one(capsys):
    assert "θ has 2 numbers here, not 3" in refusal(capsys, [*GRADIENT, "--theta", "1,2,3"])


def test_a_theta_that_is_not_finite_is_told_the_right_length_too(capsys):
    assert "2 numbers here, and all of them finite" in refusal(capsys, [*GRADIENT, "--theta=nan,1"])


def test_an_environment_that_is_almost_right_gets_the_nearest(capsys):
    assert "CartPole-v1" in refusal(capsys, ["train", "--env", "CartPol-v1"])


FILES = {
    "empty": b"",
    "one byte": b"\x93",
    "text": b"1.0, 2.0\n",
    "a gzip": b"\x1f\x8b\x08\x00rest",
    "a header alone": b"\x93NUMPY\x01\x00",
    "a header that promises too much": b"\x93NUMPY\x01\x00\x76\x00"
    + b"{'descr': '<f8', 'fortran_order': False, 'shape': (10000000000000,), }".ljust(117)
    + b"\n",
    "a header that is code": b"\x93NUMPY\x01\x00\x76\x00"
    + b"__import__('os').abort()".ljust(117)
    + b"\n",
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_array(capsys, tmp_path, content):
    path = tmp_path / "theta.npy"
    path.write_bytes(content)
    assert "theta.npy" in refusal(capsys, [*GRADIENT, "--theta", str(path)])


@pytest.mark.parametrize(
    "array",
    [
        np.array(1.0),
        np.zeros((1, 2)),
        np.zeros(2, complex),
        np.array(["1", "2"]),
        np.array([True, False]),
        np.zeros(2, [("a", float)]),
        np.array([1, np.datetime64("now")], dtype=object),
    ],
    ids=lambda array: str(array.dtype),
)
def test_an_array_that_is_no_list_of_numbers(capsys, tmp_path, array):
    np.save(tmp_path / "theta.npy", array, allow_pickle=True)
    refusal(capsys, [*GRADIENT, "--theta", str(tmp_path / "theta.npy")])


def test_a_theta_file_that_is_missing_or_a_folder_or_a_pipe(capsys, tmp_path):
    (tmp_path / "folder.npy").mkdir()
    os.mkfifo(tmp_path / "pipe.npy")
    (tmp_path / "link.npy").symlink_to(tmp_path / "nowhere.npy")
    for name in ("none.npy", "folder.npy", "pipe.npy", "link.npy"):
        assert name in refusal(capsys, [*GRADIENT, "--theta", str(tmp_path / name)])


@pytest.mark.parametrize("option", ["--json", "--csv"])
def test_a_result_that_has_nowhere_to_go_is_refused_before_the_work(capsys, tmp_path, option):
    million = ["train", "--scenario", "taxi", "--iterations", "1000000"]
    for place in (tmp_path, tmp_path / "none" / "out", tmp_path / ("long" * 100)):
        refusal(capsys, [*million, option, str(place)])


def test_two_results_in_one_file(capsys, tmp_path):
    out = str(tmp_path / "out")
    assert "can't be both" in refusal(capsys, [*TRAIN, "--json", out, "--csv", out])


@pytest.mark.parametrize(
    "words",
    [
        COMMANDS["no such command"],
        COMMANDS["an unknown environment"],
        COMMANDS["a long key"],
        [*TRAIN, "--set", "learning_rate=1e400"],
        [*TRAIN, "--json", "/nowhere/out.json"],
        COMMANDS["θ in words"],
    ],
    ids=lambda words: " ".join(words)[:40],
)
def test_a_shell_sees_exit_code_2_and_one_line(words):
    command = [sys.executable, "-W", "error", "-m", "pgviz", *words]
    run = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("pgviz: ")
    assert run.stderr.count("\n") == 1
