"""States of the past are found again, within a number of bytes."""

import numpy as np
import pytest

from pgviz.environments.batch import freeze
from pgviz.estimation.value import UNFITTED
from pgviz.training.keyframes import Keyframes
from pgviz.training.optimizers import OptimizerState
from pgviz.training.state import TrainerState

PLENTY = 10**9


def state(iteration: int, size: int = 3) -> TrainerState:
    theta = np.random.default_rng(iteration).normal(size=size)
    squares = freeze(theta**2)
    optimizer = OptimizerState("adam", iteration, freeze(-theta), squares)
    return TrainerState(iteration, freeze(theta), optimizer, UNFITTED, seed=7)


def kept(count: int, budget: int = PLENTY, first: int = 0, at_once: int = 1) -> Keyframes:
    keyframes = Keyframes(budget)
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


@pytest.mark.parametrize("first", [0, 13])
@pytest.mark.parametrize("count", [40, 1000])
def test_without_room_the_nearest_one_is_not_far(first: int, count: int) -> None:
    budget = 8_000
    keyframes = kept(count, budget, first)
    assert keyframes.size <= budget
    apart = max(each - keyframes.nearest(each).iteration for each in range(first, first + count))
    assert apart < 4 * count / len(keyframes)  # evenly spread
    assert same(keyframes.nearest(first), state(first))
    newest = first + count - 1
    assert same(keyframes.nearest(newest), state(newest))


def test_one_state_is_kept_however_large() -> None:
    keyframes = kept(3, budget=1)
    assert same(keyframes.nearest(0), state(0))
    assert same(keyframes.nearest(2), state(2))


@pytest.mark.parametrize("budget", [PLENTY, 8_000])
def test_a_branch_has_the_past_and_goes_its_own_way(budget: int) -> None:
    keyframes = kept(100, budget)
    branch = keyframes.before(50)
    branch.add([state(1050)])
    assert branch.nearest(1050).iteration == 1050
    assert all(branch.nearest(each).iteration <= each for each in range(50))
    assert same(branch.nearest(0), state(0))
    assert same(keyframes.nearest(99), state(99))
    assert branch.size <= max(budget, 0) + 2_000
