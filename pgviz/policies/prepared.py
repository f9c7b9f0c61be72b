"""The output of a network under one θ, for one vector step after the other."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pgviz.policies.activations import Elementwise
from pgviz.policies.runs import rows_at_once, runs


class PreparedNetwork:
    """Takes rows of inputs to outputs; what it works with is kept from one call to the next.

    For a few rows numpy's calls cost more than their arithmetic, so there are as few as can be.
    """

    def __init__(self, matrices: Sequence[np.ndarray], activate: Elementwise, width: int) -> None:
        """`width` is that of the widest layer."""
        self._transposed = [np.ascontiguousarray(matrix.T) for matrix in matrices]
        self._activate = activate
        self._width = width
        self._room = self._ones(0)
        self._passed = self._room

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        """Return the last layer's values, [rows, outputs], for inputs [rows, inputs]."""
        if len(inputs) > rows_at_once(self._width):
            return np.concatenate([self(inputs[run]) for run in runs(len(inputs), self._width)])
        if len(inputs) != len(self._passed[0]):
            self._make_room(len(inputs))
        self._passed[0][:, :-1] = inputs
        *hidden, output = self._transposed
        for transposed, (before, after) in zip(hidden, pairwise(self._passed), strict=True):
            sums = np.dot(before, transposed)
            after[:, :-1] = self._activate(sums, out=sums)
        return np.dot(self._passed[-1], output)

    def _make_room(self, rows: int) -> None:
        if rows > len(self._room[0]):
            self._room = self._ones(rows)
        self._passed = [each[:rows] for each in self._room]

    def _ones(self, rows: int) -> list[np.ndarray]:
        """Return each layer's inputs, in the last column the bias's 1."""
        return [np.ones((rows, len(each))) for each in self._transposed]
