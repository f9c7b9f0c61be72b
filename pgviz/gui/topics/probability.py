"""L1 and L7: the probability of a trajectory as a product, its logarithm as a sum."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from pgviz.gui.arithmetic.lines import Line, Number, Page, Parts, plain, product_of, total
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.nudge.amount import Amount
from pgviz.gui.format import count
from pgviz.gui.topics.about import About

Join = Callable[[Sequence[Number]], Parts]
"""Puts the sign between numbers that are multiplied or added."""

UNKNOWN = Number(math.nan, "dynamics", "unknown")
WHY_UNKNOWN = "the world keeps it to itself, and θ is not in it"
ROLES = "dynamics", "dynamics", "score"  # of the three parts


def probability_page(material: Material) -> Page:
    """Return P(τ;θ) as the product of its three kinds of factors."""
    about = About(material)
    factors = about.factors
    start, dynamics, policy = (_exponential(part) for part in factors.sums)
    return Page(
        heading=f"{about.heading}, P(τ;θ)",
        sentence="Everything that had to happen, multiplied: the more steps, the less likely.",
        lines=(
            _start_line(about),
            _product_line("∏ P(s'|s,a)", "dynamics", factors.log_dynamics, dynamics),
            _product_line("∏ π(a|s)", "score", factors.log_policy, policy),
            _whole_line("P(τ;θ)", (start, dynamics, policy), factors.probability, product_of),
            _log_of_line(factors.log_probability),
        ),
        pointer=about.pointer(),
    )


def log_probability_page(material: Material) -> Page:
    """Return log P(τ;θ) as the sum of three sums."""
    about = About(material)
    factors = about.factors
    start, dynamics, policy = (_number(part) for part in factors.sums)
    return Page(
        heading=f"{about.heading}, log P(τ;θ)",
        sentence="The logarithm turns every product into a sum, so that ∇ can go into each term.",
        lines=(
            Line("log μ(s₀)", "dynamics", (), _in(start, "dynamics"), _begins(about), "sample"),
            _sum_line("Σ log P(s'|s,a)", "dynamics", factors.log_dynamics, dynamics),
            _sum_line("Σ log π(a|s)", "score", factors.log_policy, policy),
            _whole_line("log P(τ;θ)", (start, dynamics, policy), factors.log_probability, total),
        ),
        pointer=about.pointer(),
    )


def log_policy_page(material: Material) -> Page:
    """Return Σ_t log π(a_t|s_t), the only part of log P(τ;θ) that θ is in."""
    about = About(material)
    terms = about.factors.log_policy
    return Page(
        heading=f"{about.heading}, Σ log π",
        sentence="The policy's part of log P(τ;θ): all that moves when θ moves.",
        lines=(
            _sum_line("Σ log π(a|s)", "score", terms, Number(float(terms.sum()), "score")),
            _least_likely_line(about),
            _mean_line(terms),
        ),
        pointer=about.pointer(),
    )


def _least_likely_line(about: About) -> Line:
    terms = about.factors.log_policy
    step = int(np.argmin(terms))
    note = f"the least likely action: {about.action(step)} in {about.state(step)}"
    log_policy = Number(float(terms[step]), "score")
    return Line(f"log π at t = {step}", "score", (), log_policy, note, "score")


def _mean_line(terms: np.ndarray) -> Line:
    note = f"over {count(len(terms))} steps"
    return Line("mean", "ink", (), Number(float(terms.mean()), "score"), note, "score")


def _start_line(about: About) -> Line:
    start = _exponential(about.factors.log_start)
    return Line("μ(s₀)", "dynamics", (), _in(start, "dynamics"), _begins(about), "sample")


def _begins(about: About) -> str:
    if about.factors.log_start is None:
        return WHY_UNKNOWN
    return f"the trajectory begins in {about.state(0)}"


def _product_line(name: str, role: str, logs: np.ndarray | None, result: Number) -> Line:
    if logs is None:
        return Line(name, role, (), UNKNOWN, WHY_UNKNOWN, "sample")
    factors = [plain(float(np.exp(log)), role) for log in logs]
    certain = int((logs == 0.0).sum())
    note = f"{count(len(logs))} factors" + (f", {count(certain)} of them 1" if certain else "")
    return Line(name, role, product_of(factors), _in(result, role), note, "sample")


def _sum_line(name: str, role: str, logs: np.ndarray | None, result: Number) -> Line:
    if logs is None:
        return Line(name, role, (), UNKNOWN, WHY_UNKNOWN, "sample")
    terms = [Number(float(log), role) for log in logs]
    return Line(name, role, total(terms), _in(result, role), f"{count(len(logs))} terms", "score")


def _whole_line(name: str, parts: Sequence[Number], value: float | None, join: Join) -> Line:
    if value is None:
        return Line(name, "ink", (), UNKNOWN, "as the world's part is", "score")
    joined = join([_in(part, role) for part, role in zip(parts, ROLES, strict=True)])
    return Line(name, "ink", joined, Number(value), "", "score")


def _log_of_line(value: float | None) -> Line:
    result = UNKNOWN if value is None else Number(value)
    return Line("log P(τ;θ)", "ink", (), result, "its logarithm, in nats", "score")


def _exponential(log: float | None) -> Number:
    return UNKNOWN if log is None else plain(Amount(1.0, log).value)


def _number(value: float | None) -> Number:
    return UNKNOWN if value is None else Number(value)


def _in(number: Number, role: str) -> Number:
    return Number(number.value, role, number.text)
