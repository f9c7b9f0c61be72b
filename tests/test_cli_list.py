"""`pgviz list` and the help name everything, and need no Qt for it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import gymnasium
import pytest

import pgviz
from pgviz.cli import main
from pgviz.lessons.scenarios import NAMES
from pgviz.training.hyperparameters import Hyperparameters

KEYS = {
    *("batch_size", "horizon", "discount", "learning_rate", "optimizer", "return", "baseline"),
    *("standardise", "discount_weighting", "average", "entropy_bonus", "gradient_clip"),
    *("policy", "hidden", "activation", "init_scale", "mistake"),
}


@pytest.fixture
def listed(capsys):
    assert main(["list", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_scenario_is_listed_with_its_settings(listed):
    assert tuple(each["name"] for each in listed["scenarios"]) == NAMES
    for each in listed["scenarios"]:
        assert {"title", "summary", "text", "iterations", "seed", "env", "env_args"} <= set(each)
        assert set(each["hyperparameters"]) == KEYS
        assert each["mistake"] is None


def test_every_environment_that_is_listed_exists(listed):
    ids = {each["id"] for each in listed["environments"]}
    assert ids <= set(gymnasium.registry)
    assert {each["env"] for each in listed["scenarios"]} <= ids


def test_every_hyperparameter_is_listed_with_bounds_and_a_default_that_is_right(listed):
    assert {each["key"] for each in listed["hyperparameters"]} == KEYS
    defaults = {each["key"]: each["default"] for each in listed["hyperparameters"]}
    assert Hyperparameters().changed(defaults) == Hyperparameters()
    for each in listed["hyperparameters"]:
        assert each["bounds"]
        assert each["help"]


def test_the_bounds_that_are_listed_are_those_that_hold(listed):
    numbers = [each for each in listed["hyperparameters"] if each["kind"] in ("number", "integer")]
    assert numbers
    for each in numbers:
        for bound in (each["low"], each["high"]):
            Hyperparameters().changed({each["key"]: bound})


def test_the_text_names_everything_on_lines_that_fit(capsys, monkeypatch, listed):
    monkeypatch.setenv("COLUMNS", "90")
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 90
    for name in (*NAMES, *KEYS, *(each["id"] for each in listed["environments"])):
        assert re.search(rf"^  {name}(=|\s)", out, re.MULTILINE)


@pytest.mark.parametrize("command", ["open", "train", "gradient", "picture", "list"])
def test_each_command_has_help(capsys, command):
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: pgviz {command}")


def test_the_help_names_the_commands_and_shows_examples(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    out = capsys.readouterr().out
    assert "examples:" in out
    for command in ("open", "train", "gradient", "picture", "list"):
        assert re.search(rf"^ +{command} ", out, re.MULTILINE)


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_the_version(capsys, word):
    with pytest.raises(SystemExit) as end:
        main([word])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"pgviz {pgviz.__version__}\n"


def test_neither_listing_nor_training_loads_qt():
    code = (
        "import sys; from pgviz.cli import main; main(['list']); "
        "main(['train', '--scenario', 'two-step', '--iterations', '1']); "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL).returncode == 0


def test_a_reader_that_has_seen_enough_is_no_error():
    command = [sys.executable, "-m", "pgviz", "list", "--json"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout is not None
    run.stdout.close()
    _, err = run.communicate()
    assert err == b""
    assert run.returncode == 141


def test_a_full_disk_under_the_output_is_told_on_one_line():
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "pgviz", "list"]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
