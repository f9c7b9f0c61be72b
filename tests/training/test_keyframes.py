"""States of the past are found again; those that are left out are near one that is kept."""

import tracemalloc
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from pgviz.environments.batch import freeze
from pgviz.estimation.value import UNFITTED
from pgviz.training.keyframes import Keyframes
from pgviz.training.optimizers import OptimizerState
from pgviz.training.state import TrainerState


def state(iteration: int, size: int = 3) -> TrainerState:
    theta = np.random.default_rng(iteration).normal(size=size)
    squares = freeze(theta**2)
    optimizer = OptimizerState("adam", iteration, freeze(-theta), squares)
    return TrainerState(iteration, freeze(theta), optimizer, UNFITTED, seed=7)


def kept(count: int, first: int = 0, at_once: int = 1) -> Keyframes:
    keyframes = Keyframes()
    for begin in range(first, first + count, at_once):
        keyframes.add(state(each) for each in range(begin, begin + at_once))
    return keyframes


def same(one: TrainerState, other: TrainerState) -> bool:
    return (one.iteration, one.theta_sha256, one.seed, one.optimizer.count) == (
        other.iteration,
        other.theta_sha256,
        other.seed,
        other.optimizer.count,
    )


@pytest.mark.parametrize("at_once", [1, 7])
def test_with_room_for_all_every_state_is_found(at_once: int) -> None:
    keyframes = kept(70, at_once=at_once)
    assert len(keyframes) == 70
    assert all(same(keyframes.nearest(each), state(each)) for each in range(70))


def test_what_is_found_is_read_only() -> None:
    found = kept(5).nearest(2)
    assert not found.theta.flags.writeable
    assert found.optimizer.velocity is not None
    assert not found.optimizer.velocity.flags.writeable


def efforts(*each: int) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(each)])


def numbers(keyframes: Keyframes) -> list[int]:
    return list(keyframes.packed)


@pytest.mark.parametrize("first", [0, 13])
@pytest.mark.parametrize("count", [1, 40, 1000])
@pytest.mark.parametrize("gap", [1, 5, 8, 100])
def test_where_all_take_the_same_no_gap_is_wider_than_allowed(
    first: int, count: int, gap: int
) -> None:
    keyframes, end = kept(count, first), first + count
    keyframes.thin(gap, np.arange(end + 1))
    assert all(later - each <= gap for each, later in pairwise(numbers(keyframes)))
    assert end - 1 - numbers(keyframes)[-1] <= gap
    assert len(keyframes) <= 2 * count / gap + 2 * np.log2(end + 1) + 1
    for each in range(first, end):
        at = numbers(keyframes)[np.searchsorted(numbers(keyframes), each, side="right") - 1]
        assert same(keyframes.nearest(each), state(end - 1 if each == end - 1 else at))


@pytest.mark.parametrize("gap", [10, 100, 1000])
def test_where_some_take_long_more_are_kept(gap: int) -> None:
    each = np.random.default_rng(3).choice([1, 2, 300], size=500)
    keyframes, effort = kept(500), efforts(*each)
    keyframes.thin(gap, effort)
    for begin, end in pairwise([*numbers(keyframes), 500]):
        assert effort[end] - effort[begin] <= gap or end - begin == 1
    longest = [begin for begin in range(500) if each[begin] > gap]
    assert set(longest) <= set(numbers(keyframes))


def test_thinning_twice_is_thinning_by_the_wider_gap() -> None:
    effort = efforts(*np.random.default_rng(5).integers(1, 40, size=300))
    once, twice = kept(300), kept(300)
    once.thin(90, effort)
    for gap in (3, 90, 20):
        twice.thin(gap, effort)
    assert numbers(once) == numbers(twice)
    assert once.size == twice.size


def test_no_gap_is_too_wide_where_thinning_goes_on_while_more_are_added() -> None:
    keyframes = kept(9)
    for end in range(10, 400):
        keyframes.add([state(end - 1)])
        keyframes.thin(6, np.arange(end + 1))
        assert all(later - each <= 6 for each, later in pairwise(numbers(keyframes)))


def test_the_first_and_the_newest_stay_whatever_the_gap() -> None:
    keyframes = kept(30)
    keyframes.thin(10**9, np.arange(31))
    assert numbers(keyframes) == [0]
    assert same(keyframes.nearest(28), state(0))
    assert same(keyframes.nearest(29), state(29))


def test_a_branch_that_leaves_at_the_beginning_has_none_to_leave_out() -> None:
    branch = kept(9).before(-1)
    branch.thin(1, efforts(*[10] * 4))
    assert len(branch) == 0


@pytest.mark.parametrize("gap", [0, 10])
def test_a_branch_has_the_past_and_goes_its_own_way(gap: int) -> None:
    keyframes = kept(100)
    keyframes.thin(gap, np.arange(101))
    branch = keyframes.before(50)
    branch.add([state(1050)])
    assert branch.nearest(1050).iteration == 1050
    assert all(branch.nearest(each).iteration <= each for each in range(50))
    assert same(branch.nearest(0), state(0))
    assert same(keyframes.nearest(99), state(99))
    branch.thin(10**9, np.arange(1052))
    assert len(keyframes) == len(kept(100)) or gap


@pytest.mark.parametrize("count", [1_000, 20_000])
def test_the_size_is_what_python_takes(count: int) -> None:
    one = state(0)
    tracemalloc.start()
    keyframes = Keyframes()
    for number in range(count):
        keyframes.add([replace(one, iteration=number)])
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.75 * keyframes.size < taken <= keyframes.size


@pytest.mark.parametrize(
    ("most", "wanted", "expected"),
    [
        (100, (), range(10)),
        (4, (), [0, 3, 6, 9]),
        (2, (), [0, 5, 9]),
        (2, (2, 7, 40), [0, 2, 5, 7, 9]),
    ],
)
def test_the_way_of_theta_is_read_evenly_and_to_its_end(most, wanted, expected) -> None:
    found, thetas = kept(10).thetas(most, wanted)
    assert found.tolist() == list(expected)
    np.testing.assert_array_equal(thetas, [state(each).theta for each in expected])


def test_of_a_wanted_state_that_was_left_out_the_last_before_it_is_read() -> None:
    keyframes = kept(9)
    keyframes.thin(2, efforts(*[1] * 8))
    left = numbers(keyframes)
    assert left == [0, 2, 4, 6, 8]
    found, _ = keyframes.thetas(1, wanted=[5])
    assert found.tolist() == [0, 4, 8]


def test_before_the_first_state_there_is_no_way_of_theta() -> None:
    found, thetas = Keyframes().thetas(5, wanted=[3])
    assert len(found) == len(thetas) == 0
