"""What a mistake does to a batch before the formula, or to its weights after it."""

from dataclasses import replace

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.estimation.returns import difference


def as_sampled(batch: Batch, discount: float) -> Batch:
    """Return the batch itself."""
    return batch


def discounted(batch: Batch, discount: float) -> Batch:
    """Return the batch with rewards γ^t r_t, which the return then discounts again."""
    return replace(batch, rewards=freeze(discount**batch.times * batch.rewards))


def psi_as_it_is(batch: Batch, psi: np.ndarray) -> np.ndarray:
    """Return ψ of every step, [steps]."""
    return psi


def mean_of_trajectory(batch: Batch, psi: np.ndarray) -> np.ndarray:
    """Return Σ_k ψ_k / T at every step: the factor of Σ_t log π_t in (mean log π) (Σ_k ψ_k)."""
    return np.repeat(batch.total(psi) / batch.lengths, batch.lengths)


def flipped(batch: Batch, psi: np.ndarray) -> np.ndarray:
    """Return −ψ of every step, [steps]."""
    return 0.0 - psi  # a weight of 0 stays 0, without a sign


def of_next_step(batch: Batch, psi: np.ndarray) -> np.ndarray:
    """Return ψ_{t+1} at step t, and 0 at a trajectory's last step, [steps]."""
    shifted = np.append(psi[1:], 0.0)
    shifted[batch.offsets[1:] - 1] = 0.0
    return shifted


def less_mean_of_action(batch: Batch, psi: np.ndarray) -> np.ndarray:
    """Return ψ less its mean over the batch's steps with the same action, [steps]."""
    _, alike = np.unique(same_action(batch.actions), return_inverse=True)
    mean = np.bincount(alike, weights=psi) / np.bincount(alike)
    return difference(psi, mean[alike])


def same_action(actions: np.ndarray) -> np.ndarray:
    """Return a number that steps of the same action share, [steps] int.

    Actions that are vectors count as the same where their first components share a sign.
    """
    return actions if actions.ndim == 1 else (actions[:, 0] > 0.0).astype(int)
