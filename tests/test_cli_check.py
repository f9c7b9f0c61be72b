"""`pgviz check`: what it tells, saves and returns."""

import json
import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import gymnasium
import pytest
from gymnasium.envs.toy_text.frozen_lake import FrozenLakeEnv

from pgviz.cli import main
from pgviz.cli.command import parse
from pgviz.cli.entry import COMMANDS
from pgviz.verification.suite import CHECKS, count
from tests.known_answers import ANSWERS


def saved(folder: Path, *words: str, code: int = 0) -> dict[str, Any]:
    """Return what `check` saves as JSON."""
    path = folder / "checks.json"
    assert main(["check", "--json", str(path), *words]) == code
    return json.loads(path.read_text("utf-8"))


def test_what_passes_is_told_line_by_line_with_the_exit_code_0(capsys):
    assert main(["check", "--only", "known-batch", "norms"]) == 0
    lines = capsys.readouterr().out.splitlines()
    total = count(["known-batch", "norms"])
    assert lines[-1] == f"{total} checks, all passed"
    assert sum(line.endswith("  pass") for line in lines) == total
    assert not any("FAIL" in line for line in lines)


def test_every_title_and_sentence_stands_over_its_numbers(capsys):
    main(["check", "--only", "known-two-step"])
    out = capsys.readouterr().out
    check = next(each for each in CHECKS if each.name == "known-two-step")
    assert f"{check.title} (known-two-step)\n  {check.sentence}\n" in out
    (row,) = (line for line in out.splitlines() if "∇J, γ = 0.9, p = 0.5" in line)
    assert row.split()[-5:-3] == ["0.3", "0.3"]


def test_a_failure_has_the_exit_code_1_and_both_numbers_in_full(capsys):
    words = ["check", "--only", "known-batch", "--mistake", "sign"]
    assert main(words) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("MISTAKE: sign flipped. ")
    assert lines[-1] == f"2 of {count(['known-batch'])} checks failed"
    row = next(index for index, line in enumerate(lines) if line.endswith("FAIL"))
    known = ANSWERS["fixed_batch"]["gradient_to_go_without_gamma_t_a1"][0]
    assert f"and not {known}" in lines[row + 1]


def test_the_file_has_every_number_in_full(tmp_path, capsys):
    content = saved(tmp_path, "--only", "known-corridor")
    (check,) = content["checks"]
    assert check["sentence"] in {each.sentence for each in CHECKS}
    by_subject = {each["subject"]: each for each in check["comparisons"]}
    optimum = by_subject["J at its optimum"]
    assert optimum["other"] == ANSWERS["short_corridor"]["optimum"]["J"]
    assert optimum["difference"] == abs(optimum["ours"] - optimum["other"])
    assert optimum["difference"] <= optimum["tolerance"]
    assert all(each["passed"] for each in by_subject.values())
    assert content["verdict"].endswith("all passed")
    assert content["mistake"] == "none"
    assert capsys.readouterr().out.endswith(f"saved {tmp_path / 'checks.json'}\n")


def test_the_file_of_a_failure_says_which_mistake_was_made(tmp_path):
    content = saved(tmp_path, "--only", "second-way", "--mistake", "shifted", code=1)
    assert content["mistake"] == "shifted"
    assert not any(each["passed"] for each in content["checks"][0]["comparisons"])


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--only", "score"], "no check 'score'; there are scores,"),
        (["--mistake", "typo"], "invalid choice: 'typo'"),
        (["--json", "."], "is a folder"),
        (["--json", "nowhere/x.json"], "no folder nowhere"),
    ],
)
def test_what_cannot_be_done_is_refused_before_it_begins(
    capsys, monkeypatch, tmp_path, words, problem
):
    monkeypatch.chdir(tmp_path)
    assert main(["check", *words]) == 2
    told = capsys.readouterr()
    assert problem in told.err
    assert told.out == ""


def test_without_names_all_checks_are_made():
    assert parse(["check"], COMMANDS).only is None
    assert count() == sum(count([each.name]) for each in CHECKS)


class SignalsWhenMade(FrozenLakeEnv):
    """A frozen lake whose maker is asked to stop."""

    def __init__(self, **arguments: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        super().__init__(**arguments)


def test_a_signal_ends_it_between_two_comparisons_and_keeps_those_made(capsys, monkeypatch):
    lake = replace(gymnasium.spec("FrozenLake-v1"), entry_point=SignalsWhenMade)
    monkeypatch.setitem(gymnasium.registry, "FrozenLake-v1", lake)
    assert main(["check", "--only", "exact-gradient"]) == 128 + signal.SIGINT
    lines = capsys.readouterr().out.splitlines()
    made = sum(line.endswith("  pass") for line in lines)
    assert "frozen lake" in lines[-3]
    assert lines[-1] == (
        f"{made} checks, all passed; stopped before {count(['exact-gradient']) - made} more"
    )
