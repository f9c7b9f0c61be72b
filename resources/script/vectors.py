"""What is made of an observation that is a vector."""

import numpy as np


def inputs_of(observations):
    """As it is."""
    return observations


def learnt_value(batch, returns, score, c, fit):
    """V(s_t): a least-squares fit to the returns of earlier batches, with falling weight."""
    if fit is None:
        return np.zeros(batch.steps)
    moments, targets = fit
    squares = np.diag(moments)
    ridge = np.diag(1e-6 * (squares + squares[0]))
    return features(batch) @ np.linalg.solve(moments + ridge, targets)


def features(batch):
    """[1, x, x², t, t²] of every step."""
    x = np.clip(batch.observations, -10.0, 10.0)
    t = batch.times[:, None] / 100.0
    return np.hstack([np.ones((batch.steps, 1)), x, x**2, t, t**2])


def refit(fit, batch, returns):
    """The moments of least squares."""
    f = features(batch)
    moments, targets = f.T @ f, f.T @ returns
    return (moments, targets) if fit is None else (0.9 * fit[0] + moments, 0.9 * fit[1] + targets)
