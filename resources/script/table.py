"""θ[s, a], a logit for every observation and action."""

import numpy as np


def initial(generator):
    """The θ that learning begins with."""
    return INIT_SCALE * generator.standard_normal(STATES * ACTIONS)


def outputs_of(theta, observations):
    """Row s of the table."""
    return theta.reshape(STATES, ACTIONS)[observations]


def pulled_back(theta, observations, deltas):
    """δ_t, and the row of θ in which it stands."""
    return deltas, observations


def weighted_sum(score, weights):
    """Σ_t w_t ∇log π(a_t|s_t)."""
    deltas, rows = score
    places = rows[:, None] * ACTIONS + np.arange(ACTIONS)
    terms = weights[:, None] * deltas
    return np.bincount(places.ravel(), weights=terms.ravel(), minlength=STATES * ACTIONS)


def per_trajectory(score, weights, batch):
    """Σ_t w_t ∇log π(a_t|s_t) within each trajectory."""
    parts = [batch.slice(i) for i in range(batch.size)]
    return np.array([weighted_sum([x[part] for x in score], weights[part]) for part in parts])
