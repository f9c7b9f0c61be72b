"""A mistake on purpose is told by everything that a command prints or saves."""

import csv
import json

import pytest

from pgviz.cli import main
from pgviz.estimation.mistakes import MISTAKES

TWO_STEP = ("--scenario", "two-step", "--set", "return=to-go")
MEAN_LOG = (*TWO_STEP, "--set", "mistake=mean-log")
MARK = "MISTAKE: mean of log π"


def test_training_tells_it_in_its_first_line_and_in_its_files(tmp_path, capsys):
    path, table = tmp_path / "run.json", tmp_path / "run.csv"
    files = ("--json", str(path), "--csv", str(table))
    assert main(["train", *MEAN_LOG, "--iterations", "3", *files]) == 0
    assert MARK in capsys.readouterr().out.splitlines()[0]
    saved = json.loads(path.read_text("utf-8"))
    assert saved["hyperparameters"]["mistake"] == "mean-log"
    assert saved["mistake"].startswith(f"{MARK}. {MISTAKES['mean-log'].wrong}")
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert [row["mistake"] for row in rows] == ["mean-log"] * 3


def test_a_study_tells_it_and_finds_the_wrong_sign(tmp_path, capsys):
    path = tmp_path / "study.json"
    words = ("--draws", "400", "--json", str(path))
    assert main(["gradient", *MEAN_LOG, "--theta=0,0", *words]) == 0
    assert MARK in capsys.readouterr().out.splitlines()[0]
    saved = json.loads(path.read_text("utf-8"))
    assert saved["mistake"].startswith(MARK)
    estimate = saved["estimate"]
    assert saved["exact"]["gradient"][1] == pytest.approx(1 / 4)  # p(1 − p)
    off = abs(estimate["mean"][1] + 1 / 8)  # −p(1 − p)/2
    assert off <= 4.0 * estimate["standard_error"][1]


def test_without_one_nothing_is_said(tmp_path, capsys):
    path, table = tmp_path / "run.json", tmp_path / "run.csv"
    files = ("--json", str(path), "--csv", str(table))
    assert main(["train", *TWO_STEP, "--iterations", "2", *files]) == 0
    assert "mistake" not in capsys.readouterr().out.lower()
    assert json.loads(path.read_text("utf-8"))["mistake"] is None
    assert "mistake" not in table.read_text("utf-8")


def test_one_that_changes_nothing_is_said_to_change_nothing(tmp_path, capsys):
    path = tmp_path / "run.json"
    words = ("--scenario", "two-step", "--set", "discount=1", "--set", "mistake=discount-twice")
    assert main(["train", *words, "--iterations", "2", "--json", str(path)]) == 0
    assert "(no effect)" in capsys.readouterr().out.splitlines()[0]
    assert "Here nothing changes: γ is 1." in json.loads(path.read_text("utf-8"))["mistake"]
