"""Classic mistakes to be made on purpose: what each does to the weights, in one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.estimation.estimator import Estimator, MistakeName
from pgviz.estimation.misreadings import (
    as_sampled,
    discounted,
    flipped,
    less_mean_of_action,
    mean_of_trajectory,
    of_next_step,
    psi_as_it_is,
)


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
