"""The live numbers under the terms of a line, one function a quantity."""

from collections.abc import Callable, Mapping

import numpy as np

from pgviz.gui.derivation.lines import DerivationLine
from pgviz.gui.derivation.magnitude import magnitude
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.numbers import Numbers
from pgviz.gui.format import exact, short
from pgviz.gui.formula.captions import Caption
from pgviz.gui.formula.terms import terms_of
from pgviz.gui.notation import parameter_label, trajectory_name

UNKNOWN_WORLD = Caption(
    "unknown", "This world tells no probabilities: it can be sampled, not looked up."
)
UNKNOWN_VALUE = Caption(
    "unknown here",
    "This world is too large, or tells too little, to be summed up; Ctrl+G draws a reference.",
)
OTHER_ESTIMATOR = "As the line says; θ is moved by the estimator that the form has chosen."

Make = Callable[[Numbers], Caption]


def line_captions(material: Material, line: DerivationLine) -> Mapping[str, Caption]:
    """Return what is known of each term of a line, by the term's name."""
    makers = {**OF_QUANTITY, **OF_LINE.get(line.number, {})}
    numbers = Numbers(material)
    names = {term.name: term.name.rstrip("'") for term in terms_of(line.formula) if term.name}
    made = {key: makers[key](numbers) for key in set(names.values()) if key in makers}
    return {name: made[key] for name, key in names.items() if key in made}


def _log_of_trajectory(log: float | None, numbers: Numbers) -> Caption:
    if log is None:
        return UNKNOWN_WORLD
    return Caption(short(log), f"{_of_trajectory(numbers)}: {exact(log)}")


def _product_of_trajectory(log: float | None, numbers: Numbers, before: str = "") -> Caption:
    """Return the caption of a product that is known by its log: it may be too small for a float."""
    if log is None:
        return UNKNOWN_WORLD
    product, size = float(np.exp(log)), f"its log is {exact(log)}"
    digits = exact(product) if product > 0.0 else magnitude(log)
    return Caption(before + magnitude(log), f"{_of_trajectory(numbers)}: {digits}; {size}")


def _start(numbers: Numbers) -> Caption:
    return _product_of_trajectory(numbers.material.factors.log_start, numbers)


def _dynamics(numbers: Numbers) -> Caption:
    return _product_of_trajectory(numbers.material.factors.sums[1], numbers, "∏ ")


def _policy(numbers: Numbers) -> Caption:
    return _product_of_trajectory(numbers.material.factors.sums[2], numbers, "∏ ")


def _probability(numbers: Numbers) -> Caption:
    return _product_of_trajectory(numbers.material.factors.log_probability, numbers)


def _log_start(numbers: Numbers) -> Caption:
    return _log_of_trajectory(numbers.material.factors.sums[0], numbers)


def _log_dynamics(numbers: Numbers) -> Caption:
    return _log_of_trajectory(numbers.material.factors.sums[1], numbers)


def _log_policy(numbers: Numbers) -> Caption:
    return _log_of_trajectory(numbers.material.factors.sums[2], numbers)


def _log_probability(numbers: Numbers) -> Caption:
    return _log_of_trajectory(numbers.material.factors.log_probability, numbers)


def _constant(make: Make, name: str) -> Make:
    """Return the caption of a part that θ is not in: what it is whatever θ."""

    def constant(numbers: Numbers) -> Caption:
        caption = make(numbers)
        if caption is UNKNOWN_WORLD:
            return Caption("unknown, but without θ", caption.exact)
        return Caption(f"{name} = {caption.text} whatever θ", caption.exact)

    return constant


def _return(numbers: Numbers) -> Caption:
    value = numbers.total_return
    return Caption(short(value), f"{_of_trajectory(numbers)}: {exact(value)}")


def _probability_gradient(numbers: Numbers) -> Caption:
    """∇P = P ∇log P, which may be too small for a float."""
    log = numbers.material.factors.log_probability
    if log is None:
        return UNKNOWN_WORLD
    slope = numbers.shown(numbers.score_sum)
    return Caption(
        _measured(numbers, magnitude(log, slope)),
        f"{_of_trajectory(numbers)}, {_which(numbers)}: {exact(float(np.exp(log)) * slope)}",
    )


