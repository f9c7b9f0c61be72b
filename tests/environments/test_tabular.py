"""An MDP from Gymnasium's lists is what Gymnasium steps; one that isn't an MDP is refused."""

from dataclasses import replace
from typing import Any

import gymnasium
import numpy as np
import pytest

from pgviz.environments import PgvizError, TabularMDP
from pgviz.environments.tabular import Outcomes, inverse_cdf

COIN: Outcomes = [  # stay or end, each with a fair coin
    [[(0.5, 0, 1.0, False), (0.5, 1, 2.0, True)], [(1.0, 1, -1.0, True)]],
    [[(1.0, 1, 0.0, True)], [(1.0, 1, 0.0, True)]],
]


def coin(**changes: Any) -> TabularMDP:
    mdp = TabularMDP.from_outcomes(COIN, [1.0, 0.0], ("toss", "end"), ("on", "ended"))
    return replace(mdp, **changes)


def test_outcomes_are_padded_with_probability_0() -> None:
    mdp = coin()
    assert mdp.probability.tolist() == [[[0.5, 0.5], [1.0, 0.0]], [[1.0, 0.0], [1.0, 0.0]]]
    assert mdp.next_state[0].tolist() == [[0, 1], [1, 0]]
    assert mdp.reward[0].tolist() == [[1.0, 2.0], [-1.0, 0.0]]
    assert mdp.terminated[0].tolist() == [[False, True], [True, False]]
    assert mdp.cumulative[0].tolist() == [[0.5, 1.0], [1.0, 1.0]]
    assert (mdp.states, mdp.actions, mdp.observations) == (2, 2, 2)


@pytest.mark.parametrize("id", ["FrozenLake-v1", "CliffWalking-v1", "Taxi-v4"])
def test_gymnasiums_lists_are_kept_entry_by_entry(id: str) -> None:
    inner: Any = gymnasium.make(id).unwrapped
    states, actions = len(inner.P), len(inner.P[0])
    names = [str(state) for state in range(states)]
    mdp = TabularMDP.from_outcomes(inner.P, inner.initial_state_distrib, names[:actions], names)
    for state, action in np.ndindex(states, actions):
        for outcome, listed in enumerate(inner.P[state][action]):
            place = state, action, outcome
            kept = mdp.probability[place], mdp.next_state[place], mdp.reward[place]
            assert (*kept, mdp.terminated[place]) == listed
    np.testing.assert_array_equal(mdp.start, inner.initial_state_distrib)


def test_the_arrays_are_read_only_copies() -> None:
    start = np.array([1.0, 0.0])
    mdp = coin(start=start)
    start[0] = 7.0
    assert mdp.start[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        mdp.reward[0, 0, 0] = 1.0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": [0.5, 0.4]}, "probabilities of the first state"),
        ({"start": [np.nan, 1.0]}, "probabilities of the first state"),
        ({"start": [1.0]}, "one entry for each of 2 states"),
        ({"observation": [0, 5]}, "observation is a whole number from 0 to 1"),
        ({"observation": [0, -1]}, "observation is a whole number"),
        ({"next_state": np.full((2, 2, 2), 2)}, "state is a whole number from 0 to 1"),
        ({"probability": np.full((2, 2, 2), 0.4)}, "follows 'toss' in state 'on'"),
        ({"probability": np.array([[[1.5, -0.5]] * 2] * 2)}, "between 0 and 1 with sum 1"),
        ({"probability": np.ones((2, 2))}, r"share one shape \[states, actions, outcomes\]"),
        ({"reward": np.full((2, 2, 2), np.inf)}, "finite number"),
        ({"action_names": ("toss",)}, "2 states and 2 actions, not of 2 and 1"),
        ({"reward_noise": -1.0}, "noise is at least 0"),
        ({"reward_noise": np.nan}, "noise is at least 0"),
    ],
)
def test_what_is_no_mdp_is_refused_with_the_reason(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(PgvizError, match=words):
        coin(**changes)


def test_a_state_without_outcomes_is_refused() -> None:
    with pytest.raises(PgvizError, match="follows 'go' in state 's'"):
        TabularMDP.from_outcomes([[[]]], [1.0], ("go",), ("s",))


@pytest.mark.parametrize(
    ("uniform", "index"), [(0.0, 1), (0.19, 1), (0.2, 3), (0.89, 3), (0.9, 0), (0.99, 0)]
)
def test_inverse_cdf_takes_the_first_sum_above_the_uniform(uniform: float, index: int) -> None:
    sums = np.array([0.0, 0.2, 0.2, 0.9])
    assert inverse_cdf(sums, uniform) == index
