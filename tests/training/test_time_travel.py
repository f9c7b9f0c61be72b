"""Whatever is done to a run, each of its iterations is that of a plain loop from the seed."""

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pgviz.environments import make_world
from pgviz.training.commands import (
    Advance,
    Leave,
    Pause,
    Rename,
    Restore,
    Revisit,
    Run,
    SetHyperparameters,
    Switch,
)
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.iteration import Iteration, iterate
from pgviz.training.runner import Runner
from pgviz.training.saver import Saver
from pgviz.training.sessions.writing import SessionWriter
from pgviz.training.state import initial_state
from tests.training.runs import BOLDER, EXPERIMENT, PLAIN, SECONDS, beyond, obeyed, opened
from tests.training.worlds import content

ADAM = PLAIN.changed({"optimizer": "adam", "baseline": "value", "learning_rate": 0.05})
SETTINGS = (PLAIN, BOLDER, ADAM)
MOST = 8  # times that iterations are made

# How far a run gets until it is paused is not the same twice, but Hypothesis wants to draw the
# same choices twice: none of them may depend on it.
PLACES = st.integers(0, 999)
FORKS = {
    "at the beginning": lambda place, count: 0,
    "in between": lambda place, count: min(1 + place % max(count, 1), count),
    "at the end": lambda place, count: count,
}

Course = tuple[Hyperparameters, ...]
"""What each iteration of a branch was made with: with the seed, this is all that it is."""


@cache
def last_of(course: Course) -> Iteration:
    """Return the last iteration of a course, made in a plain loop."""
    world = make_world(EXPERIMENT.environment)
    before, made_with = course[:-1], course[-1]
    state = last_of(before).after if before else initial_state(world, PLAIN, EXPERIMENT.seed)
    return iterate(state, made_with, world)


class Travels(RuleBasedStateMachine):
    """A person at the window, and what each branch must be: its course and what comes next."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "session.pgviz"
        self.courses: dict[int, Course] = {0: ()}
        self.next_ones: dict[int, Hyperparameters] = {0: PLAIN}
        self.names = {0: "first"}
        self.branch = 0
        self.rounds = 0
        self.start(Saver(lambda _: self.path))

    def start(self, saver: Saver) -> None:
        self.saver = saver
        self.runner = Runner(EXPERIMENT, InThread(), saver)
        self.runner.start()
        opened(self.runner)

    def teardown(self) -> None:
        self.runner.stop()
        self.folder.cleanup()

    @property
    def course(self) -> Course:
        return self.courses[self.branch]

    def has_room(self) -> bool:
        return self.rounds < MOST

    def is_saved(self) -> bool:
        return any(self.courses.values())

    def made(self, count: int) -> None:
        self.rounds += 1
        self.courses[self.branch] += (self.next_ones[self.branch],) * count

    @precondition(has_room)
    @rule(count=st.integers(1, 3))
    def advance(self, count: int) -> None:
        obeyed(self.runner, Advance(count))
        self.made(count)

    @precondition(has_room)
    @rule()
    def run_and_pause(self) -> None:
        self.runner.send(Run())
        self.runner.wait_until(beyond(len(self.course) + 1), SECONDS)
        self.made(len(obeyed(self.runner, Pause()).history) - len(self.course))

    @rule(hyperparameters=st.sampled_from(SETTINGS))
    def set_hyperparameters(self, hyperparameters: Hyperparameters) -> None:
        obeyed(self.runner, SetHyperparameters(hyperparameters))
        self.next_ones[self.branch] = hyperparameters

    @precondition(lambda self: self.course)
    @rule(place=PLACES)
    def revisit(self, place: int) -> None:
        number = place % len(self.course)
        seen = obeyed(self.runner, Revisit(number))
        assert content(seen.revisited) == content(last_of(self.course[: number + 1]))

    @precondition(lambda self: len(self.courses) < 4)
    @rule(fork=st.sampled_from(sorted(FORKS)), place=PLACES)
    def leave(self, fork: str, place: int) -> None:
        number = FORKS[fork](place, len(self.course))
        obeyed(self.runner, Leave(number, "left"))
        course, following = self.course, self.next_ones[self.branch]
        self.branch = len(self.courses)
        self.courses[self.branch] = course[:number]
        self.next_ones[self.branch] = course[number] if number < len(course) else following
        self.names[self.branch] = "left"

    @rule(data=st.data())
    def switch(self, data: st.DataObject) -> None:
        self.branch = data.draw(st.sampled_from(sorted(self.courses)))
        obeyed(self.runner, Switch(self.branch))

    @rule(data=st.data(), name=st.text(max_size=5))
    def rename(self, data: st.DataObject, name: str) -> None:
        number = data.draw(st.sampled_from(sorted(self.courses)))
        obeyed(self.runner, Rename(number, name))
        self.names[number] = name

    @precondition(is_saved)
    @rule()
    def save(self) -> None:
        ends = {number: len(course) for number, course in self.courses.items()}
        self.saver.move(self.path).result(SECONDS)
        assert self.saver.wait_until(lambda now: now.saved == ends, SECONDS).path == self.path

    @precondition(is_saved)
    @rule()
    def close_and_open_again(self) -> None:
        self.runner.stop()
        self.start(Saver(lambda _: self.path.with_name("none.pgviz")))
        writer, contents = SessionWriter.resume(self.path)
        obeyed(self.runner, Restore(contents, writer))

    @invariant()
    def shows_what_a_plain_loop_makes(self) -> None:
        now = self.runner.newest
        assert now.message is None
        assert (now.branch, len(now.history)) == (self.branch, len(self.course))
        assert now.experiment.hyperparameters == self.next_ones[self.branch]
        assert {each.number: each.name for each in now.branches} == self.names
        if self.course:
            truth = last_of(self.course)
            assert content(now.iteration) == content(truth)
            assert content(now.state) == content(truth.after)


TestTravels = Travels.TestCase
TestTravels.settings = settings(
    max_examples=40,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
