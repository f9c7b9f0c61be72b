"""The Markov chain that a policy makes of an MDP, followed forward and summed backward."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from pgviz.environments.tabular import TabularMDP

MOST_DENSE = 128  # states: beyond, squaring matrices takes longer than going step by step


class Chain(Protocol):
    """M[s, s'], the probability to act in s' one step after s, never listed as a whole if large."""

    def forward(self, start: np.ndarray, count: int) -> np.ndarray:
        """Return start, start M, start M², …, [count, states]."""

    def backward(self, rewards: np.ndarray, discount: float, count: int) -> np.ndarray:
        """Return V with 0, 1, 2, … steps to go from the rewards of one step, [count, states]."""

    def joined(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Return Σ_t left[t, s] right[t, s'] for every outcome, [states, actions, outcomes]."""


def chain_of(mdp: TabularMDP, probabilities: np.ndarray) -> Chain:
    """Return the chain under π [states, actions]."""
    kind = DenseChain if mdp.states <= MOST_DENSE else SparseChain
    return kind(mdp, mdp.probability * ~mdp.terminated * probabilities[:, :, None])


@dataclass(frozen=True)
class DenseChain:
    """A matrix of all pairs of states: H steps take log₂ H matrix products."""

    mdp: TabularMDP
    onward: np.ndarray  # [states, actions, outcomes] the chance of each outcome that goes on

    @cached_property
    def matrix(self) -> np.ndarray:
        """M, [states, states]."""
        states = self.mdp.states
        pairs = np.arange(states)[:, None, None] * states + self.mdp.next_state
        flow = np.bincount(pairs.ravel(), weights=self.onward.ravel(), minlength=states**2)
        return flow.reshape(states, states)

    def forward(self, start: np.ndarray, count: int) -> np.ndarray:
        return iterates(self.matrix, start, np.zeros_like(start), count)

    def backward(self, rewards: np.ndarray, discount: float, count: int) -> np.ndarray:
        return iterates(discount * self.matrix.T, np.zeros_like(rewards), rewards, count)

    def joined(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        return (left.T @ right)[np.arange(self.mdp.states)[:, None, None], self.mdp.next_state]


@dataclass(frozen=True)
class SparseChain:
    """Step by step over the outcomes there are."""

    mdp: TabularMDP
    onward: np.ndarray  # [states, actions, outcomes] the chance of each outcome that goes on

    def forward(self, start: np.ndarray, count: int) -> np.ndarray:
        rows, targets = np.zeros((count, len(start))), self.mdp.next_state.ravel()
        rows[0] = start
        for time in range(1, count):
            flow = (rows[time - 1, :, None, None] * self.onward).ravel()
            rows[time] = np.bincount(targets, weights=flow, minlength=len(start))
        return rows

    def backward(self, rewards: np.ndarray, discount: float, count: int) -> np.ndarray:
        rows, onward = np.zeros((count, len(rewards))), discount * self._by_state(self.onward)
        targets = self._by_state(self.mdp.next_state)
        for time in range(1, count):
            rows[time] = rewards + np.einsum("sk,sk->s", onward, rows[time - 1].take(targets))
        return rows

    def joined(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        targets = self._by_state(self.mdp.next_state)
        total = np.zeros(targets.shape)
        for mine, others in zip(left, right, strict=True):
            total += mine[:, None] * others.take(targets)
        return total.reshape(self.onward.shape)

    def _by_state(self, outcomes: np.ndarray) -> np.ndarray:
        return outcomes.reshape(self.mdp.states, -1)


def iterates(matrix: np.ndarray, first: np.ndarray, constant: np.ndarray, count: int) -> np.ndarray:
    """Return y_0 = first, y_{t+1} = y_t · matrix + constant, …, [count, states], by doubling.

    From the rows up to k follow as many more at once: y_{t+k} = y_t · matrixᵏ + constantₖ.
    """
    rows = np.empty((count, len(first)))
    rows[0] = first
    filled, power, shift = 1, matrix, constant
    while filled < count:
        more = min(filled, count - filled)
        rows[filled : filled + more] = rows[:more] @ power + shift
        filled += more
        shift, power = shift @ power + shift, power @ power
    return rows
