"""How trajectories and the estimator are written in a line of text."""

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
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def superscript(number: int) -> str:
    """Return a whole number from 0 on as a superscript."""
    return str(number).translate(_SUPERSCRIPT)


def trajectory_name(trajectory: int) -> str:
    """Return e.g. τ⁽¹⁰⁾ for trajectory 9: the formula counts them from 1."""
    return f"τ⁽{superscript(trajectory + 1)}⁾"


def weight_formula(estimator: Estimator) -> str:
    """Return ψ in the estimator's own terms, e.g. (Gₜ − b)/σ."""
    difference = _difference(estimator)
    if not estimator.standardise:
        return difference
    return f"{_factor(estimator, difference)}/σ"


def step_formula(estimator: Estimator) -> str:
    """Return what a step contributes, before averaging, e.g. ∇log π(aₜ|sₜ) · R(τ)."""
    discount = "γᵗ " if weighs_by_time(estimator) else ""
    weight = weight_formula(estimator)
    factor = weight if estimator.standardise else _factor(estimator, weight)
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
    return RETURNS[estimator.return_] + (f" − {baseline}" if baseline else "")


def _factor(estimator: Estimator, difference: str) -> str:
    return difference if estimator.baseline == "none" else f"({difference})"


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
