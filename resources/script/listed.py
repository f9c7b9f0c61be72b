"""What is made of an observation that is one of a list."""

import numpy as np


def inputs_of(observations):
    """One-hot."""
    return np.eye(STATES)[observations]


def learnt_value(batch, returns, score, c, fit):
    """V(s_t): the mean return from s_t, of earlier batches with falling weight."""
    if fit is None:
        return np.zeros(batch.steps)
    visits, sums = fit
    mean = np.divide(sums, visits, out=np.zeros(STATES), where=visits > 0.0)
    return mean[batch.observations]


def refit(fit, batch, returns):
    """The visits to each observation, and the sums of returns from it."""
    visits = np.bincount(batch.observations, minlength=STATES).astype(float)
    sums = np.bincount(batch.observations, weights=returns, minlength=STATES)
    return (visits, sums) if fit is None else (0.9 * fit[0] + visits, 0.9 * fit[1] + sums)
