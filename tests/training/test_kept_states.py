"""What a session is given of a branch's states stays as it was while the branch goes on."""

from itertools import pairwise

import numpy as np
import pytest

from pgviz.training.kept_states import MOST, KeptStates
from pgviz.training.keyframes import Keyframes
from tests.training.test_keyframes import kept, same, state


def between(first: int, last: int, keyframes: Keyframes) -> KeptStates:
    return KeptStates(state(first), keyframes.packed, state(last))


@pytest.mark.parametrize(("first", "last"), [(0, 0), (0, 1), (0, 9), (4, 4), (4, 5), (4, 9)])
def test_while_they_are_few_all_are_there(first: int, last: int) -> None:
    states = between(first, last, kept(9))
    assert list(states) == list(range(first, last + 1))
    assert len(states) == last + 1 - first
    assert all(same(states[each], state(each)) for each in states)
    assert last + 1 not in states
    assert first - 1 not in states


@pytest.mark.parametrize("first", [0, 3])
def test_when_they_are_many_the_first_and_the_last_stay_and_every_so_many(first: int) -> None:
    last = 2 * MOST + 11
    states = between(first, last, kept(last))
    numbers = list(states)
    assert numbers[0] == first
    assert numbers[-1] == last
    assert all(each % 4 == 0 for each in numbers[1:-1])
    assert max(after - each for each, after in pairwise(numbers)) == 4
    assert len(numbers) == len(states) <= MOST + 2
    assert all(each in states for each in numbers)
    with pytest.raises(KeyError):
        states[numbers[1] + 1]


def test_what_comes_later_is_not_among_them() -> None:
    keyframes = kept(20)
    states = between(0, 20, keyframes)
    keyframes.add(map(state, range(20, 40)))
    assert list(states) == list(range(21))


def test_what_is_thinned_later_still_is() -> None:
    keyframes = kept(20)
    states = between(0, 20, keyframes)
    keyframes.add(map(state, range(20, 60)))
    keyframes.thin(8, np.arange(61))
    assert len(keyframes) <= 15
    assert list(states) == list(range(21))
    assert all(same(states[each], state(each)) for each in states)


def test_states_that_lie_anyhow_are_found_again() -> None:
    keyframes = Keyframes()
    numbers = (0, 3, 4, 10, 37)
    keyframes.add(map(state, numbers))
    for each in range(40):
        assert same(keyframes.nearest(each), state(max(n for n in numbers if n <= each)))
    branch = keyframes.before(9)
    assert same(branch.nearest(12), state(4))
    assert list(between(0, 40, keyframes)) == [*numbers, 40]
