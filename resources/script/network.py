"""A network of the observation, layer by layer: each output's weights, then its bias."""

import numpy as np


def initial(generator):
    """The θ that learning begins with: weights of deviation 1/√inputs, the output's scaled."""
    parts = []
    for depth, (rows, columns) in enumerate(LAYERS, 1):
        weights = generator.standard_normal((rows, columns - 1))
        scale = INIT_SCALE if depth == len(LAYERS) else 1.0
        parts.append(np.hstack([weights * scale / np.sqrt(columns - 1), np.zeros((rows, 1))]))
    return np.concatenate([part.ravel() for part in parts])


def matrices(theta):
    """θ as the layers' matrices."""
    ends = np.cumsum([rows * columns for rows, columns in LAYERS])
    return [
        theta[end - a * b : end].reshape(a, b) for end, (a, b) in zip(ends, LAYERS, strict=True)
    ]


def forward(theta, observations):
    """[x, 1] of every layer, and the output."""
    *hidden, last = matrices(theta)
    passed = [with_one(inputs_of(observations))]
    for matrix in hidden:
        passed.append(with_one(activation(passed[-1] @ matrix.T)))
    return passed, passed[-1] @ last.T


def with_one(x):
    """[x, 1]: the 1 is for the bias."""
    return np.hstack([x, np.ones((len(x), 1))])


def logits_of(theta, observations):
    """The output."""
    return forward(theta, observations)[1]


def pulled_back(theta, observations, deltas):
    """δ and [x, 1] of every layer: a layer's gradient at a step is δ ⊗ [x, 1]."""
    passed, _ = forward(theta, observations)
    score = []
    for matrix, x in zip(matrices(theta)[::-1], passed[::-1], strict=True):
        score.append((deltas, x))
        deltas = (deltas @ matrix[:, :-1]) * slope(x[:, :-1])
    return score[::-1]


def weighted_sum(score, weights):
    """Σ_t w_t ∇log π(a_t|s_t)."""
    return np.concatenate([((weights[:, None] * delta).T @ x).ravel() for delta, x in score])


def per_trajectory(score, weights, batch):
    """Σ_t w_t ∇log π(a_t|s_t) within each trajectory."""
    parts = [batch.slice(i) for i in range(batch.size)]
    return np.array(
        [weighted_sum([(d[part], x[part]) for d, x in score], weights[part]) for part in parts]
    )
