"""How samples push the logits of a softmax: an action's own, all others, and what is left."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze


@dataclass(frozen=True)
class Pushes:
    """Parts of ∂ĝ's sum over steps for each action's logit; arrays [actions], read-only.

    At a step that took a, logit b is pushed by w (1[b = a] − π(b|s)), w being all that multiplies
    the step's score in ĝ.
    """

    own: np.ndarray  # Σ w (1 − π(b|s)) over the steps that took b
    others: np.ndarray  # −Σ w π(b|s) over all other steps
    counts: np.ndarray  # int: how often each action was taken
    mean_returns: np.ndarray  # of the steps that took each action; NaN for those that none took
    mean_baselines: np.ndarray  # the same of b

    @property
    def net(self) -> np.ndarray:
        """What is left: for a softmax table, ĝ in the row of these steps' observation."""
        return self.own + self.others


def pushes_of(
    probabilities: np.ndarray,
    actions: np.ndarray,
    factors: np.ndarray,
    returns: np.ndarray,
    baselines: np.ndarray,
) -> Pushes:
    """Return the pushes of some steps: π(·|s) [steps, actions], all else [steps]."""
    places, count = np.arange(len(actions)), probabilities.shape[1]
    pushed = -factors[:, None] * probabilities
    pushed[places, actions] += factors
    own = np.bincount(actions, weights=pushed[places, actions], minlength=count)
    pushed[places, actions] = 0.0
    counts = np.bincount(actions, minlength=count)
    return Pushes(
        own=freeze(own),
        others=freeze(pushed.sum(axis=0)),
        counts=freeze(counts),
        mean_returns=freeze(_means(actions, returns, counts)),
        mean_baselines=freeze(_means(actions, baselines, counts)),
    )


def _means(actions: np.ndarray, values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    sums = np.bincount(actions, weights=values, minlength=len(counts))
    means = np.full(len(counts), np.nan)
    np.divide(sums, counts, out=means, where=counts > 0)
    return means
