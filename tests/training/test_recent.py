"""What was used last stays, within a number of bytes."""

import tracemalloc

import pytest

from pgviz.training.recent import OVERHEAD, Recent

ONE = 1_000  # bytes


def filled(count: int, room: int) -> Recent:
    recent = Recent()
    recent.restrict(room * (ONE + OVERHEAD))
    for key in range(count):
        recent.put(key, bytes([key % 256]) * ONE)
    return recent


def kept(recent: Recent, count: int) -> list[int]:
    return [key for key in range(count) if key in recent]


def test_those_that_were_put_last_stay() -> None:
    recent = filled(7, room=3)
    assert kept(recent, 7) == [4, 5, 6]
    assert recent.get(5) == b"\5" * ONE
    assert recent.get(3) is None


def test_one_that_is_asked_for_stays_longer() -> None:
    recent = filled(3, room=3)
    recent.get(0)
    recent.put(3, b"3" * ONE)
    assert kept(recent, 4) == [0, 2, 3]


def test_less_room_holds_at_once() -> None:
    recent = filled(5, room=5)
    recent.restrict(2 * (ONE + OVERHEAD) + 1)
    assert kept(recent, 5) == [3, 4]
    recent.restrict(0)
    assert kept(recent, 5) == []
    assert recent.size == 0


def test_what_alone_is_too_large_takes_no_place() -> None:
    recent = filled(3, room=3)
    recent.put(9, bytes(4 * (ONE + OVERHEAD)))
    assert kept(recent, 10) == [0, 1, 2]


def test_one_that_is_put_again_counts_once() -> None:
    recent = filled(2, room=5)
    recent.put(1, b"again")
    assert recent.get(1) == b"again"
    assert recent.size == ONE + len(b"again") + 2 * OVERHEAD


@pytest.mark.parametrize("count", [1_000, 20_000])
def test_the_size_is_what_python_takes(count: int) -> None:
    tracemalloc.start()
    recent = Recent()
    recent.restrict(10**9)
    for number in range(count):
        recent.put((number % 7, number), bytes(ONE))
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.75 * recent.size < taken <= recent.size
    recent.clear()
    assert recent.size == 0
