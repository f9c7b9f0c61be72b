"""The scores of one layer's parameters, in each of the forms that there are."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.policies.runs import runs

NARROW = 8  # numbers a row; vecdot takes longer to begin a row than for as few as that
ONES = np.ones(NARROW)


@dataclass(frozen=True, eq=False)
class OuterBlock:
    """A dense layer: ∇log π_t = δ_t ⊗ [x_t, 1], output by output."""

    span: slice
    deltas: np.ndarray  # [steps, outputs]
    inputs: np.ndarray  # [steps, inputs + 1], the last column 1 for the bias
    squares: np.ndarray  # [steps] ‖δ_t‖² ‖[x_t, 1]‖², found while both were in the cache

    @classmethod
    def empty(cls, span: slice, shape: tuple[int, int], steps: int) -> "OuterBlock":
        """Return the block of a layer [outputs, inputs + 1], to be filled in."""
        outputs, inputs = shape
        return cls(span, np.empty((steps, outputs)), np.empty((steps, inputs)), np.empty(steps))

    def at(self, run: slice) -> "OuterBlock":
        """Return a run of the steps, as views."""
        return OuterBlock(self.span, self.deltas[run], self.inputs[run], self.squares[run])

    def fill_squares(self) -> None:
        """Work the squares out from the factors."""
        of_deltas = row_products(self.deltas, self.deltas)
        np.multiply(of_deltas, row_products(self.inputs, self.inputs), out=self.squares)

    def frozen(self) -> "OuterBlock":
        """Return the block itself, made read-only."""
        for array in (self.deltas, self.inputs, self.squares):
            freeze(array)
        return self

    def weighted_sum(self, weights: np.ndarray) -> np.ndarray:
        deltas, inputs = self._weighted(weights)
        return (deltas.T @ inputs).ravel()

    def per_trajectory(self, weights: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        deltas, inputs = self._weighted(weights)
        sums = np.empty((len(offsets) - 1, deltas.shape[1], inputs.shape[1]))
        for i, (begin, end) in enumerate(pairwise(offsets)):
            np.matmul(deltas[begin:end].T, inputs[begin:end], out=sums[i])
        return sums.reshape(len(sums), -1)

    def _weighted(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return δ and [x, 1] of every step, the narrower of the two times its weight."""
        if self.deltas.shape[1] < self.inputs.shape[1]:
            return scaled(self.deltas, weights), self.inputs
        return self.deltas, scaled(self.inputs, weights)

    def squared_norms(self) -> np.ndarray:
        return self.squares

    def along(self, direction: np.ndarray) -> np.ndarray:
        matrix = direction.reshape(self.deltas.shape[1], self.inputs.shape[1])
        wide, narrow = self.deltas, self.inputs
        if wide.shape[1] < narrow.shape[1]:
            wide, narrow, matrix = narrow, wide, np.ascontiguousarray(matrix.T)
        along = np.empty(len(wide))
        for run in runs(len(along), wide.shape[1]):
            along[run] = row_products(wide[run] @ matrix, narrow[run])
        return along

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
        return row_products(self.deltas, self.deltas)

    def along(self, direction: np.ndarray) -> np.ndarray:
        table = direction.reshape(-1, self.deltas.shape[1])
        return row_products(self.deltas, table.take(self.rows, axis=0))

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
        terms = scaled(self.deltas, weights)
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
        return row_products(self.gradients, self.gradients)

    def along(self, direction: np.ndarray) -> np.ndarray:
        return self.gradients @ direction

    def dense(self, steps: np.ndarray) -> np.ndarray:
        return self.gradients[steps]

    def components(self, parameters: np.ndarray, steps: slice) -> np.ndarray:
        return self.gradients[steps, parameters]


def scaled(rows: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Return each row times its factor, [rows, columns]."""
    # To broadcast the factors along short rows takes longer.
    repeated = np.repeat(factors, rows.shape[1]).reshape(rows.shape)
    return np.multiply(repeated, rows, out=repeated)


def row_products(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the inner product of each row of one with that of the other, [rows]."""
    if left.shape[1] <= NARROW:
        return (left * right) @ ONES[: left.shape[1]]
    return np.vecdot(left, right)