def _trajectory_score(numbers: Numbers) -> Caption:
    value = numbers.shown(numbers.score_sum)
    told = f"{_of_trajectory(numbers)}, {_which(numbers)}: {exact(value)}"
    return Caption(_measured(numbers, short(value)), told)


def _score(numbers: Numbers) -> Caption:
    """Of the selected step, or from the least to the most of all steps."""
    scores, step = numbers.scores, numbers.material.selected.step
    if step is not None:
        value = float(scores[step])
        told = f"{_of_trajectory(numbers)}, step t = {step}, {_which(numbers)}: {exact(value)}"
        return Caption(_measured(numbers, f"{short(value)} at t = {step}"), told)
    least, most = float(scores.min()), float(scores.max())
    told = f"{_of_trajectory(numbers)}, {_which(numbers)}: {exact(least)} to {exact(most)}"
    spread = short(least) if short(least) == short(most) else f"{short(least)} to {short(most)}"
    return Caption(_measured(numbers, spread), told)


def _time(numbers: Numbers) -> Caption:
    return Caption(f"T = {numbers.length}", f"{_of_trajectory(numbers)}: {numbers.length} steps")


def _average(numbers: Numbers) -> Caption:
    size = numbers.material.iteration.batch.size
    return Caption(f"1/{size}", f"{size} trajectories: each counts {exact(1.0 / size)}")


def _objective(numbers: Numbers) -> Caption:
    known, reference = numbers.material.iteration.exact, numbers.material.reference
    if known is not None:
        return Caption(short(known.objective), f"exactly {exact(known.objective)}")
    if reference is not None:
        text = _estimated(reference.objective, reference.objective_error)
        return Caption(text, _told(reference.objective, reference.objective_error))
    return UNKNOWN_VALUE


def _gradient(numbers: Numbers) -> Caption:
    known, reference = numbers.material.iteration.exact, numbers.material.reference
    if known is not None:
        value = numbers.shown(known.gradient)
        return Caption(
            _measured(numbers, short(value)), f"{_which(numbers)}, exactly {exact(value)}"
        )
    if reference is not None:
        value, error = numbers.shown(reference.gradient), numbers.shown(reference.standard_error)
        text = _measured(numbers, _estimated(value, error))
        return Caption(text, f"{_which(numbers)}, {_told(value, error)}")
    return UNKNOWN_VALUE


def _estimate(numbers: Numbers) -> Caption:
    value = numbers.shown(numbers.estimate.gradient)
    error = numbers.shown_error(numbers.estimate.standard_error)
    text = _measured(numbers, _estimated(value, error))
    told = f"{_which(numbers)}, {_told(value, error)}"
    if numbers.estimator_is_plain:
        return Caption(text, told)
    return Caption(f"by R(τ): {text}", f"{told}\n{OTHER_ESTIMATOR}")


OF_QUANTITY: Mapping[str, Make] = {
    "start": _start,
    "dynamics": _dynamics,
    "policy": _policy,
    "log-policy": _log_policy,
    "probability": _probability,
    "log-probability": _log_probability,
    "probability-gradient": _probability_gradient,
    "trajectory-score": _trajectory_score,
    "score": _score,
    "return": _return,
    "time": _time,
    "average": _average,
    "objective": _objective,
    "gradient": _gradient,
    "estimate": _estimate,
}
OF_LINE: Mapping[int, Mapping[str, Make]] = {
    7: {"start": _log_start, "dynamics": _log_dynamics},
    8: {
        "start": _constant(_log_start, "log μ"),
        "dynamics": _constant(_log_dynamics, "Σ log P"),
    },
}
"""Where a line writes something else under a quantity."""


def _measured(numbers: Numbers, text: str) -> str:
    return f"length {text}" if numbers.material.selected.parameter is None else text


def _which(numbers: Numbers) -> str:
    parameter = numbers.material.selected.parameter
    if parameter is None:
        return "length"
    return f"component {parameter_label(numbers.material.policy.layers, parameter)}"


def _of_trajectory(numbers: Numbers) -> str:
    return f"of {trajectory_name(numbers.material.trajectory)}"


def _estimated(value: float, error: float | None) -> str:
    return f"≈ {short(value)} ± {'?' if error is None else short(error)}"


def _told(value: float, error: float | None) -> str:
    if error is None:
        return f"≈ {exact(value)}; one trajectory alone tells no standard error"
    return f"≈ {exact(value)} ± {exact(error)} (standard error)"
