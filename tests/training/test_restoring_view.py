"""A session that is opened again shows what was shown, and stops where the run would have."""

from pathlib import Path

import pytest

from pgviz.training.breakpoints import Breakpoint
from pgviz.training.commands import (
    Advance,
    Command,
    Hide,
    Leave,
    Revisit,
    Run,
    SetBreakpoints,
    SetHyperparameters,
    SetNotes,
    Switch,
)
from pgviz.training.in_thread import InThread
from pgviz.training.sessions.reading import read_session
from tests.training.reopening import live, reopened, saved_in
from tests.training.runs import BOLDER, EXPERIMENT, obeyed, plainly, state_of
from tests.training.worlds import content

STRIKES = Breakpoint("iteration", 3)


def test_where_breakpoints_stopped_and_which_are_set_is_kept(tmp_path: Path) -> None:
    path, later = tmp_path / "session.pgviz", Breakpoint("iteration", 6)
    with saved_in(path, InThread()) as runner:
        live(runner, [SetBreakpoints((STRIKES, later)), Run(), Run()])
        live(runner, [Leave(5, "other"), Run(), Advance(2)])
        stops = [branch.history.stops for branch in runner.newest.branches]
    assert stops == [((3, STRIKES), (6, later))] * 2
    assert read_session(path).branch(1).stops == ((6, later),)  # the first one is the other's
    with reopened(path, InThread()) as runner:
        assert [branch.history.stops for branch in runner.newest.branches] == stops
        assert runner.newest.breakpoints == (STRIKES, later)
        now = obeyed(runner, SetBreakpoints((Breakpoint("iteration", 11),)), Run())
        assert now.history.stops[:2] == stops[1]
        assert state_of(now).iteration == 12


def test_a_breakpoint_that_is_set_stops_a_session_that_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        live(runner, [Advance(2), SetBreakpoints((STRIKES,))])
    with reopened(path, InThread()) as runner:
        now = obeyed(runner, Run())
    assert (state_of(now).iteration, now.history.stops) == (4, ((3, STRIKES),))


def test_stops_in_a_deleted_branch_are_kept_with_the_one_that_left_it(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        live(runner, [Advance(2), Leave(2, "deleted"), SetBreakpoints((STRIKES,)), Run()])
        live(runner, [Leave(4, "kept"), Advance(1), Hide(1, True)])
    with reopened(path, InThread()) as runner:
        assert [branch.history.stops for branch in runner.newest.branches] == [
            (),
            ((3, STRIKES),),
        ]


@pytest.mark.parametrize(
    ("looks", "shown"),
    [
        ([], None),
        ([Revisit(2)], 2),
        ([Revisit(2), Revisit(0)], 0),
        ([Revisit(2), Revisit(4)], None),
        ([Revisit(2), Revisit(4), Revisit(2)], 2),
        ([Revisit(2), Revisit(99)], 2),
        ([Revisit(2), SetHyperparameters(BOLDER), SetNotes("hm")], 2),
        ([Revisit(2), Advance(1)], None),
        ([Revisit(2), Leave(4, "other")], None),
        ([Leave(4, "other"), Revisit(2)], 2),
        ([Leave(4, "other"), Revisit(1), Switch(0)], None),
    ],
    ids=str,
)
def test_what_was_shown_is_shown_again(
    looks: list[Command], shown: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        live(runner, [Advance(5), *looks])
    assert read_session(path).shown == shown
    with reopened(path, InThread()) as runner:
        now = runner.newest
    assert now.shown == shown
    assert now.iteration is not None
    assert content(now.iteration) == content(
        list(plainly(EXPERIMENT, now.iteration.number + 1))[-1]
    )
    if shown is not None:
        assert content(now.revisited) == content(list(plainly(EXPERIMENT, shown + 1))[-1])
