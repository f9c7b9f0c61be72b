"""Classic mistakes to be made on purpose: what each does to the weights, in one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.estimation.estimator import Estimator, MistakeName
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


def never(estimator: Estimator) -> str:
    """Return nothing: it is always felt."""
    return ""


def with_equal_weights(estimator: Estimator) -> str:
    """Say so where all steps of a trajectory have the same ψ, which is then its mean as well."""
    same = estimator.return_ == "whole" and estimator.baseline not in ("time", "value")
    return "all steps of a trajectory have the same ψ" if same else ""


def without_discount(estimator: Estimator) -> str:
    """Say so where γ is 1."""
    return "γ is 1" if estimator.discount == 1.0 else ""


@dataclass(frozen=True)
class Mistake:
    """What is done wrong, what follows, and the one place where it enters."""

    name: MistakeName
    label: str
    wrong: str  # a sentence
    follows: str  # a sentence
    reads: Callable[[Batch, float], Batch] = as_sampled  # what returns are made of
    psi: Callable[[Batch, np.ndarray], np.ndarray] = psi_as_it_is  # what is taken for the weight
    greedy: bool = False  # whether actions are the likeliest rather than sampled
    idle: Callable[[Estimator], str] = never  # why it changes nothing, where it doesn't

    @property
    def weighs(self) -> bool:
        """Whether it takes something else than (return − b) / σ for ψ."""
        return self.psi is not psi_as_it_is


def mark_of(estimator: Estimator) -> str:
    """Return what every result of the estimator is marked with; nothing without a mistake."""
    mistake = MISTAKES[estimator.mistake]
    if mistake.name == "none":
        return ""
    return f"MISTAKE: {mistake.label}{' (no effect)' if mistake.idle(estimator) else ''}"


def sentence_of(estimator: Estimator) -> str:
    """Return what is done wrong and what follows; nothing without a mistake."""
    mistake = MISTAKES[estimator.mistake]
    if mistake.name == "none":
        return ""
    idle = mistake.idle(estimator)
    return f"{mistake.wrong} {f'Here nothing changes: {idle}.' if idle else mistake.follows}"


MISTAKES: Mapping[str, Mistake] = {
    mistake.name: mistake
    for mistake in (
        Mistake(
            "none",
            "none",
            "Nothing is done wrong.",
            "What is shown is what the other choices make of it.",
        ),
        Mistake(
            "mean-log",
            "mean of log π",
            "The mean of a trajectory's log π is multiplied by the sum of its returns.",
            "All its steps weigh the same, which turns ĝ; with the whole R(τ) nothing changes.",
            psi=mean_of_trajectory,
            idle=with_equal_weights,
        ),
        Mistake(
            "sign",
            "sign flipped",
            "The sign of ψ is flipped, as by a loss without its minus.",
            "The update goes down J instead of up.",
            psi=flipped,
        ),
        Mistake(
            "argmax",
            "argmax",
            "The likeliest action is taken instead of one sampled from π.",
            "Nothing else is ever tried, and ĝ only confirms what is done already.",
            greedy=True,
        ),
        Mistake(
            "shifted",
            "returns shifted",
            "A step is weighed with the ψ of the step after it, and the last step with 0.",
            "An action is not credited with its own reward.",
            psi=of_next_step,
        ),
        Mistake(
            "action-baseline",
            "baseline b(a)",
            "The mean ψ of the batch's steps with the same action is subtracted.",
            "What makes one action better than another is subtracted with it.",
            psi=less_mean_of_action,
        ),
        Mistake(
            "discount-twice",
            "discount twice",
            "A reward rₖ is discounted by γᵏ before the return discounts it again.",
            "ĝ estimates the gradient for a shorter sight than γ; while γ is 1, nothing changes.",
            reads=discounted,
            idle=without_discount,
        ),
    )
}
