"""`pgviz train --session` saves a run as it goes and goes on with it; `pgviz info` looks at it."""

import json
import signal
import subprocess
import sys

import pytest

from pgviz.cli import main
from pgviz.lessons.scenarios import scenario
from pgviz.training.sessions.reading import is_open, read_session
from pgviz.training.sessions.schema import VERSION
from pgviz.training.sessions.writing import SessionWriter, write_session
from tests.cli_worlds import Failing, Signalling, registered
from tests.training.runs import plain_theta
from tests.training.sessions.resealed import alter
from tests.training.sessions.sessions import branched, iterations, theta_in

TWO_STEP = ["--scenario", "two-step"]


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


@pytest.mark.parametrize("name", ["gridworld", "cartpole"])
def test_a_run_gone_on_with_ends_in_the_same_bytes(tmp_path, name):
    path = tmp_path / "run.pgviz"
    words = ["train", "--quiet", "--session", str(path), "--iterations"]
    assert main([*words, "2", "--scenario", name]) == 0
    assert main([*words, "5", "--scenario", name]) == 0
    assert main([*words, "7"]) == 0
    assert theta_in(path) == plain_theta(scenario(name).experiment, 7)
    assert not is_open(path)


def test_nothing_to_make_is_said(tmp_path, capsys):
    words = ["train", *TWO_STEP, "--session", str(tmp_path / "run.pgviz"), "--iterations", "3"]
    assert main(words) == 0
    assert "already" not in capsys.readouterr().out
    assert main(words) == 0
    assert "there were 3 iterations already; --iterations makes more" in capsys.readouterr().out


def test_what_is_exported_is_the_same_as_without_a_stop(tmp_path):
    path, whole, parts = (tmp_path / name for name in ("run.pgviz", "whole.json", "parts.json"))
    words = ["train", *TWO_STEP, "--quiet", "--json"]
    assert main([*words, str(whole), "--iterations", "9"]) == 0
    assert main([*words, str(parts), "--session", str(path), "--iterations", "4"]) == 0
    assert main([*words, str(parts), "--session", str(path), "--iterations", "9"]) == 0
    assert json.loads(parts.read_text()) == json.loads(whole.read_text())


def test_a_run_that_is_killed_is_gone_on_with(tmp_path):
    path = tmp_path / "run.pgviz"
    command = [sys.executable, "-m", "pgviz", "train", "--session", str(path)]
    run = subprocess.Popen([*command, "--scenario", "gridworld", "--iterations", "100000"])
    while not (path.exists() and read_session(path).branches[0].end > 0):
        assert run.poll() is None
    run.kill()
    assert run.wait() == -signal.SIGKILL
    made = read_session(path).branches[0].end
    assert is_open(path)
    assert main(["train", "--session", str(path), "--iterations", str(made + 3), "--quiet"]) == 0
    assert theta_in(path) == plain_theta(scenario("gridworld").experiment, made + 3)


def test_the_branch_that_is_shown_is_gone_on_with(tmp_path):
    path = tmp_path / "run.pgviz"
    contents = branched(iterations())
    write_session(path, contents)
    assert main(["train", "--session", str(path), "--iterations", "12", "--quiet"]) == 0
    changes = dict(contents.branches[0].changes) | dict(contents.branches[1].changes)
    assert theta_in(path) == plain_theta(contents.experiment, 12, changes)
    assert [branch.end for branch in read_session(path).branches] == [10, 12]


def test_a_signal_or_a_failure_leaves_a_closed_session(tmp_path, capsys):
    for environment, words in ((Signalling, ["--env-arg", "number=15"]), (Failing, [])):
        path = tmp_path / f"{environment.__name__}.pgviz"
        with registered(environment) as id:
            words = ["train", "--env", id, *words, "--set", "batch_size=1", "--session", str(path)]
            assert main(words) != 0
            assert read_session(path).branches[0].end == 4
            assert not is_open(path)


def test_a_long_run_keeps_some_of_its_states(tmp_path):
    path = tmp_path / "run.pgviz"
    words = ["train", *TWO_STEP, "--session", str(path), "--quiet", "--iterations"]
    assert main([*words, "1000"]) == 0
    states = read_session(path).branches[0].states
    assert sorted(states) == list(range(0, 1001, 4))
    for number in (4, 500):
        assert states[number].theta_sha256 == plain_theta(scenario("two-step").experiment, number)


