"""The steps of trajectories that run side by side, laid end to end when all have ended."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pgviz.environments.copies import Transition


class Chunk(NamedTuple):
    """Whole trajectories, steps laid end to end."""

    states: np.ndarray  # [steps, ...]
    actions: np.ndarray  # [steps, ...]
    rewards: np.ndarray  # [steps]
    lengths: np.ndarray  # [trajectories] int
    terminated: np.ndarray  # [trajectories] bool
    last_states: np.ndarray  # [trajectories, ...]


class Recorder:
    """Keeps which trajectories still run, and every vector step until it can be laid out."""

    def __init__(self, states: np.ndarray) -> None:
        count = len(states)
        self.rows = np.arange(count)  # of the trajectories that still run
        self.states = states  # where those are
        self._steps: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
        self._lengths = np.zeros(count, dtype=np.int64)
        self._terminated = np.zeros(count, dtype=bool)
        self._last_states = np.empty_like(states)

    def append(self, actions: np.ndarray, transition: Transition, cut: bool) -> None:
        """Add one step of every running trajectory; `cut` ends them all."""
        self._steps.append((self.rows, self.states, actions, transition.rewards))
        ended = np.ones(len(self.rows), dtype=bool) if cut else transition.ended
        self.states = transition.states
        if np.count_nonzero(ended):
            self._end(ended, transition.terminated)

    def chunk(self) -> Chunk:
        """Return the trajectories, all of which have ended."""
        rows, *columns = zip(*self._steps, strict=True)
        if len(rows[-1]) == len(self._lengths):  # none ended before the last step
            laid = [_interleaved(column) for column in columns]
        else:
            positions = self._positions(rows)
            laid = [_scatter(np.concatenate(column), positions) for column in columns]
        states, actions, rewards = laid
        return Chunk(states, actions, rewards, self._lengths, self._terminated, self._last_states)

    def _positions(self, rows: Sequence[np.ndarray]) -> np.ndarray:
        """Return where each step belongs, in the order in which they were taken."""
        times = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
        return (np.cumsum(self._lengths) - self._lengths)[np.concatenate(rows)] + times

    def _end(self, ended: np.ndarray, terminated: np.ndarray) -> None:
        rows = self.rows[ended]
        self._lengths[rows] = len(self._steps)
        self._terminated[rows] = terminated[ended]
        self._last_states[rows] = self.states[ended]
        self.rows, self.states = self.rows[~ended], self.states[~ended]


def _interleaved(steps: Sequence[np.ndarray]) -> np.ndarray:
    """Return steps of all rows as all steps of row after row."""
    laid = np.stack(steps, axis=1)
    return laid.reshape(-1, *laid.shape[2:])


def _scatter(values: np.ndarray, positions: np.ndarray) -> np.ndarray:
    laid = np.empty(values.shape, dtype=values.dtype)
    laid[positions] = values
    return laid
