"""A network of the observation, layer by layer: each output's weights, then its bias."""

import numpy as np


def initial(generator):
    """The θ that learning begins with: weights of deviation 1/√inputs, the output's scaled."""
    parts = []
    for (rows, columns), scale in zip(LAYERS, [1.0] * len(LAYERS[1:]) + [INIT_SCALE], strict=True):
        weights = generator.standard_normal((rows, columns - 1))
        parts.append(np.hstack([weights * scale / np.sqrt(columns - 1), np.zeros((rows, 1))]))
    return np.concatenate([part.ravel() for part in parts])


def matrices(theta):
    """θ as the layers' matrices."""
    parts = np.split(theta, np.cumsum([rows * columns for rows, columns in LAYERS])[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, LAYERS, strict=True)]


def forward(theta, observations):
    """[x, 1] of every layer, and the output."""
    passed, x = [], inputs_of(observations)
    for matrix in matrices(theta):
        passed.append(np.hstack([x, np.ones((len(x), 1))]))  # the 1 is for the bias
        x = activation(sums := product(passed[-1], matrix.T.copy()))
    return passed, sums


def product(rows, matrix):
    """rows @ matrix, so many at a time as pgviz has it: more together are rounded otherwise."""
    return np.concatenate([rows[k : k + ROWS] @ matrix for k in range(0, len(rows), ROWS)])


def outputs_of(theta, observations):
    """The output."""
    return forward(theta, observations)[1]


def pulled_back(theta, observations, deltas):
    """δ and [x, 1] of every layer: a layer's gradient at a step is δ ⊗ [x, 1]."""
    score = []
    for matrix, x in zip(matrices(theta)[::-1], forward(theta, observations)[0][::-1], strict=True):
        score.append((deltas, x))
        deltas = product(deltas, matrix[:, :-1]) * slope(x[:, :-1])
    return score[::-1]


def outer(w, d, x):
    """Σ_t w_t δ_t ⊗ [x_t, 1], where the narrower of the two is what the weight multiplies."""
    return ((w * d).T @ x if d.shape[1] < x.shape[1] else d.T @ (w * x)).ravel()


def weighted_sum(score, weights, part=slice(None)):
    """Σ_t w_t ∇log π(a_t|s_t) over some of the steps."""
    return np.concatenate([outer(weights[part, None], d[part], x[part]) for d, x in score])


def per_trajectory(score, weights, batch):
    """Σ_t w_t ∇log π(a_t|s_t) within each trajectory."""
    return np.array([weighted_sum(score, weights, batch.slice(i)) for i in range(batch.size)])
