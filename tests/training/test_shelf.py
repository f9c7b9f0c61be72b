"""What is too large for the pipe comes through shared memory, and is the same."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing import Pipe
from pathlib import Path

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec
from pgviz.environments.batch import freeze
from pgviz.training.engine import Progress
from pgviz.training.in_thread import Made
from pgviz.training.packed_states import unpack_state
from pgviz.training.packing import LARGE
from pgviz.training.shelf import SIZE, Shelf
from pgviz.training.wire import Line, Stopped, receive, transmit
from pgviz.training.worker import Outlet
from pgviz.training.worker_process import WorkerProcess
from tests.training.runs import bytes_of, on, plainly

LINUX = sys.platform == "linux"
CARTPOLE = EnvironmentSpec("CartPole-v1")


@pytest.fixture(params=[True, False] if LINUX else [False], ids=["shelf", "pipe only"])
def ends(request: pytest.FixtureRequest) -> Iterator[tuple[Line, Line]]:
    """Both ends of a line, with shared memory where there is such, and without."""
    shelf = Shelf.made() if request.param else None
    ours, theirs = Pipe()
    with closing(Line(ours, shelf)) as line, closing(theirs):
        yield line, Line(theirs, shelf)


def numbers(count: int, seed: int = 0) -> np.ndarray:
    return freeze(np.random.default_rng(seed).normal(size=count))


@pytest.mark.parametrize("count", [0, 1, LARGE // 8 - 1, LARGE // 8, 1500])
def test_arrays_of_any_size_arrive(ends: tuple[Line, Line], count: int) -> None:
    window, worker = ends
    value = {"one": numbers(count, 1), "other": numbers(count, 2), "word": "ψ"}
    transmit(worker, value)
    received = receive(window)
    assert received["word"] == "ψ"
    for name in ("one", "other"):
        assert received[name].tobytes() == value[name].tobytes()
        assert not received[name].flags.writeable


def test_what_can_be_written_to_still_can(ends: tuple[Line, Line]) -> None:
    window, worker = ends
    transmit(worker, np.zeros(600))
    assert receive(window).flags.writeable


def test_what_was_received_stays_when_more_comes(ends: tuple[Line, Line]) -> None:
    window, worker = ends
    received = []
    for seed in range(3):
        transmit(worker, numbers(600, seed))
        received.append(receive(window))
    assert [each.tobytes() for each in received] == [numbers(600, k).tobytes() for k in range(3)]


def test_what_was_not_received_yet_stays_when_more_is_sent(ends: tuple[Line, Line]) -> None:
    window, worker = ends
    for seed in range(2):
        transmit(worker, numbers(600, seed))
    assert [receive(window).tobytes() for _ in range(2)] == [
        numbers(600, seed).tobytes() for seed in range(2)
    ]


def test_one_knows_whether_what_is_large_was_received(ends: tuple[Line, Line]) -> None:
    window, worker = ends
    assert worker.is_clear
    transmit(worker, numbers(600))
    assert worker.is_clear == (worker.shelf is None)
    receive(window)
    assert worker.is_clear


def test_no_iteration_is_lost_while_the_window_has_not_taken_the_one_before(
    ends: tuple[Line, Line],
) -> None:
    window, worker = ends
    outlet, made = Outlet(worker, every=False), list(plainly(on(CARTPOLE), 4))
    for each in made:
        outlet.add(Made(each, None, ()))
    outlet.flush()
    transmit(worker, Stopped())
    reports = list(iter(lambda: progress_or_none(window), None))
    numbers = [number for report in reports for number in report.scalars["iteration"]]
    states = [unpack_state(packed) for report in reports for packed in report.states]
    assert numbers == [0, 1, 2, 3]
    assert list(map(bytes_of, states)) == [bytes_of(each.before) for each in made]
    for report in reports:
        assert bytes_of(report.iteration) == bytes_of(made[report.iteration.number])


def progress_or_none(line: Line) -> Progress | None:
    answer = receive(line)
    return answer if isinstance(answer, Progress) else None


def test_a_shelf_takes_no_more_than_there_is_room_for() -> None:
    shelf = Shelf.made()
    assert (shelf is not None) == LINUX
    if shelf is not None:
        with closing(shelf):
            half = memoryview(bytes(SIZE // 2))
            assert shelf.lay([half, half]) is None
            assert shelf.lay([half]) is not None
            assert shelf.lay([memoryview(b"more")]) is None


def killed(worker: WorkerProcess) -> None:
    worker.kill()
    worker.end()


@pytest.mark.parametrize("end", [WorkerProcess.end, killed])
def test_an_ended_worker_leaves_no_shelf_open(end: Callable[[WorkerProcess], None]) -> None:
    worker = WorkerProcess()
    assert len(open_shelves()) == LINUX
    end(worker)
    assert open_shelves() == []


def open_shelves() -> list[str]:
    """Return what this process has open of them."""
    maps = Path("/proc/self/maps")
    return (
        [line for line in maps.read_text().splitlines() if "memfd:pgviz" in line] if LINUX else []
    )
