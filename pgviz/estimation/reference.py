"""What stands in for ∇J where it can't be computed: the mean of a large batch."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Reference:
    """J and ∇J at a θ, estimated without bias from random numbers of their own; never exact.

    Arrays [parameters], read-only.
    """

    objective: float
    objective_error: float  # standard error
    gradient: np.ndarray
    standard_error: np.ndarray
    trajectories: int  # how many were drawn

    @property
    def relative_error(self) -> float | None:
        """The length of the standard error over that of ∇J's estimate; None where that is 0."""
        length = float(np.linalg.norm(self.gradient))
        return float(np.linalg.norm(self.standard_error)) / length if length > 0.0 else None
