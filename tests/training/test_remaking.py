"""An iteration whose batch is kept isn't sampled again, and is the same byte for byte."""

from collections.abc import Iterator
from contextlib import closing, suppress
from multiprocessing import Pipe

import pytest

from pgviz.environments import make_world
from pgviz.lessons.scenarios import NAMES, scenario
from pgviz.training.commands import Advance, Leave, Revisit, SetBudget, SetHyperparameters
from pgviz.training.engine import Progress, Retraced, Way
from pgviz.training.in_thread import InThread, Made
from pgviz.training.inbox import Inbox
from pgviz.training.iteration import complete, iterate
from pgviz.training.packing import pack, unpack
from pgviz.training.runner import Runner
from pgviz.training.state import initial_state
from pgviz.training.wire import Line, receive
from pgviz.training.worker import Outlet
from tests.training.runs import BOLDER, EXPERIMENT, bytes_of, obeyed, opened, plainly
from tests.training.worlds import content

OTHERWISE = {"baseline": "value", "return": "to-go", "optimizer": "adam", "standardise": True}


class Noting(InThread):
    """Notes the ways that it is asked to go; takes every iteration for one that takes long."""

    def __init__(self) -> None:
        super().__init__(long=0.0)
        self.ways: list[Way] = []

    def retrace(self, way: Way, inbox: Inbox) -> Retraced | None:
        self.ways.append(way)
        return super().retrace(way, inbox)


@pytest.fixture
def noting() -> Iterator[tuple[Runner, Noting]]:
    engine = Noting()
    with Runner(EXPERIMENT, engine) as runner:
        opened(runner)
        yield runner, engine


@pytest.mark.parametrize("settings", [{}, OTHERWISE], ids=["as shipped", "otherwise"])
@pytest.mark.parametrize("name", NAMES)
def test_from_its_batch_an_iteration_is_completed_to_the_same_bytes(name, settings) -> None:
    experiment = scenario(name).experiment
    made_with = experiment.hyperparameters.changed(settings)
    world = make_world(experiment.environment)
    state = initial_state(world, made_with, experiment.seed)
    for _ in range(2):
        whole = iterate(state, made_with, world)
        again = complete(unpack(pack(state)), made_with, world, unpack(pack(whole.batch)))
        assert bytes_of(again) == bytes_of(whole)
        state = whole.after
    world.close()


def test_what_took_long_is_not_sampled_again(noting: tuple[Runner, Noting]) -> None:
    runner, engine = noting
    obeyed(runner, Advance(6), SetHyperparameters(BOLDER), Advance(4))
    truth = list(plainly(EXPERIMENT, 10, {6: BOLDER}))
    for number in (8, 2, 6):
        assert content(obeyed(runner, Revisit(number)).revisited) == content(truth[number])
    assert [len(way.hyperparameters) for way in engine.ways] == [1, 1, 1]
    assert all(way.batch is not None for way in engine.ways)


def test_a_worker_sends_every_batch_that_took_long_with_few_whole_iterations() -> None:
    ours, theirs = Pipe()
    outlet, made = Outlet(Line(theirs, None), every=False), list(plainly(EXPERIMENT, 5))
    for each in made:
        outlet.add(Made(each, None, ((each.number, each.batch),)))
    outlet.flush()
    theirs.close()
    sent = [batch for progress in received(Line(ours, None)) for batch in progress.long_batches]
    assert [number for number, _ in sent] == [0, 1, 2, 3, 4]
    assert [content(batch) for _, batch in sent] == [content(each.batch) for each in made]


def received(line: Line) -> Iterator[Progress]:
    with closing(line), suppress(EOFError):
        while True:
            yield receive(line)


def test_where_there_is_no_room_for_batches_they_are_sampled_again(
    noting: tuple[Runner, Noting],
) -> None:
    runner, engine = noting
    obeyed(runner, Advance(10))
    obeyed(runner, SetBudget(1))
    truth = list(plainly(EXPERIMENT, 10))
    assert content(obeyed(runner, Revisit(7)).revisited) == content(truth[7])
    assert engine.ways[-1].batch is None
    assert runner.newest.memory.iterations == 0


def test_a_batch_is_that_of_its_branch(noting: tuple[Runner, Noting]) -> None:
    runner, engine = noting
    obeyed(runner, Advance(10))
    obeyed(runner, Leave(4, "bolder"), SetHyperparameters(BOLDER), Advance(6))
    truth = list(plainly(EXPERIMENT, 10, {4: BOLDER}))
    for number in (3, 4, 8):
        assert content(obeyed(runner, Revisit(number)).revisited) == content(truth[number])
        assert engine.ways[-1].batch is not None
