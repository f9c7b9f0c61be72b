"""Random numbers one step at a time."""

import numpy as np

from pgviz.environments.randomness import BLOCK, Draws, Purpose


class StepUniforms:
    """The uniforms of one purpose for some trajectories, drawn when their block is reached.

    So a horizon of a million steps costs nothing before the trajectories live that long.
    """

    def __init__(self, draws: Draws, purpose: Purpose, first: int, count: int, width: int) -> None:
        self._draws, self._purpose, self._width = draws, purpose, width
        self._first, self._count = first, count
        self._block = -1
        self._numbers = np.empty(0)

    def at(self, step: int, rows: np.ndarray) -> np.ndarray:
        """Return the uniforms of `step` for the given rows, [rows, width]."""
        block, within = divmod(step, BLOCK)
        if block != self._block:
            self._block, self._numbers = block, self._draw(block)
        numbers: np.ndarray = self._numbers[within]
        return numbers if len(rows) == self._count else numbers.take(rows, axis=0)

    def _draw(self, block: int) -> np.ndarray:
        numbers = self._draws.uniforms(self._purpose, block, self._first, self._count, self._width)
        return np.ascontiguousarray(numbers.swapaxes(0, 1))  # what a step needs lies together
