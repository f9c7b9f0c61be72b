"""∇_θ log π(a_t|s_t) of every step of a batch, kept as factors.

A layer's gradient at one step is an outer product, so sums, norms and inner products over many
steps are matrix products of the factors; nothing of size (steps × parameters) is ever built.
"""

from dataclasses import dataclass
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
