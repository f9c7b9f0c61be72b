"""A session closed at any iteration and opened again ends in the bytes of one never closed."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.commands import (
    Advance,
    Command,
    Hide,
    Leave,
    Pause,
    Rename,
    Restore,
    Revisit,
    Run,
    SetBreakpoints,
    SetHyperparameters,
    SetNotes,
    Switch,
)
from pgviz.training.engine import Engine
from pgviz.training.fork import Fork
from pgviz.training.in_process import InProcess
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.sessions.reading import is_open, read_session
from pgviz.training.sessions.writing import SessionWriter
from pgviz.training.snapshot import Snapshot
from tests.training.reopening import live, reopened, saved_in
from tests.training.runs import (
    BOLDER,
    EXPERIMENT,
    PLAIN,
    beyond,
    bytes_of,
    obeyed,
    on,
    opened,
    plainly,
    state_of,
    text_of,
)
from tests.training.worlds import content

ADAM = PLAIN.changed({"optimizer": "adam", "baseline": "value", "learning_rate": 0.05})
MOMENTUM = PLAIN.changed({"optimizer": "momentum", "baseline": "time"})
WORLDS = ["pgviz/GridWorld-v0", "pgviz/TwoStep-v0", "CartPole-v1", "Pendulum-v1"]

STORY: list[Command] = [
    Advance(),
    Advance(),
    SetHyperparameters(BOLDER),
    Advance(),
    Advance(),
    Advance(),
    Leave(3, "other"),
    SetHyperparameters(ADAM),
    Advance(),
    Advance(),
    Leave(4, "third"),
    SetHyperparameters(MOMENTUM),
    Advance(),
    Switch(0),
    SetHyperparameters(PLAIN),
    Advance(),
    Switch(1),
    SetBreakpoints((Breakpoint("iteration", 7),)),
    Advance(),
    Run(),
    Advance(),
]
"""Branches and changes in the middle; Adam, momentum and V(s) have states of their own."""


def everything(runner: Runner) -> list[object]:
    """Return what a run has come to: what was kept of each branch, and what comes next in it."""
    told: list[object] = [runner.newest.breakpoints]
    for branch in runner.newest.branches:
        now = obeyed(runner, Switch(branch.number))
        columns = {name: each.tobytes() for name, each in now.history.columns.items()}
        told += [branch.name, branch.fork, columns, now.history.settings, now.history.changes]
        told += [bytes_of(now.state), content(now.iteration), now.experiment, now.history.stops]
        following = obeyed(runner, Advance())
        told += [bytes_of(following.state), content(following.iteration)]
    return told


@cache
def never_closed(world: str) -> list[object]:
    """Return what the story comes to in one go."""
    with Runner(on(EnvironmentSpec(world)), InThread()) as runner:
        opened(runner)
        live(runner, STORY)
        return everything(runner)


@pytest.mark.parametrize("world", ["pgviz/GridWorld-v0", "CartPole-v1"])
def test_it_goes_on_as_if_it_had_never_been_closed(world: str, tmp_path: Path) -> None:
    truth = never_closed(world)
    for count in range(1, len(STORY)):
        path = tmp_path / f"{count}.pgviz"
        with saved_in(path, InThread(), world) as runner:
            live(runner, STORY[:count])
        with reopened(path, InThread()) as runner:
            live(runner, STORY[count:])
            assert everything(runner) == truth, count


@pytest.mark.parametrize("world", WORLDS)
def test_so_it_does_if_it_was_closed_again_and_again(world: str, tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread(), world) as runner:
        live(runner, STORY[:1])
    for command in STORY[1:]:
        with reopened(path, InThread()) as runner:
            live(runner, [command])
    with reopened(path, InThread()) as runner:
        assert everything(runner) == never_closed(world)


def test_so_it_does_with_a_worker_process(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InProcess()) as runner:
        live(runner, STORY[:7])
    with reopened(path, InProcess()) as runner:
        live(runner, STORY[7:])
        assert everything(runner) == never_closed(WORLDS[0])


def test_every_iteration_of_the_past_comes_back_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        obeyed(runner, Advance(4), SetHyperparameters(BOLDER), Advance(5))
    truth = list(plainly(EXPERIMENT, 9, {4: BOLDER}))
    with reopened(path, InThread()) as runner:
        for number in (8, 0, 3, 4, 7, 5):
            assert content(obeyed(runner, Revisit(number)).revisited) == content(truth[number])


def test_a_change_that_no_iteration_was_made_with_yet_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        obeyed(runner, Advance(2), SetHyperparameters(BOLDER))
    with reopened(path, InThread()) as runner:
        assert runner.newest.experiment.hyperparameters == BOLDER
        assert runner.newest.history.changes == ()
        now = obeyed(runner, Advance(2))
    assert content(now.iteration) == content(list(plainly(EXPERIMENT, 4, {2: BOLDER}))[-1])


def test_the_users_words_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        obeyed(runner, Advance(2), Rename(0, "α = 0.1"), SetNotes("too slow?"))
    with reopened(path, InThread()) as runner:
        assert runner.newest.notes == "too slow?"
        assert runner.newest.branches[0].name == "α = 0.1"


def test_what_left_a_deleted_branch_leaves_the_one_before_it(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        live(runner, [Advance(5), Leave(2, "deleted"), SetHyperparameters(BOLDER), Advance(2)])
        live(runner, [Leave(3, "kept"), SetHyperparameters(ADAM), Advance(2), Hide(1, True)])
    (_, kept) = read_session(path).branches
    assert (kept.number, kept.fork) == (2, Fork(0, 2))
    truth = list(plainly(EXPERIMENT, 6, {2: BOLDER, 3: ADAM}))
    with reopened(path, InThread()) as runner:
        assert content(runner.newest.iteration) == content(truth[4])
        assert content(obeyed(runner, Advance()).iteration) == content(truth[5])


def running(runner: Runner) -> Snapshot:
    obeyed(runner, Advance(3))
    runner.send(Run())
    return runner.wait_until(beyond(5), 20)


def test_a_session_that_does_not_fit_leaves_the_run_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread(), "pgviz/TwoStep-v0") as runner:
        obeyed(runner, Advance(2))
    contents = read_session(path)
    spec = EnvironmentSpec("pgviz/GridWorld-v0")
    changed = replace(contents, experiment=replace(contents.experiment, environment=spec))
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        before = obeyed(runner, Advance(3))
        seen = obeyed(runner, Restore(changed))
        assert "doesn't fit" in text_of(seen)
        assert (seen.run, seen.state) == (before.run, before.state)
        now = obeyed(runner, Advance(2))
    assert content(now.iteration) == content(list(plainly(EXPERIMENT, 5))[-1])


@pytest.mark.parametrize("engine", [InThread, InProcess])
def test_what_can_not_be_made_again_leaves_the_run_and_its_world(
    engine: type[Engine], tmp_path: Path
) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread(), "CartPole-v1") as runner:
        obeyed(runner, Advance(2))
    contents = read_session(path)
    (branch,) = contents.branches
    states = {
        at: replace(each, theta=np.full_like(each.theta, np.nan))
        for at, each in branch.states.items()
    }
    bad = replace(contents, branches=(replace(branch, states=states),))
    with Runner(EXPERIMENT, engine()) as runner:
        opened(runner)
        before = obeyed(runner, Advance(3))
        seen = obeyed(runner, Restore(bad))
        assert "it is no number" in text_of(seen)
        assert (seen.run, seen.state, seen.branches) == (
            before.run,
            before.state,
            before.branches,
        )
        past = obeyed(runner, Revisit(1))
        now = obeyed(runner, Advance(2))
        truth = list(plainly(EXPERIMENT, 5))
    assert content(past.revisited) == content(truth[1])
    assert content(now.iteration) == content(truth[-1])


def test_an_environment_that_is_not_there_leaves_the_run_and_closes_the_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        obeyed(runner, Advance(2))
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        writer, contents = SessionWriter.resume(path)
        gone = replace(contents.experiment, environment=EnvironmentSpec("Gone-v0"))
        assert is_open(path)
        seen = obeyed(runner, Restore(replace(contents, experiment=gone), writer))
        assert "Gone-v0" in text_of(seen)
        assert not is_open(path)
        assert obeyed(runner, Advance()).iteration is not None


def test_a_machine_that_counts_otherwise_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        obeyed(runner, Advance(2))
    contents = read_session(path)
    (branch,) = contents.branches
    last = replace(branch.states[2], theta=branch.states[2].theta + 1e-9)
    other = replace(branch, states={**branch.states, 2: last})
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        seen = obeyed(runner, Restore(replace(contents, branches=(other,))))
        assert "comes out otherwise" in text_of(seen)
        assert state_of(seen).theta_sha256 == last.theta_sha256


def test_a_session_opens_while_iterations_are_made(tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    with saved_in(path, InThread()) as runner:
        obeyed(runner, Advance(2))
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        running(runner)
        seen = obeyed(runner, Restore(read_session(path)), Pause())
        assert state_of(seen).iteration == 2
