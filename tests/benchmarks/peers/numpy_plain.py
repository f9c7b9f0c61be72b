"""The gradient of a whole batch in plain NumPy: forward, backward, one matrix product a layer."""

import numpy as np

from pgviz.training.freed_memory import keep_freed_memory
from tests.benchmarks.contestants import repeated, serve
from tests.benchmarks.peers.steps import Steps, make_steps


def gradient(steps: Steps) -> np.ndarray:
    """Return ĝ = Σ_t w_t ∇log π_t, [parameters], and nothing else."""
    matrices, values = steps.matrices, [steps.observations]
    for matrix in matrices[:-1]:
        values.append(np.tanh(values[-1] @ matrix[:, :-1].T + matrix[:, -1]))
    logits = values[-1] @ matrices[-1][:, :-1].T + matrices[-1][:, -1]
    unnormalised = np.exp(logits - logits.max(axis=1, keepdims=True))
    deltas = -unnormalised / unnormalised.sum(axis=1, keepdims=True)
    deltas[np.arange(len(deltas)), steps.actions] += 1.0
    return backward(matrices, values, deltas * steps.weights[:, None])


def backward(
    matrices: list[np.ndarray], values: list[np.ndarray], deltas: np.ndarray
) -> np.ndarray:
    """Return the gradient from ∂/∂logits, layer by layer from the last."""
    parts: list[np.ndarray] = []
    for matrix, inputs in zip(matrices[::-1], values[::-1], strict=True):
        parts.append(np.column_stack([deltas.T @ inputs, deltas.sum(axis=0)]).ravel())
        if inputs is not values[0]:
            deltas = (deltas @ matrix[:, :-1]) * (1.0 - inputs**2)
    return np.concatenate(parts[::-1])


def measure(hidden: list[int], horizon: int, seconds: float) -> dict[str, float]:
    """Compute it for so long."""
    steps = make_steps(hidden, horizon)

    def once() -> int:
        gradient(steps)
        return len(steps.actions)

    return repeated(once, seconds)


if __name__ == "__main__":
    keep_freed_memory()  # as pgviz does
    serve(measure)
