"""Whatever is done to a run, each of its iterations is that of a plain loop from the seed."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from pgviz.environments import EnvironmentSpec
from pgviz.training import cursor as places
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
    SetBudget,
    SetHyperparameters,
    Switch,
)
from pgviz.training.cursor import GRANULARITIES, Granularity
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.iteration import Iteration
from pgviz.training.runner import Runner
from pgviz.training.saver import Saver
from pgviz.training.sessions.reading import read_session
from pgviz.training.sessions.writing import SessionWriter
from tests.training.futures import SEED, Course, Futures, figures_of, last_of
from tests.training.runs import BOLDER, PLAIN, SECONDS, beyond, obeyed, on, opened
from tests.training.worlds import content

ADAM = PLAIN.changed({"optimizer": "adam", "baseline": "value", "learning_rate": 0.05})
SETTINGS = (PLAIN, BOLDER, ADAM)
WORLDS = "pgviz/TwoStep-v0", "pgviz/GridWorld-v0", "pgviz/Beacon-v0"  # rewards of both signs
BUDGETS = 1, 10_000, 10**9  # bytes: for next to nothing, for a few states, and for all
ROUNDS = 8  # times that iterations are made

# How far a run gets until it is paused is not the same twice, but Hypothesis wants to draw the
# same choices twice: none of them may depend on it.
PLACES = st.integers(0, 999)
FORKS = {
    "at the beginning": lambda place, count: 0,
    "in between": lambda place, count: min(1 + place % max(count, 1), count),
    "at the end": lambda place, count: count,
}

Commands = tuple[Command, ...]


class Travels(RuleBasedStateMachine):
    """A person at the window, and what the run must be."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "session.pgviz"
        self.run = Futures()
        self.rounds = 0
        self.done: list[tuple[Commands, Commands]] = []  # what takes it back, what does it again
        self.undone: list[tuple[Commands, Commands]] = []

    @initialize(world=st.sampled_from(WORLDS))
    def begin(self, world: str) -> None:
        self.world, self.experiment = world, on(EnvironmentSpec(world), SEED)
        self.start(Saver(lambda _: self.path))

    def start(self, saver: Saver) -> None:
        self.saver = saver
        self.runner = Runner(self.experiment, InThread(), saver)
        self.runner.start()
        opened(self.runner)
        self.arrive()

    def teardown(self) -> None:
        self.runner.stop()
        self.folder.cleanup()

    def tell(self, *commands: Command) -> None:
        for command in commands:
            obeyed(self.runner, command)
            self.run = self.run.after(command)
        self.arrive()

    def edit(self, back: Commands, forth: Commands, again: Commands = ()) -> None:
        self.tell(*forth)
        self.done.append((back, again or forth))
        self.undone.clear()

    def arrive(self) -> None:
        """Look at the end of what is shown."""
        shown = self.shown
        self.cursor = shown and places.end(shown.number, shown.batch)

    @property
    def shown(self) -> Iteration | None:
        return self.runner.newest.revisited or self.runner.newest.iteration

    @property
    def course(self) -> Course:
        return self.run.present.course

    def has_room(self) -> bool:
        return self.rounds < ROUNDS

    def has_begun(self) -> bool:
        return bool(self.course)

    def is_saved(self) -> bool:
        return any(each.course for each in self.run.visible.values())

    @precondition(has_room)
    @rule(count=st.integers(1, 3))
    def advance(self, count: int) -> None:
        self.rounds += 1
        self.tell(Advance(count))

    @precondition(has_room)
    @rule()
    def run_and_pause(self) -> None:
        self.rounds += 1
        begin = len(self.course)
        self.runner.send(Run())
        self.runner.wait_until(beyond(begin + 1), SECONDS)
        self.run = self.run.made(len(obeyed(self.runner, Pause()).history) - begin)
        self.arrive()

    @precondition(has_room)
    @rule(ahead=st.integers(0, 2))
    def run_to_a_breakpoint(self, ahead: int) -> None:
        self.rounds += 1
        at = Breakpoint("iteration", len(self.course) + ahead)
        self.tell(SetBreakpoints((at,)), Run())

    @precondition(has_begun)
    @rule(granularity=st.sampled_from(GRANULARITIES), count=st.integers(1, 9))
    def step_forward(self, granularity: Granularity, count: int) -> None:
        for _ in range(count):
            following = places.forward(self.cursor, self.shown.batch, granularity)
            if following is None:
                number = self.cursor.iteration + 1
                self.tell(Revisit(number) if number < len(self.course) else Advance())
                following = places.first_stop(number, self.shown.batch, granularity)
            self.cursor = following

    @precondition(has_begun)
    @rule(granularity=st.sampled_from(GRANULARITIES), count=st.integers(1, 9))
    def step_back(self, granularity: Granularity, count: int) -> None:
        for _ in range(count):
            before = places.back(self.cursor, self.shown.batch, granularity)
            if before is not None:
                self.cursor = before
            elif self.cursor.iteration > 0:
                self.tell(Revisit(self.cursor.iteration - 1))

    @precondition(has_begun)
    @rule(scrubbed=st.lists(PLACES, min_size=1, max_size=5))
    def scrub(self, scrubbed: list[int]) -> None:
        numbers = [place % len(self.course) for place in scrubbed]
        for number in numbers[:-1]:
            self.runner.send(Revisit(number))
        self.tell(Revisit(numbers[-1]))

    @rule(hyperparameters=st.sampled_from(SETTINGS))
    def change(self, hyperparameters: Hyperparameters) -> None:
        before = SetHyperparameters(self.run.present.following)
        self.edit((before,), (SetHyperparameters(hyperparameters),))

    @precondition(lambda self: len(self.run.all) < 4)
    @rule(fork=st.sampled_from(sorted(FORKS)), place=PLACES)
    def leave(self, fork: str, place: int) -> None:
        before, number = self.run.branch, max(self.run.all) + 1
        forth = Leave(FORKS[fork](place, len(self.course)), "left")
        back = Switch(before), Hide(number, True)
        self.edit(back, (forth,), (Hide(number, False), Switch(number)))

    @rule(data=st.data())
    def switch(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.run.visible)))
        self.edit((Switch(self.run.branch),), (Switch(number),))

    @rule(data=st.data(), name=st.text(max_size=5))
    def rename(self, data: st.DataObject, name: str) -> None:
        number = data.draw(st.sampled_from(sorted(self.run.visible)))
        self.edit((Rename(number, self.run.all[number].name),), (Rename(number, name),))

    @precondition(lambda self: self.run.visible.keys() - {0, self.run.branch})
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        others = sorted(self.run.visible.keys() - {0, self.run.branch})
        number = data.draw(st.sampled_from(others))
        self.edit((Hide(number, False),), (Hide(number, True),))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        back, again = self.done.pop()
        self.tell(*back)
        self.undone.append((back, again))

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        back, again = self.undone.pop()
        self.tell(*again)
        self.done.append((back, again))

    @rule(budget=st.sampled_from(BUDGETS))
    def allot_memory(self, budget: int) -> None:
        self.tell(SetBudget(budget))

    @precondition(is_saved)
    @rule()
    def save(self) -> None:
        futures = self.run.visible
        ends = {number: len(each.course) for number, each in futures.items()}
        self.saver.move(self.path).result(SECONDS)
        assert self.saver.wait_until(lambda now: now.saved == ends, SECONDS).path == self.path
        saved = read_session(self.path)
        assert (saved.current, saved.shown) == (self.run.branch, self.run.shown)
        for number, future in futures.items():
            columns = {name: each.tobytes() for name, each in saved.columns(number).items()}
            assert columns == figures_of(self.world, future.course)

    @precondition(is_saved)
    @rule()
    def close_and_open_again(self) -> None:
        self.runner.stop()
        self.start(Saver(lambda _: self.path.with_name("none.pgviz")))
        writer, contents = SessionWriter.resume(self.path)
        obeyed(self.runner, Restore(contents, writer))
        self.run = self.run.reopened()
        self.done.clear()  # it is of a run that is gone
        self.undone.clear()
        self.arrive()

    @invariant()
    def shows_what_a_plain_loop_makes(self) -> None:
        now, run = self.runner.newest, self.run
        assert (now.branch, now.shown, now.breakpoints) == (run.branch, run.shown, run.breakpoints)
        assert now.experiment.hyperparameters == run.present.following
        assert now.message is None or not now.message.is_fault
        columns = {name: each.tobytes() for name, each in now.history.columns.items()}
        assert columns == figures_of(self.world, self.course)
        if self.course:
            truth = last_of(self.world, self.course)
            assert content(now.iteration) == content(truth)
            assert content(now.state) == content(truth.after)

    @invariant()
    def the_cursor_is_in_what_a_plain_loop_makes(self) -> None:
        if self.course:
            number = len(self.course) - 1 if self.run.shown is None else self.run.shown
            assert self.cursor.iteration == self.shown.number == number
            truth = last_of(self.world, self.course[: number + 1])
            assert content(self.shown) == content(truth)

    @invariant()
    def every_branch_is_there(self) -> None:
        branches = {each.number: each for each in self.runner.newest.branches}
        assert branches.keys() == self.run.all.keys()
        for number, future in self.run.all.items():
            now = branches[number]
            assert (now.name, now.hidden) == (future.name, future.hidden)
            assert (len(now.history), now.history.stops) == (len(future.course), future.stops)


TestTravels = Travels.TestCase
TestTravels.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
