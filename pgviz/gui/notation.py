"""How trajectories and the estimator are written in a line of text."""

from dataclasses import replace

from pgviz.estimation.estimator import Estimator
from pgviz.policies.layers import Layer

RETURNS = {"whole": "R(τ)", "to-go": "Gₜ"}
BASELINES = {
    "none": "",
    "mean": "b",
    "leave-one-out": "b₋ᵢ",
    "time": "bₜ",
    "value": "V(sₜ)",
    "optimal": "b*",
}
MISTAKEN = {  # what a mistake takes for ψ, from ψ as it is meant, alone and as a factor
    "mean-log": "mean({0})",
    "sign": "−{1}",
    "shifted": "[{0}]ₜ₊₁",
    "action-baseline": "{0} − b(aₜ)",
}
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def superscript(number: int) -> str:
    """Return a whole number as a superscript."""
    return str(number).translate(_SUPERSCRIPT)


def trajectory_name(trajectory: int) -> str:
    """Return e.g. τ⁽¹⁰⁾ for trajectory 9: the formula counts them from 1."""
    return f"τ⁽{superscript(trajectory + 1)}⁾"


def weight_formula(estimator: Estimator) -> str:
    """Return ψ in the estimator's own terms, e.g. (Gₜ − b)/σ, or what a mistake makes of it."""
    meant = meant_formula(estimator)
    factor = _enclosed(meant, is_sum(replace(estimator, mistake="none")))
    return MISTAKEN.get(estimator.mistake, "{0}").format(meant, factor)


def meant_formula(estimator: Estimator) -> str:
    """Return ψ in the estimator's own terms as it is without a mistake in it."""
    difference = _difference(estimator)
    if not estimator.standardise:
        return difference
    return f"{_enclosed(difference, estimator.baseline != 'none')}/σ"


def return_symbol(estimator: Estimator) -> str:
    """Return R(τ) or Gₜ; of rewards that are discounted twice, R′(τ) or G′ₜ."""
    symbol = RETURNS[estimator.return_]
    twice = estimator.mistake == "discount-twice"
    return f"{symbol[0]}′{symbol[1:]}" if twice else symbol


def is_sum(estimator: Estimator) -> bool:
    """Return whether ψ is written as a sum, or with a sign, and so in parentheses as a factor."""
    if estimator.mistake in MISTAKEN:
        return estimator.mistake in ("sign", "action-baseline")
    return estimator.baseline != "none" and not estimator.standardise


def step_formula(estimator: Estimator) -> str:
    """Return what a step contributes, before averaging, e.g. ∇log π(aₜ|sₜ) · R(τ)."""
    discount = "γᵗ " if weighs_by_time(estimator) else ""
    factor = _enclosed(weight_formula(estimator), is_sum(estimator))
    return f"{discount}∇log π(aₜ|sₜ) · {factor}"


def contribution_formula(estimator: Estimator) -> str:
    """Return what a step contributes to ĝ; N is the number of steps, m that of trajectories."""
    return f"{step_formula(estimator)} / {'m' if estimator.average == 'trajectories' else 'N'}"


def weighs_by_time(estimator: Estimator) -> bool:
    """Return whether c_t = γ^t differs from 1."""
    to_go = estimator.return_ == "to-go"
    return to_go and estimator.discount_weighting and estimator.discount < 1.0


def _difference(estimator: Estimator) -> str:
    baseline = BASELINES[estimator.baseline]
    return return_symbol(estimator) + (f" − {baseline}" if baseline else "")


def _enclosed(formula: str, needed: bool) -> str:
    return f"({formula})" if needed else formula


def gradient_name(trajectory: int) -> str:
    """Return e.g. g₁₀ for trajectory 9: what its steps add up to."""
    return f"g{str(trajectory + 1).translate(_SUBSCRIPT)}"


def short_parameter_name(layers: tuple[Layer, ...], parameter: int) -> str:
    """Return a parameter's name without its layer, which a unit's own name tells."""
    layer = next(layer for layer in layers if parameter < layer.span.stop)
    return layer.parameter_name(parameter)


def parameter_label(layers: tuple[Layer, ...], parameter: int) -> str:
    """Return e.g. θ[c3 down]."""
    return f"θ[{short_parameter_name(layers, parameter)}]"
