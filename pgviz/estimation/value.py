"""The learnt value baseline V_w(s): a table or linear in features, fitted to earlier batches."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.spaces import Discrete, Space

MEMORY = 0.9  # what an iteration's moments keep of those before: about the last ten batches count
RIDGE = 1e-6  # of a step, and of a feature's squares: the fit is unique where features coincide
REACH = 10.0  # an observation component enters the features clipped to ± this


@dataclass(frozen=True, eq=False)
class ValueFit:
    """Decayed least-squares moments; arrays are empty before the first batch."""

    moments: np.ndarray  # table: visits [observations]; linear: Σ f fᵀ [features, features]
    targets: np.ndarray  # table: Σ returns [observations]; linear: Σ f · return [features]


UNFITTED = ValueFit(freeze(np.empty(0)), freeze(np.empty(0)))


def predict(fit: ValueFit, space: Space, batch: Batch) -> np.ndarray:
    """Return V_w(s_t) of every step, [steps]; 0 where no earlier batch has been."""
    if not fit.targets.size:
        return np.zeros(batch.steps)
    if isinstance(space, Discrete):
        return table(fit)[batch.observations]
    squares = np.diag(fit.moments)  # the first is that of the constant 1: the number of steps
    ridge = np.diag(RIDGE * (squares + squares[0]))
    return features(batch) @ np.linalg.solve(fit.moments + ridge, fit.targets)


def table(fit: ValueFit) -> np.ndarray:
    """Return V_w of every listed observation after a first batch, [observations]."""
    seen = fit.moments > 0.0
    return np.divide(fit.targets, fit.moments, out=np.zeros(len(seen)), where=seen)


def refit(fit: ValueFit, space: Space, batch: Batch, returns: np.ndarray) -> ValueFit:
    """Return the fit after one more batch with its returns [steps]."""
    moments, targets = _moments(space, batch, returns)
    if fit.targets.size:
        moments, targets = MEMORY * fit.moments + moments, MEMORY * fit.targets + targets
    return ValueFit(freeze(moments), freeze(targets))


def features(batch: Batch) -> np.ndarray:
    """Return [1, x, x², t, t²] of every step (x clipped, t in hundreds), [steps, features]."""
    clipped = np.clip(batch.observations, -REACH, REACH)
    time = batch.times[:, None] / 100.0
    return np.hstack([np.ones((batch.steps, 1)), clipped, clipped**2, time, time**2])


def _moments(space: Space, batch: Batch, returns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if isinstance(space, Discrete):
        visits = np.bincount(batch.observations, minlength=space.n).astype(float)
        return visits, np.bincount(batch.observations, weights=returns, minlength=space.n)
    design = features(batch)
    return design.T @ design, design.T @ returns
