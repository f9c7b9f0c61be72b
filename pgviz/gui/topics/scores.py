"""L3 and L9: how the probability of a trajectory, and its logarithm, move with one parameter."""

import math

from pgviz.gui.arithmetic.lines import Line, Number, Page, enclosed, product, total
from pgviz.gui.derivation.material import Material
from pgviz.gui.format import count
from pgviz.gui.topics.about import About
from pgviz.gui.topics.probability import UNKNOWN, WHY_UNKNOWN


def trajectory_score_page(material: Material) -> Page:
    """Return ∂log P(τ;θ) as the sum over the steps of ∂log π(a_t|s_t)."""
    about = About(material)
    return Page(
        heading=f"{about.heading}, {about.parameter_label}",
        sentence="The scores of the steps add up; the start and the world add 0.",
        lines=(*_world_lines(), _sum_line(about)),
        pointer=about.pointer(None, about.parameter),
    )


def probability_gradient_page(material: Material) -> Page:
    """Return ∂P(τ;θ) as P(τ;θ) times ∂log P(τ;θ)."""
    about = About(material)
    return Page(
        heading=f"{about.heading}, {about.parameter_label}",
        sentence="∇P = P ∇log P: the trick of L5, backwards.",
        lines=(_sum_line(about), *_change_lines(about)),
        pointer=about.pointer(None, about.parameter),
    )


def _world_lines() -> tuple[Line, ...]:
    zero, why = Number(0.0, "dynamics"), "θ is not in it"
    return (
        Line("∂log μ(s₀)/∂θ", "dynamics", (), zero, why, "score"),
        Line("∂Σ log P(s'|s,a)/∂θ", "dynamics", (), zero, why, "score"),
    )


def _sum_line(about: About) -> Line:
    terms = [Number(float(score), "score") for score in about.scores if score]
    note = f"{count(len(terms))} of {count(about.length)} steps are not 0"
    parts = total(terms or [Number(0.0, "score")])
    result = Number(float(about.scores.sum()), "score")
    return Line("∂log P(τ;θ)/∂θ", "score", parts, result, note, "score")


def _change_lines(about: About) -> tuple[Line, ...]:
    log = about.factors.log_probability
    if log is None:
        return (Line("P(τ;θ)", "ink", (), UNKNOWN, WHY_UNKNOWN, "score"),)
    probability, score = Number(math.exp(log)), Number(float(about.scores.sum()), "score")
    change = Number(probability.value * score.value, "score")
    exponential = ("exp", *enclosed(Number(log)))
    return (
        Line("P(τ;θ)", "ink", exponential, probability, "", "score"),
        Line("∂P(τ;θ)/∂θ", "score", product(probability, score), change, "P ∂log P", "score"),
    )
