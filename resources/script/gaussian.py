"""A Gaussian whose mean is a network's output; log σ is what θ ends with."""

import numpy as np


def act(theta, observations, uniforms):
    """Draw actions, by Box and Muller's transform."""
    radius = np.sqrt(-2.0 * np.log1p(-uniforms[..., 0::2]))
    normals = radius * np.cos(2.0 * np.pi * uniforms[..., 1::2])
    return outputs_of(theta[:-SIZE], observations) + np.exp(theta[-SIZE:]) * normals


def greedy(theta, observations, uniforms):
    """MISTAKE: the likeliest actions."""
    return outputs_of(theta[:-SIZE], observations)


def scores(theta, batch):
    """∇log π(a_t|s_t): δ and [x, 1] of every layer of the mean's network, and that of log σ."""
    sigma = np.exp(theta[-SIZE:])
    z = (batch.actions - outputs_of(theta[:-SIZE], batch.observations)) / sigma
    return [*pulled_back(theta[:-SIZE], batch.observations, z / sigma), np.square(z) - 1.0]


def weighted_sum(score, weights, part=slice(None)):
    """Σ_t w_t ∇log π(a_t|s_t) over some of the steps."""
    *layers, of_log_sigma = score
    sums = [outer(weights[part, None], d[part], x[part]) for d, x in layers]
    return np.concatenate([*sums, weights[part] @ of_log_sigma[part]])


def entropy_gradient(theta, batch):
    """∇ of the policy's mean entropy, which is Σ log σ and a constant."""
    return np.append(np.zeros(len(theta) - SIZE), np.ones(SIZE))
