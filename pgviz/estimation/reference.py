"""What stands in for ∇J where it can't be computed: the mean of a large batch."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Reference:
    """J and ∇J at a θ, estimated without bias from random numbers of their own; never exact.

    Arrays [parameters], read-only.
    """

    objective: float
    objective_error: float  # standard error
    gradient: np.ndarray
    standard_error: np.ndarray
    trajectories: int  # how many were drawn