@pytest.mark.parametrize(
    "words",
    [
        ["--scenario", "gridworld"],
        [*TWO_STEP, "--seed", "8"],
        [*TWO_STEP, "--set", "batch_size=3"],
        ["--env", "pgviz/TwoStep-v0"],
    ],
    ids=" ".join,
)
def test_options_that_name_another_run_are_refused(tmp_path, capsys, words):
    path = tmp_path / "run.pgviz"
    assert main(["train", *TWO_STEP, "--session", str(path), "--iterations", "2", "--quiet"]) == 0
    before = path.read_bytes()
    told = refusal(capsys, "train", *words, "--session", str(path))
    assert "holds another run" in told
    assert path.read_bytes() == before


def test_options_that_name_half_a_run_are_refused(tmp_path, capsys):
    path = str(tmp_path / "run.pgviz")
    for words in (["--seed", "3"], ["--set", "horizon=3"], ["--env-arg", "slip=0"]):
        assert "goes a --scenario" in refusal(capsys, "train", *words, "--session", path)
    assert "Name a --scenario" in refusal(capsys, "train", "--session", path)


def test_a_file_that_is_no_session_stays_what_it_is(tmp_path, capsys):
    path = tmp_path / "letter.txt"
    path.write_text("dear reader " * 1000)
    for words in (["train", *TWO_STEP, "--session"], ["train", "--session"], ["info"]):
        assert "no session of pgviz" in refusal(capsys, *words, str(path))
    assert path.read_text() == "dear reader " * 1000
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_a_session_in_use_is_told(tmp_path, capsys):
    path = tmp_path / "run.pgviz"
    with SessionWriter.create(path, branched(iterations())):
        told = refusal(capsys, "train", "--session", str(path), "--iterations", "20")
    assert "is open in another window or program" in told


def test_a_module_is_imported_only_where_the_user_names_it(tmp_path, capsys):
    path = tmp_path / "run.pgviz"
    write_session(path, branched(iterations()))
    id = "tests.training.never_imported:Never-v0"
    value = json.dumps({"id": id, "arguments": {}})
    alter(path, f"UPDATE meta SET value='{value}' WHERE key='environment'")
    told = refusal(capsys, "train", "--session", str(path))
    assert f"say so with --env {id}" in told
    assert main(["info", str(path)]) == 0
    assert "imports the module tests.training.never_imported" in capsys.readouterr().out
    assert "tests.training.never_imported" not in sys.modules


def test_a_window_is_opened_with_a_session_or_with_options(tmp_path, capsys):
    path = tmp_path / "run.pgviz"
    assert "There is no file" in refusal(capsys, str(path))
    assert "name no other with it" in refusal(capsys, str(path), "--seed", "3")


def test_info_says_what_a_session_holds(tmp_path, capsys):
    path = tmp_path / "run.pgviz"
    contents = branched(iterations())
    write_session(path, contents)
    assert main(["info", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"run.pgviz: gridworld, seed 3, {path.stat().st_size:,} bytes"
    assert lines[1] == "branch 0 'main': 10 iterations, 5 states kept"
    assert lines[2] == f"  sha256 of θ {contents.branches[0].states[10].theta_sha256}"
    assert lines[3] == "  from iteration 4: learning_rate 0.1 → 0.3"
    assert (
        lines[4] == "branch 2 'momentum, 動量', leaves 0 at 6, shown: 9 iterations, 2 states kept"
    )
    assert lines[6] == "  from iteration 6: optimizer adam → momentum"
    assert lines[7] == "breakpoints: " + ", ".join(each.text for each in contents.breakpoints)
    assert lines[8].startswith("notes: α too large?")


def test_info_in_full_is_json(tmp_path, capsys):
    path = tmp_path / "run.pgviz"
    contents = branched(iterations())
    with SessionWriter.create(path, contents):
        assert main(["info", str(path), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["scenario"], facts["seed"], facts["closed"]) == ("gridworld", 3, False)
    assert (facts["format"], facts["imports"], facts["shown"]) == (VERSION, None, 7)
    assert facts["notes"] == contents.notes
    second = facts["branches"][1]
    assert second["leaves"] == {"branch": 0, "iteration": 6}
    assert second["theta_sha256"] == contents.branches[1].states[9].theta_sha256
    assert second["changes"][0]["hyperparameters"]["optimizer"] == "momentum"
