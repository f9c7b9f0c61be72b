"""∇_θ log π(a_t|s_t) of every step of a batch, kept as factors.

A layer's gradient at one step is an outer product, so sums, norms and inner products over many
steps are matrix products of the factors; nothing of size (steps × parameters) is ever built.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np


class Block(Protocol):
    """The scores of a run of parameters that share a form."""

    @property
    def span(self) -> slice:
        """Where the parameters lie in θ."""

    def weighted_sum(self, weights: np.ndarray) -> np.ndarray:
        """Return Σ_t w_t ∇log π_t, [parameters of the block]."""

    def per_trajectory(self, weights: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """Return Σ_t w_t ∇log π_t within each trajectory, [trajectories, parameters]."""

    def squared_norms(self) -> np.ndarray:
        """Return ‖∇log π_t‖² of the block, [steps]."""

    def along(self, direction: np.ndarray) -> np.ndarray:
        """Return ⟨∇log π_t, direction⟩ of the block, [steps]."""

    def dense(self, steps: np.ndarray) -> np.ndarray:
        """Return ∇log π_t of the chosen steps, [chosen, parameters]."""

    def components(self, parameters: np.ndarray, steps: slice) -> np.ndarray:
        """Return ∂log π_t of some parameters, counted from the block's first, [steps, some]."""


