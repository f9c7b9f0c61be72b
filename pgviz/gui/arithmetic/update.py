"""The update: the terms of its direction, the optimiser's step, the next θ."""

import math
from collections.abc import Callable, Mapping

from pgviz.gui.arithmetic.lines import Line, Number, Page, Parts, enclosed, plain, product, total
from pgviz.gui.arithmetic.sentences import of_update
from pgviz.gui.chosen_parameters import chosen_parameter
from pgviz.gui.notation import parameter_label
from pgviz.gui.view import Pointer, View
from pgviz.training.optimizers import (
    ADAM_DECAY,
    ADAM_EPSILON,
    ADAM_SQUARE_DECAY,
    MOMENTUM,
    OptimizerState,
)


def update_page(view: View) -> Page:
    """Return the arithmetic of the update of one parameter."""
    parameter = chosen_parameter(view, view.iteration.estimate.gradient)
    terms = _term_lines(view, parameter)
    name = parameter_label(view.policy.layers, parameter)
    return Page(
        heading=f"iteration {view.iteration.number}, {name}",
        sentence=of_update(view),
        lines=(
            *terms,
            *_direction_lines(terms),
            *STEPS[view.iteration.hyperparameters.optimizer](view, parameter),
            _theta_line(view, parameter),
        ),
        pointer=Pointer(None, None, parameter),
    )


def _term_lines(view: View, parameter: int) -> tuple[Line, ...]:
    """Return ĝ, and the entropy and clipping terms where they act."""
    update, chosen = view.iteration.update, view.iteration.hyperparameters
    lines = [_line("ĝ", "estimate", (), update.gradient[parameter], "the estimate")]
    if chosen.entropy_bonus:
        lines.append(_entropy_line(chosen.entropy_bonus, float(update.entropy[parameter])))
    if update.clipping.any():
        note = f"shortens the direction to {plain(chosen.gradient_clip)}"
        lines.append(_line("clipping term", "negative", (), update.clipping[parameter], note))
    return tuple(lines)


def _entropy_line(bonus: float, value: float) -> Line:
    slope = Number(value / bonus, "score")
    note = "β × slope of the mean entropy"
    return _line("entropy term", "score", product(plain(bonus), slope), value, note)


def _direction_lines(terms: tuple[Line, ...]) -> tuple[Line, ...]:
    if len(terms) == 1:
        return ()
    results = [term.result for term in terms]
    value = sum(result.value for result in results)
    return (_line("direction", "estimate", total(results), value, "for the optimiser"),)


def _sgd(view: View, parameter: int) -> tuple[Line, ...]:
    parts = product(_rate(view), _direction(view, parameter))
    return (_step_line(view, parameter, parts, "step size α × direction"),)


def _momentum(view: View, parameter: int) -> tuple[Line, ...]:
    before, after = _states(view)
    old = 0.0 if before.velocity is None else float(before.velocity[parameter])
    assert after.velocity is not None
    velocity = float(after.velocity[parameter])
    kept = product(plain(MOMENTUM), Number(old, "parameter"))
    parts = (*kept, " + ", *enclosed(_direction(view, parameter)))
    running = _line("velocity v", "parameter", parts, velocity, "0.9 × the last v + direction")
    step = product(_rate(view), Number(velocity, "parameter"))
    return running, _step_line(view, parameter, step, "step size α × v")


def _adam(view: View, parameter: int) -> tuple[Line, ...]:
    _, after = _states(view)
    assert after.velocity is not None
    assert after.squares is not None
    mean = float(after.velocity[parameter]) / (1.0 - ADAM_DECAY**after.count)
    square = float(after.squares[parameter]) / (1.0 - ADAM_SQUARE_DECAY**after.count)
    size = Number(math.sqrt(square), "parameter")
    epsilon = Number(ADAM_EPSILON, "ink", "10⁻⁸")
    parts = (*product(_rate(view), Number(mean, "parameter")), " / (", size, " + ", epsilon, ")")
    return (_step_line(view, parameter, parts, "α × running mean / its usual size"),)


STEPS: Mapping[str, Callable[[View, int], tuple[Line, ...]]] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "adam": _adam,
}


def _step_line(view: View, parameter: int, parts: Parts, note: str) -> Line:
    return _line("step", "parameter", parts, view.iteration.update.step[parameter], note)


def _theta_line(view: View, parameter: int) -> Line:
    iteration = view.iteration
    old = Number(float(iteration.before.theta[parameter]), "parameter")
    step = Number(float(iteration.update.step[parameter]), "parameter")
    value = float(iteration.after.theta[parameter])
    return _line("θ′", "parameter", total([old, step]), value, "samples the next batch")


def _direction(view: View, parameter: int) -> Number:
    return Number(float(view.iteration.update.direction[parameter]), "estimate")


def _rate(view: View) -> Number:
    return plain(view.iteration.hyperparameters.learning_rate)


def _states(view: View) -> tuple[OptimizerState, OptimizerState]:
    """Return the optimiser's states around the update; one of another kind is not carried over."""
    before, after = view.iteration.before.optimizer, view.iteration.after.optimizer
    return (before if before.kind == after.kind else OptimizerState()), after


def _line(name: str, role: str, parts: Parts, value: float, note: str) -> Line:
    return Line(name, role, parts, Number(float(value), role), note, "update")
