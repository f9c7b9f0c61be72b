"""A run is saved while it goes on: what is said to be on the disk is there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pgviz.environments import EnvironmentSpec
from pgviz.environments.errors import PgvizError
from pgviz.training.commands import Advance, Leave, Pause, Reset, Restore, Run, SetHyperparameters
from pgviz.training.experiment import Experiment
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.saver import Saver, Saving
from pgviz.training.sessions.lock import SessionInUse
from pgviz.training.sessions.reading import is_open, read_session
from pgviz.training.sessions.writing import SessionWriter
from tests.training.runs import (
    BOLDER,
    EXPERIMENT,
    GRID,
    PLAIN,
    SECONDS,
    beyond,
    obeyed,
    on,
    opened,
    plain_theta,
    state_of,
)
from tests.training.sessions.sessions import theta_in

OTHER = on(GRID, seed=5)


class Folder:
    """Gives every run a file named by its seed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, experiment: Experiment) -> Path:
        return self.path / f"{experiment.seed}.pgviz"


@contextmanager
def saved_to(folder: Path) -> Iterator[tuple[Runner, Saver]]:
    saver = Saver(Folder(folder))
    with Runner(EXPERIMENT, InThread(), saver) as runner:
        opened(runner)
        yield runner, saver


def holds(*iterations: int) -> Callable[[Saving], bool]:
    """Return the predicate of files whose branches go on with these."""
    return lambda saving: tuple(saving.saved.values()) == iterations and saving.message is None


def holds_more_than(iterations: int) -> Callable[[Saving], bool]:
    return lambda saving: saving.saved.get(0, 0) > iterations


def test_what_is_said_to_be_saved_can_be_read_while_the_run_goes_on(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, saver):
        runner.send(Run())
        for _ in range(2):
            told = saver.wait_until(holds_more_than(state_of(runner.newest).iteration), SECONDS)
            assert told.path is not None
            assert read_session(told.path).branches[0].end >= told.saved[0]
            assert is_open(told.path)
        last = obeyed(runner, Pause())
    assert theta_in(tmp_path / "3.pgviz") == state_of(last).theta_sha256
    assert not is_open(tmp_path / "3.pgviz")


def test_at_rest_all_is_saved_at_once(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, saver):
        obeyed(runner, Advance(7))
        saver.wait_until(holds(7), SECONDS)
        obeyed(runner, Leave(3, "other"))
        obeyed(runner, Advance(1))
        saver.wait_until(holds(7, 4), SECONDS)
        assert theta_in(tmp_path / "3.pgviz") == plain_theta(EXPERIMENT, 4)


def test_all_is_there_at_the_end_and_one_file_is_left(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, _):
        runner.send(Run())
        last = runner.wait_until(beyond(20), SECONDS)
    count = state_of(runner.newest).iteration
    assert count >= state_of(last).iteration
    assert theta_in(tmp_path / "3.pgviz") == plain_theta(EXPERIMENT, count)
    assert [path.name for path in tmp_path.iterdir()] == ["3.pgviz"]


def test_a_run_without_iterations_leaves_no_file(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, saver):
        obeyed(runner, SetHyperparameters(BOLDER))
    assert saver.newest == Saving(run=1)
    assert list(tmp_path.iterdir()) == []


def test_every_run_has_a_file_of_its_own(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, saver):
        obeyed(runner, Advance(3))
        obeyed(runner, Reset(OTHER))
        obeyed(runner, Advance(2))
        saver.wait_until(holds(2), SECONDS)
        assert not is_open(tmp_path / "3.pgviz")
        assert is_open(tmp_path / "5.pgviz")
    assert theta_in(tmp_path / "3.pgviz") == plain_theta(EXPERIMENT, 3)
    assert theta_in(tmp_path / "5.pgviz") == plain_theta(OTHER, 2)


def test_learning_that_starts_anew_has_a_file_of_its_own_too(tmp_path: Path) -> None:
    paths = iter([tmp_path / "one.pgviz", tmp_path / "two.pgviz"])
    with Runner(EXPERIMENT, InThread(), Saver(lambda _: next(paths))) as runner:
        opened(runner)
        larger = PLAIN.changed({"init_scale": 1.0})
        obeyed(runner, Advance(3), SetHyperparameters(larger), Advance(2))
    assert read_session(tmp_path / "one.pgviz").branches[0].end == 3
    assert theta_in(tmp_path / "two.pgviz") == plain_theta(Experiment(GRID, larger, 3), 2)


def test_what_can_not_be_saved_is_said_and_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    with saved_to(folder) as (runner, saver):
        last = obeyed(runner, Advance(3))
        told = saver.wait_until(lambda now: now.message is not None, SECONDS)
        assert told.message is not None
        assert "3.pgviz can't be" in told.message.text
        assert (told.path, dict(told.saved)) == (None, {})
        assert last.message is None
        folder.mkdir()
        obeyed(runner, Advance(2))
        saver.wait_until(holds(5), SECONDS)
    assert theta_in(folder / "3.pgviz") == plain_theta(EXPERIMENT, 5)