@dataclass(frozen=True, eq=False)
class OuterBlock:
    """A dense layer: ∇log π_t = δ_t ⊗ [x_t, 1], output by output."""

    span: slice
    deltas: np.ndarray  # [steps, outputs]
    inputs: np.ndarray  # [steps, inputs + 1], the last column 1 for the bias

    def weighted_sum(self, weights: np.ndarray) -> np.ndarray:
        return ((weights[:, None] * self.deltas).T @ self.inputs).ravel()

    def per_trajectory(self, weights: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        weights = weights[:, None]
        sums = np.empty((len(offsets) - 1, self.deltas.shape[1], self.inputs.shape[1]))
        for i, (begin, end) in enumerate(pairwise(offsets)):
            weighted = weights[begin:end] * self.deltas[begin:end]
            np.matmul(weighted.T, self.inputs[begin:end], out=sums[i])
        return sums.reshape(len(sums), -1)

    def squared_norms(self) -> np.ndarray:
        return np.vecdot(self.deltas, self.deltas) * np.vecdot(self.inputs, self.inputs)

    def along(self, direction: np.ndarray) -> np.ndarray:
        outputs, inputs = self.deltas.shape[1], self.inputs.shape[1]
        matrix = direction.reshape(outputs, inputs)
        if outputs < inputs:  # either way round, and the narrower product is the quicker
            return np.vecdot(self.deltas, self.inputs @ matrix.T)
        return np.vecdot(self.deltas @ matrix, self.inputs)

    def dense(self, steps: np.ndarray) -> np.ndarray:
        outer = self.deltas[steps, :, None] * self.inputs[steps, None, :]
        return outer.reshape(len(outer), -1)

    def components(self, parameters: np.ndarray, steps: slice) -> np.ndarray:
        outputs, inputs = np.divmod(parameters, self.inputs.shape[1])
        return self.deltas[steps, outputs] * self.inputs[steps, inputs]


@dataclass(frozen=True, eq=False)
class RowBlock:
    """A table: ∇log π_t = δ_t in the row of the observation, zero elsewhere."""

    span: slice
    deltas: np.ndarray  # [steps, actions]
    rows: np.ndarray  # [steps] int

    def weighted_sum(self, weights: np.ndarray) -> np.ndarray:
        return self._scatter(weights, self.rows, self.span.stop - self.span.start)

    def per_trajectory(self, weights: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        size, count = self.span.stop - self.span.start, len(offsets) - 1
        trajectory = np.repeat(np.arange(count), np.diff(offsets))
        rows_each = size // self.deltas.shape[1]
        rows = trajectory * rows_each + self.rows
        return self._scatter(weights, rows, count * size).reshape(count, size)

    def squared_norms(self) -> np.ndarray:
        return np.vecdot(self.deltas, self.deltas)

    def along(self, direction: np.ndarray) -> np.ndarray:
        table = direction.reshape(-1, self.deltas.shape[1])
        return np.vecdot(self.deltas, table.take(self.rows, axis=0))

    def dense(self, steps: np.ndarray) -> np.ndarray:
        actions = self.deltas.shape[1]
        table = np.zeros((len(steps), (self.span.stop - self.span.start) // actions, actions))
        table[np.arange(len(steps)), self.rows[steps]] = self.deltas[steps]
        return table.reshape(len(steps), -1)

    def components(self, parameters: np.ndarray, steps: slice) -> np.ndarray:
        rows, actions = np.divmod(parameters, self.deltas.shape[1])
        return np.where(self.rows[steps, None] == rows, self.deltas[steps, actions], 0.0)

    def _scatter(self, weights: np.ndarray, rows: np.ndarray, size: int) -> np.ndarray:
        actions = self.deltas.shape[1]
        places = rows[:, None] * actions + np.arange(actions)
        terms = weights[:, None] * self.deltas
        return np.bincount(places.ravel(), weights=terms.ravel(), minlength=size)


@dataclass(frozen=True, eq=False)
class VectorBlock:
    """Parameters that every step has a gradient for of its own, such as log σ."""

    span: slice
    gradients: np.ndarray  # [steps, parameters of the block]

    def weighted_sum(self, weights: np.ndarray) -> np.ndarray:
        return weights @ self.gradients

    def per_trajectory(self, weights: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        return np.array([weights[a:b] @ self.gradients[a:b] for a, b in pairwise(offsets)])

    def squared_norms(self) -> np.ndarray:
        return np.vecdot(self.gradients, self.gradients)

    def along(self, direction: np.ndarray) -> np.ndarray:
        return self.gradients @ direction

    def dense(self, steps: np.ndarray) -> np.ndarray:
        return self.gradients[steps]

    def components(self, parameters: np.ndarray, steps: slice) -> np.ndarray:
        return self.gradients[steps, parameters]


@dataclass(frozen=True, eq=False)
class Score:
    """∇_θ log π(a_t|s_t) of every step, as blocks that together cover θ in order."""

    blocks: tuple[Block, ...]

    def weighted_sum(self, weights: np.ndarray) -> np.ndarray:
        """Return Σ_t w_t ∇log π_t for weights [steps]: [parameters]."""
        return np.concatenate([block.weighted_sum(weights) for block in self.blocks])

    def per_trajectory(self, weights: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """Return Σ_t w_t ∇log π_t of each trajectory: [trajectories, parameters]."""
        sums = [block.per_trajectory(weights, offsets) for block in self.blocks]
        return sums[0] if len(sums) == 1 else np.concatenate(sums, axis=1)

    def norms(self) -> np.ndarray:
        """Return ‖∇log π_t‖, [steps]."""
        return np.sqrt(sum(block.squared_norms() for block in self.blocks))

    def along(self, direction: np.ndarray) -> np.ndarray:
        """Return ⟨∇log π_t, direction⟩ for a direction [parameters]: [steps]."""
        return np.add.reduce([block.along(direction[block.span]) for block in self.blocks])

    def dense(self, steps: np.ndarray) -> np.ndarray:
        """Return ∇log π_t of the chosen steps, [chosen, parameters]; for the few looked at."""
        return np.concatenate([block.dense(steps) for block in self.blocks], axis=1)

    def components(self, parameters: np.ndarray, steps: slice) -> np.ndarray:
        """Return ∂log π_t/∂θ_p of the chosen parameters at a run of steps, [steps, chosen]."""
        result = np.empty((steps.stop - steps.start, len(parameters)))
        for block in self.blocks:
            inside = (block.span.start <= parameters) & (parameters < block.span.stop)
            result[:, inside] = block.components(parameters[inside] - block.span.start, steps)
        return result
