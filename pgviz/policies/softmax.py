"""The softmax distribution over actions, from its logits."""

import numpy as np


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Return log π of every action, [..., actions]; finite for logits of any finite size."""
    shifted = _below_largest(logits)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def choose(logits: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Return an action a row by inverse CDF, [rows] int; one of probability 0 is never chosen."""
    unnormalised = np.exp(_below_largest(logits))
    cumulative = unnormalised.cumsum(axis=-1)
    # A uniform is at most 1 - 2⁻⁵³: its product with the total, even rounded, is less than that.
    threshold = uniforms[:, None] * cumulative[:, -1:]
    return (cumulative > threshold).argmax(axis=-1)


def score_deltas(log_probabilities: np.ndarray, actions: np.ndarray) -> np.ndarray:
    """Return ∂ log π(a_t) / ∂ logits = 1[b = a_t] − π(b), [steps, actions]."""
    deltas = -np.exp(log_probabilities)
    deltas[np.arange(len(actions)), actions] += 1.0
    return deltas


def entropies(log_probabilities: np.ndarray) -> np.ndarray:
    """Return −Σ_b π(b) log π(b) of every row, in nats, [rows]."""
    return -_times_log(log_probabilities).sum(axis=-1)


def entropy_deltas(log_probabilities: np.ndarray) -> np.ndarray:
    """Return ∂ entropy / ∂ logits = −π(b) (log π(b) + entropy), [rows, actions]."""
    entropy = entropies(log_probabilities)[:, None]
    return -_times_log(log_probabilities) - np.exp(log_probabilities) * entropy


def _below_largest(logits: np.ndarray) -> np.ndarray:
    # Logits further apart than the largest float: such a π is 0, and its logarithm stays finite.
    with np.errstate(over="ignore"):
        return np.maximum(logits - logits.max(axis=-1, keepdims=True), np.finfo(float).min)


def _times_log(log_probabilities: np.ndarray) -> np.ndarray:
    return np.exp(log_probabilities) * log_probabilities
