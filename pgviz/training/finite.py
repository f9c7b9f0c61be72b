"""No NaN and no infinity is ever committed to θ."""

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.environments.errors import IterationFailed


def require_finite(values: np.ndarray, quantity: str) -> None:
    """Raise IterationFailed where a parameter's value is not finite."""
    bad = np.flatnonzero(~np.isfinite(values))
    if bad.size:
        raise IterationFailed(
            quantity,
            f"parameter {bad[0]} is {values[bad[0]]}; a smaller step size or smaller rewards help",
        )


def require_finite_steps(values: np.ndarray, batch: Batch, quantity: str) -> None:
    """Raise IterationFailed naming the first trajectory and step whose value is not finite."""
    bad = np.flatnonzero(~np.isfinite(values))
    if bad.size:
        step = bad[0]
        raise IterationFailed(
            quantity,
            f"it is {values[step]}",
            int(batch.trajectory_of[step]),
            int(batch.times[step]),
        )
