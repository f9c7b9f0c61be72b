"""How far the ĝ of m trajectories reach along ∇J, as it is drawn and told."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

Kind = Literal["exact", "drawn", "sampled", "normal", "spread"]


@dataclass(frozen=True)
class Spread:
    """Lengths along ∇J of the ĝ of m trajectories; the share that points away is in an interval.

    A normal curve has no lengths, only a mean and a deviation: `normal` has the exact ones,
    `spread` those of the batch's g_i.
    """

    size: int  # m
    kind: Kind
    lengths: np.ndarray  # [n]
    probabilities: np.ndarray  # [n]
    mean: float
    deviation: float
    least_away: float
    most_away: float
    error: float | None = None  # the standard error of the share, of what was drawn or sampled

    @property
    def away(self) -> float:
        """The share that points away from ∇J, as well as it is known."""
        return (self.least_away + self.most_away) / 2.0
