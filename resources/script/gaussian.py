"""A Gaussian whose mean is a network's output; log σ is what θ ends with."""

import numpy as np


def mean(theta, observations):
    """The network's output."""
    return forward(theta[:-SIZE], observations)[1]


def act(theta, observations, uniforms):
    """Draw actions, by Box and Muller's transform."""
    radius = np.sqrt(-2.0 * np.log1p(-uniforms[..., 0::2]))
    normals = radius * np.cos(2.0 * np.pi * uniforms[..., 1::2])
    return mean(theta, observations) + np.exp(theta[-SIZE:]) * normals


def greedy(theta, observations, uniforms):
    """MISTAKE: the likeliest actions."""
    return mean(theta, observations)


def scores(theta, batch):
    """∇log π(a_t|s_t): δ and [x, 1] of every layer of the mean's network, and that of log σ."""
    sigma = np.exp(theta[-SIZE:])
    z = (batch.actions - mean(theta, batch.observations)) / sigma
    return [*pulled_back(theta[:-SIZE], batch.observations, z / sigma), np.square(z) - 1.0]


def weighted_sum(score, weights):
    """Σ_t w_t ∇log π(a_t|s_t)."""
    *layers, of_log_sigma = score
    parts = [((weights[:, None] * delta).T @ x).ravel() for delta, x in layers]
    return np.concatenate([*parts, weights @ of_log_sigma])


def per_trajectory(score, weights, batch):
    """Σ_t w_t ∇log π(a_t|s_t) within each trajectory."""
    *layers, of_log_sigma = score
    weighted = [(weights[:, None] * delta, x) for delta, x in layers]
    spans = [batch.slice(i) for i in range(batch.size)]
    rows = [np.concatenate([(d[t].T @ x[t]).ravel() for d, x in weighted]) for t in spans]
    last = np.add.reduceat(weights[:, None] * of_log_sigma, batch.offsets[:-1], axis=0)
    return np.hstack([rows, last])


def entropy_gradient(theta, batch):
    """∇ of the policy's mean entropy, which is Σ log σ and a constant."""
    return np.append(np.zeros(len(theta) - SIZE), np.ones(SIZE))
