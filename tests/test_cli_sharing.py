"""`pgviz 'pgviz://…'` opens the run of a share string, and refuses what is none on one line."""

import os
import subprocess
import sys

import pytest

from pgviz.cli import main
from pgviz.cli.command import parse
from pgviz.cli.entry import COMMANDS
from pgviz.environments import EnvironmentSpec
from pgviz.lessons.scenarios import scenario
from pgviz.lessons.sharing import Shared, encode
from pgviz.training.cursor import Cursor
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters

CURSOR = Cursor(3, "sum", 0, 0)
GOOD = encode(Shared(scenario("two-step").experiment, (), CURSOR))
SPEC = EnvironmentSpec("tests.training.never_imported:Some-v0")
FOREIGN = encode(Shared(Experiment(SPEC, Hyperparameters(), 1), (), CURSOR))


def test_it_needs_no_command_before_it():
    assert parse([GOOD], COMMANDS).session == parse(["open", GOOD], COMMANDS).session == GOOD


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["pgviz://nothing"], "This share string can't be used: it does not begin with"),
        ([GOOD[:-5]], "This share string can't be used: it is not whole"),
        (["PGVIZ://run/AAAA"], "This share string can't be used"),
        ([GOOD, "--seed", "3"], "A share string says itself which run it is"),
        ([GOOD, "--scenario", "bandit"], "A share string says itself which run it is"),
        ([GOOD, "--env", "CartPole-v1"], "A share string says itself which run it is"),
        ([FOREIGN], "would import the module 'tests.training.never_imported'"),
        ([FOREIGN, "--env", "other:Some-v0"], "if you trust it, say so with --env tests."),
        ([FOREIGN, "--env", SPEC.id, "--seed", "3"], "A share string says itself"),
    ],
)
def test_what_cannot_be_opened_is_refused(capsys, words, complaint):
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert complaint in told.err
    assert SPEC.id.partition(":")[0] not in sys.modules  # it would never be done importing


def test_a_module_is_imported_once_it_is_agreed_to(capsys):
    missing = EnvironmentSpec("no_such_module:Some-v0")
    text = encode(Shared(Experiment(missing, Hyperparameters(), 1), (), CURSOR))
    assert main([text, "--env", missing.id]) == 2
    assert "The module 'no_such_module' can't be imported" in capsys.readouterr().err


def test_a_good_one_gets_as_far_as_the_display():
    variables = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in variables}
    command = [sys.executable, "-m", "pgviz", GOOD]
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert run.returncode == 3
