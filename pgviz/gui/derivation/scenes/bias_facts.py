"""Where ĝ lies on average, beside ∇J."""

from dataclasses import dataclass

import numpy as np

from pgviz.estimation.quality import cosine
from pgviz.estimation.term_by_term import Terms, term_by_term
from pgviz.gui.derivation.material import Material
from pgviz.gui.estimate.expectation import expectation_of, may_be_biased
from pgviz.gui.estimate.target import Target, norm_of, target_of
from pgviz.training.objective import question_at

MOST_TERMS = 12  # trajectories, that can be told apart in a table
ROUNDING = 1e-9  # of ‖∇J‖: a bias as small is none


@dataclass(frozen=True)
class BiasFacts:
    """E[ĝ] where it is known, else the mean of draws; and its terms where they are few."""

    target: Target
    expected: np.ndarray | None  # [parameters] E[ĝ] exactly
    drawn: np.ndarray | None  # [parameters] the mean of the draws of ĝ
    drawn_error: float  # the length of that mean's standard error; NaN for fewer than two
    terms: Terms | None

    @property
    def mean(self) -> np.ndarray | None:
        """The mean of ĝ as well as it is known, [parameters]."""
        return self.drawn if self.expected is None else self.expected

    @property
    def is_unbiased(self) -> bool:
        """Whether E[ĝ] is known to be ∇J."""
        if self.expected is None or not self.target.exact:
            return False
        bias = norm_of(self.expected - self.target.gradient)
        return bias <= ROUNDING * (self.target.norm or 1.0)

    @property
    def cosine(self) -> float | None:
        """Of the angle between the mean of ĝ and ∇J; None where one of them is 0 or unknown."""
        return None if self.mean is None else cosine(self.mean, self.target.gradient)

    @property
    def error(self) -> float:
        """The error of the mean of ĝ over its length; 0 where it is exact."""
        if self.expected is not None or self.drawn is None:
            return 0.0
        length = norm_of(self.drawn)
        return self.drawn_error / length if length > 0.0 else np.inf

    @property
    def ratio(self) -> float | None:
        """How many times as long as ∇J the mean of ĝ is; None where ∇J is 0."""
        if self.mean is None or self.target.norm == 0.0:
            return None
        return norm_of(self.mean) / self.target.norm


class LastBiasFacts:
    """Computes once for what is shown, and while it runs only what takes no time."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._facts: BiasFacts | None = None

    def of(self, material: Material) -> BiasFacts | None:
        """Return the facts; None where ∇J and any reference for it are unknown."""
        of = material.iteration, material.reference, material.draws, material.running
        if of != self._of:
            self._of, self._facts = of, _facts_of(material)
        return self._facts


def _facts_of(material: Material) -> BiasFacts | None:
    target, draws = target_of(material), material.draws
    if target is None:
        return None
    return BiasFacts(
        target=target,
        expected=_expected(material),
        drawn=None if draws is None else draws.moments.mean,
        drawn_error=np.nan if draws is None else norm_of(draws.moments.standard_error),
        terms=None if material.running else _terms(material),
    )


def _expected(material: Material) -> np.ndarray | None:
    exact = material.iteration.exact
    if exact is None:
        return None
    if not may_be_biased(material.iteration.hyperparameters.estimator):
        return exact.gradient
    return None if material.running else expectation_of(material)


def _terms(material: Material) -> Terms | None:
    iteration = material.iteration
    question = question_at(iteration.before, iteration.hyperparameters, material.world)
    return question and term_by_term(question, MOST_TERMS)
