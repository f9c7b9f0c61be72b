"""The window as it is opened from a terminal or a desktop, with a session or without."""

import signal
from pathlib import Path

import pytest

from pgviz.lessons.scenarios import scenario
from pgviz.training.sessions.reading import is_open
from pgviz.training.sessions.writing import write_session
from tests.training.runs import plain_theta
from tests.training.sessions.sessions import CHANGES, EXPERIMENT, iterations, session, theta_in
from tests.window_processes import SECONDS, autosaved_in, end_of, run_on, wait_for, window

GRID = scenario("gridworld").experiment


def test_a_file_that_is_named_is_opened_and_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "网格 run.pgviz"
    write_session(path, session(iterations(), 5))
    with window(tmp_path, str(path), "--run") as process:
        wait_for(lambda: end_of(path) > 6, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
    assert theta_in(path) == plain_theta(EXPERIMENT, end_of(path), dict(CHANGES))
    assert not is_open(path)
    assert autosaved_in(tmp_path) == []


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gone.pgviz"
    with window(tmp_path, str(path)) as process:
        out, told = process.communicate(timeout=SECONDS)
        assert process.returncode == 2
    assert out == ""
    assert f"There is no file {path}." in told


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_leaves_what_was_made_in_a_closed_file(tmp_path: Path, name: str) -> None:
    with window(tmp_path, "--scenario", "gridworld", "--run") as process:
        path = run_on(tmp_path, process, 4)
        process.send_signal(getattr(signal, name))
        assert process.wait(SECONDS) == 0
    assert not is_open(path)
    assert theta_in(path) == plain_theta(GRID, end_of(path))
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_can_not_be_saved_at_the_end_is_told(tmp_path: Path) -> None:
    with window(tmp_path, "--scenario", "gridworld", "--run") as process:
        path = run_on(tmp_path, process, 2)
        path.unlink()
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=SECONDS)
        assert process.returncode == 1
    assert f"{path} can't be" in told
    assert "it has been removed" in told