def test_it_is_tried_again_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    saver = Saver(Folder(folder), retry=0.02)
    with Runner(EXPERIMENT, InThread(), saver) as runner:
        obeyed(runner, Advance(3))
        saver.wait_until(lambda now: now.message is not None, SECONDS)
        folder.mkdir()
        saver.wait_until(holds(3), SECONDS)


def test_a_file_that_was_removed_is_said_to_be(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, saver):
        obeyed(runner, Advance(3))
        saver.wait_until(holds(3), SECONDS)
        (tmp_path / "3.pgviz").unlink()
        obeyed(runner, Advance(1))
        told = saver.wait_until(lambda now: now.message is not None, SECONDS)
        assert told.message is not None
        assert "has been removed" in told.message.text
        assert dict(told.saved) == {0: 3}
        saver.move(tmp_path / "new.pgviz").result(SECONDS)
        obeyed(runner, Advance(1))
        saver.wait_until(holds(5), SECONDS)
    assert theta_in(tmp_path / "new.pgviz") == plain_theta(EXPERIMENT, 5)


def test_it_goes_on_in_another_file_when_asked(tmp_path: Path) -> None:
    named = tmp_path / "named.pgviz"
    with saved_to(tmp_path) as (runner, saver):
        obeyed(runner, Advance(3))
        saver.wait_until(holds(3), SECONDS)
        saver.move(named).result(SECONDS)
        assert theta_in(named) == plain_theta(EXPERIMENT, 3)
        assert not is_open(tmp_path / "3.pgviz")
        saver.move(named).result(SECONDS)
        obeyed(runner, Advance(2))
        saver.wait_until(holds(5), SECONDS)
        assert saver.newest.path == named
    assert read_session(tmp_path / "3.pgviz").branches[0].end == 3


def test_a_place_that_can_not_be_written_changes_nothing(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, saver):
        obeyed(runner, Advance(3))
        with pytest.raises(PgvizError, match="can't be"):
            saver.move(tmp_path / "no folder" / "named.pgviz").result(SECONDS)
        obeyed(runner, Advance(2))
        saver.wait_until(holds(5), SECONDS)
        assert saver.newest.path == tmp_path / "3.pgviz"


def test_a_session_goes_on_in_its_own_file(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, _):
        obeyed(runner, Advance(3))
    kept = tmp_path / "kept.pgviz"
    (tmp_path / "3.pgviz").rename(kept)
    with saved_to(tmp_path) as (runner, saver):
        obeyed(runner, Advance(1))
        writer, contents = SessionWriter.resume(kept)
        obeyed(runner, Restore(contents, writer))
        obeyed(runner, Advance(2))
        saver.wait_until(holds(5), SECONDS)
        with pytest.raises(SessionInUse):
            SessionWriter.resume(kept)
    assert theta_in(kept) == plain_theta(EXPERIMENT, 5)
    assert read_session(tmp_path / "3.pgviz").branches[0].end == 1


def test_what_is_told_says_of_which_run(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, saver):
        obeyed(runner, Advance(3))
        assert saver.wait_until(holds(3), SECONDS).run == 1
        last = obeyed(runner, Reset(OTHER), Advance(2))
        told = saver.wait_until(holds(2), SECONDS)
        assert (told.run, told.path) == (last.run, tmp_path / "5.pgviz")


def test_a_run_from_a_session_is_another_and_is_counted(tmp_path: Path) -> None:
    with saved_to(tmp_path) as (runner, saver):
        last = obeyed(runner, Advance(3))
        assert (last.run, last.restored) == (1, 0)
        saver.wait_until(holds(3), SECONDS)
        contents = read_session(tmp_path / "3.pgviz")
        last = obeyed(runner, Restore(contents))
        assert (last.run, last.restored) == (2, 1)
        saver.wait_until(lambda now: now.run == 2, SECONDS)
        wrong = replace(contents, experiment=on(EnvironmentSpec("CartPole-v1")))
        last = obeyed(runner, Restore(wrong))
        assert last.message is not None
        assert (last.run, last.restored) == (2, 1)
        last = obeyed(runner, Reset(OTHER))
        assert (last.run, last.restored) == (3, 1)


def test_a_run_that_was_left_and_can_not_be_saved_has_another_file(tmp_path: Path) -> None:
    one, two, three = (tmp_path / f"{name}.pgviz" for name in ("one", "two", "three"))
    places = iter([one, two, three])
    saver = Saver(lambda _: next(places))
    with Runner(EXPERIMENT, InThread(), saver) as runner:
        obeyed(runner, Advance(3))
        saver.wait_until(holds(3), SECONDS)
        one.unlink()
        obeyed(runner, Advance(1))
        saver.wait_until(lambda now: now.message is not None, SECONDS)
        obeyed(runner, Reset(OTHER), Advance(2))
        told = saver.wait_until(holds(2), SECONDS)
        assert dict(told.paths) == {1: two, 2: three}
        assert not is_open(two)
    assert theta_in(two) == plain_theta(EXPERIMENT, 4)
    assert theta_in(three) == plain_theta(OTHER, 2)
