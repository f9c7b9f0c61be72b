"""The formula of ĝ under the estimator's choices, term by term, in LaTeX."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pgviz.estimation.estimator import Estimator
from pgviz.estimation.mistakes import MISTAKES, sentence_of
from pgviz.gui.notation import is_sum, weighs_by_time
from pgviz.gui.quantity import QUANTITIES, Quantity


@dataclass(frozen=True)
class Term:
    """A part of a formula that has a colour, and a name if something can be said of it."""

    latex: str
    role: str = "ink"  # of the theme
    name: str = ""
    meaning: str = ""

    @property
    def quantity(self) -> Quantity | None:
        """What it stands for; of a second term of the same quantity the name ends in a prime."""
        name = self.name.rstrip("'")
        return next((quantity for quantity in QUANTITIES if quantity == name), None)

    @property
    def terms(self) -> "tuple[Term, ...]":
        """The term itself: what a formula's part has to be coloured and found by."""
        return (self,)


@dataclass(frozen=True)
class Fraction:
    """One term over another."""

    over: Term
    under: Term

    @property
    def terms(self) -> tuple[Term, ...]:
        """Its two terms, from top to bottom."""
        return self.over, self.under


Formula = tuple[Term | Fraction, ...]


def terms_of(formula: Formula) -> tuple[Term, ...]:
    """Return every term in the order in which they are written."""
    return tuple(term for part in formula for term in part.terms)


def named_terms(formula: Formula) -> tuple[Term, ...]:
    """Return the terms of which something can be said, in the order in which they are written."""
    return tuple(term for term in terms_of(formula) if term.name)


def written_below(formula: Formula, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts by the terms' names; a divisor's has a bar before it."""
    divisors = {part.under.name for part in formula if isinstance(part, Fraction)}
    return {name: f"/ {text}" if name in divisors else text for name, text in texts.items()}


SCORE = r"\nabla_{\!\theta}\log\pi_\theta(a_t^{(i)}\mid s_t^{(i)})"
RETURNS = {"whole": r"R(\tau^{(i)})", "to-go": "G_t^{(i)}"}
BASELINES = {
    "mean": "b",
    "leave-one-out": "b_{-i}",
    "time": "b_t",
    "value": "V(s_t^{(i)})",
    "optimal": "b^*",
}
MISTAKEN = {  # what a mistake takes for ψ, from ψ as it is meant and ready to be multiplied
    "mean-log": r"\mathrm{{mean}}_t\left({0}\right)",
    "sign": "-{1}",
    "shifted": r"\left[{0}\right]_{{t+1}}",
    "action-baseline": r"{0}-b(a_t^{{(i)}})",
}


def estimator_formula(estimator: Estimator) -> Formula:
    """Return ∇J ≈ ĝ = 1/m Σ_i Σ_t … as the estimator computes it."""
    return (
        Term(r"\nabla_{\!\theta}J(\theta)", "exact", "target", "∇J(θ): what is estimated"),
        Term(r"\;{\approx}\;"),
        Term(r"\hat{g}", "estimate", "estimate", "ĝ: the estimate, whose length is below"),
        Term(r"\;{=}\;"),
        *_averages(estimator),
        *_discount(estimator),
        _score(estimator),
        _weight(estimator),
    )


def weight_latex(estimator: Estimator) -> str:
    """Return ψ in LaTeX, ready to be multiplied."""
    meant, plain = _meant(estimator), replace(estimator, mistake="none")
    wrong = MISTAKEN.get(estimator.mistake, "{0}").format(meant, _enclosed(meant, is_sum(plain)))
    return _enclosed(wrong, is_sum(estimator))


def _meant(estimator: Estimator) -> str:
    gained = RETURNS[estimator.return_]
    if estimator.mistake == "discount-twice":
        gained = f"{gained[0]}'{gained[1:]}"
    baseline = BASELINES.get(estimator.baseline)
    difference = f"{gained}-{baseline}" if baseline else gained
    return rf"\frac{{{difference}}}{{\sigma}}" if estimator.standardise else difference


def _enclosed(latex: str, needed: bool) -> str:
    return rf"\left({latex}\right)" if needed else latex


def _score(estimator: Estimator) -> Term:
    """Return the score, in the colour of a mistake where actions are not sampled."""
    meaning = "the score ∇log π of the step, whose length is below"
    if not MISTAKES[estimator.mistake].greedy:
        return Term(SCORE, "score", "score", meaning)
    return Term(SCORE, "negative", "score", f"{meaning}\n{sentence_of(estimator)}")


def _weight(estimator: Estimator) -> Term:
    """Return ψ, in the colour of a mistake where one has come into it."""
    latex, meaning = rf"\,{weight_latex(estimator)}", "ψ: the weight of the step"
    if estimator.mistake == "none" or MISTAKES[estimator.mistake].greedy:
        return Term(latex, "weight", "weight", meaning)
    return Term(latex, "negative", "weight", f"{meaning}\n{sentence_of(estimator)}")


def _averages(estimator: Estimator) -> Formula:
    over_trajectories = estimator.average == "trajectories"
    count = "m" if over_trajectories else "N"
    meaning = "m: the number of trajectories" if over_trajectories else "N: the number of steps"
    return (
        Term(rf"\frac{{1}}{{{count}}}\,", "ink", "average", meaning),
        Term(r"\sum_{i=1}^{m}", "ink", "trajectory", "the sum over trajectories"),
        Term(r"\sum_{t=0}^{T_i-1}\,", "ink", "time", "the sum over the steps of a trajectory"),
    )


def _discount(estimator: Estimator) -> Formula:
    if not weighs_by_time(estimator):
        return ()
    return (Term(r"\gamma^t\,", "ink", "discount", "γᵗ: late steps count less in J"),)
