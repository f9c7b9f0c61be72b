"""The transitions of an MDP that can be told apart, as one flat list."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.tabular import TabularMDP


@dataclass(frozen=True)
class Transitions:
    """Every (s, a, r, s', end) of positive probability once, by state; arrays are read-only.

    Outcomes that are equal in all of these are one. Where rewards are noisy their mean tells
    nothing apart: r is then the mean over all outcomes with the same (s, a, s', end).
    """

    state: np.ndarray  # [transitions] int, ascending
    action: np.ndarray  # [transitions] int
    next_state: np.ndarray  # [transitions] int
    terminated: np.ndarray  # [transitions] bool
    probability: np.ndarray  # [transitions]
    reward: np.ndarray  # [transitions]
    first: np.ndarray  # [states + 1] int: those of state s are first[s]:first[s + 1]


def transitions_of(mdp: TabularMDP) -> Transitions:
    """Return the distinct transitions of an MDP."""
    state, action, outcome = np.nonzero(mdp.probability)
    chosen = state, action, outcome
    probability, mean = mdp.probability[chosen], mdp.reward[chosen]
    ends, reward = mdp.terminated[chosen], np.zeros_like(mean) if mdp.reward_noise else mean
    columns = state, action, mdp.next_state[chosen], ends, reward + 0.0  # −0.0 is 0.0
    order, group = _grouped(columns)
    heads = order[np.searchsorted(group, np.arange(group[-1] + 1))]
    total = np.bincount(group, weights=probability[order])
    expected = np.bincount(group, weights=(probability * mean)[order]) / total
    return Transitions(
        state=freeze(state[heads]),
        action=freeze(action[heads]),
        next_state=freeze(mdp.next_state[chosen][heads]),
        terminated=freeze(ends[heads]),
        probability=freeze(np.minimum(total, 1.0)),  # a sum of thirds may round to more
        reward=freeze(expected if mdp.reward_noise else mean[heads]),
        first=freeze(np.searchsorted(state[heads], np.arange(mdp.states + 1))),
    )


def _grouped(columns: tuple[np.ndarray, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return an order of the rows, first column first, and in it the number of each one's group."""
    order = np.lexsort(columns[::-1])
    changes = np.any([column[order][1:] != column[order][:-1] for column in columns], axis=0)
    return order, np.concatenate(([0], np.cumsum(changes)))
