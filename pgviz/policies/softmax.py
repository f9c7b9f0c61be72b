"""The softmax distribution over actions, from its logits.

Inside, actions come first: numpy goes along few long rows many times faster than along many short
ones.
"""

import numpy as np

LOWEST = float(np.finfo(float).min)
PAIRWISE = 8  # so many numbers of a row numpy no longer adds one after the other


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Return log π of every action, [rows, actions]; finite for logits of any finite size."""
    shifted = _below_largest(logits)
    shifted -= np.log(_total(np.exp(shifted)))
    return shifted.T.copy()


def choose(logits: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Return an action a row by inverse CDF, [rows] int; one of probability 0 is never chosen."""
    return draw(cumulative(logits), uniforms)


def cumulative(logits: np.ndarray) -> np.ndarray:
    """Return running sums of π times a factor of the row's own, [actions, rows]."""
    below = logits.T.copy()
    below -= np.maximum.reduce(below)  # −∞ where further apart than the largest float: a π of 0
    return np.add.accumulate(np.exp(below, out=below))


def draw(cumulative: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Return the first action whose running sum exceeds its share of the total, [rows] int."""
    # A uniform is at most 1 - 2⁻⁵³: its product with the total, even rounded, is less than that.
    return np.add.reduce(cumulative <= uniforms * cumulative[-1])


def of_actions(values: np.ndarray, actions: np.ndarray) -> np.ndarray:
    """Return what [rows, actions] says of each row's action, [rows]."""
    return values.ravel().take(np.arange(0, values.size, values.shape[1]) + actions)


def score_deltas(policy: np.ndarray, actions: np.ndarray) -> np.ndarray:
    """Return ∂ log π(a_t) / ∂ logits = 1[b = a_t] − π(b), [steps, actions], for π of that shape."""
    return np.eye(policy.shape[1]).take(actions, axis=0) - policy


def entropies(log_policy: np.ndarray, policy: np.ndarray) -> np.ndarray:
    """Return −Σ_b π(b) log π(b) of every row, in nats, [rows]."""
    return -_total((policy * log_policy).T)


def entropy_deltas(log_policy: np.ndarray) -> np.ndarray:
    """Return ∂ entropy / ∂ logits = −π(b) (log π(b) + entropy), [rows, actions]."""
    policy = np.exp(log_policy)
    return -policy * log_policy - policy * entropies(log_policy, policy)[:, None]


def _below_largest(logits: np.ndarray) -> np.ndarray:
    shifted = logits.T.copy()
    # Logits further apart than the largest float: such a π is 0, and its logarithm stays finite.
    with np.errstate(over="ignore"):
        shifted -= np.maximum.reduce(shifted)
    return np.maximum(shifted, LOWEST, out=shifted)


def _total(values: np.ndarray) -> np.ndarray:
    """Return Σ over the first axis, in the order in which numpy adds the numbers of a row."""
    if len(values) < PAIRWISE:
        return np.add.reduce(np.ascontiguousarray(values))
    return np.ascontiguousarray(values.T).sum(axis=-1)
