"""How far the ĝ of m trajectories reach along ∇J, as it is drawn and told."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pgviz.estimation.directions import Share

LEAST = 1e-4  # a smaller share isn't written out
Kind = Literal["exact", "drawn", "sampled", "normal", "spread"]


@dataclass(frozen=True)
class Spread:
    """Lengths along ∇J of the ĝ of m trajectories.

    A normal curve has no lengths, only a mean and a deviation: `normal` has the exact ones,
    `spread` those of the batch's g_i.
    """

    size: int  # m
    kind: Kind
    lengths: np.ndarray  # [n]
    probabilities: np.ndarray  # [n]
    mean: float
    deviation: float
    away: Share  # of lengths < 0, which point away from ∇J
    zero: Share  # of lengths = 0: ĝ is 0, or at a right angle to ∇J

    @property
    def has_zeros(self) -> bool:
        """Whether so many are 0 that it is worth a mark and a word."""
        return self.zero.least >= LEAST
