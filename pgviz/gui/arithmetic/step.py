"""One step: its score, its weight, and what the two contribute to one component of ĝ."""

import numpy as np

from pgviz.environments.spaces import Discrete, Space
from pgviz.gui.arithmetic.lines import (
    Line,
    Number,
    Page,
    percent,
    plain,
    product,
    signed_role,
)
from pgviz.gui.arithmetic.score import largest_parameter, score_line
from pgviz.gui.arithmetic.sentences import of_step
from pgviz.gui.arithmetic.share import share_line
from pgviz.gui.arithmetic.weight import discount_power, weight_lines
from pgviz.gui.format import short
from pgviz.gui.notation import parameter_label, trajectory_name, weighs_by_time
from pgviz.gui.selected_steps import Steps
from pgviz.gui.view import Pointer, View

ROUNDING = 1e-12  # of a contribution: a component of ĝ as small is none


def step_page(view: View, step: int) -> Page:
    """Return the arithmetic of a step of the selected trajectory."""
    steps = Steps.selected(view)
    flat = steps.run.start + step
    wanted = view.selected.parameter
    parameter = largest_parameter(view, flat) if wanted is None else wanted
    score = score_line(view, flat, parameter)
    return Page(
        heading=_heading(view, flat, step, parameter),
        sentence=of_step(steps, step),
        lines=(
            score,
            *weight_lines(steps, step),
            *_coefficient_lines(steps, step),
            _contribution_line(steps, step, score.result, parameter),
            share_line(steps, float(steps.shares[step]) / 100.0),
        ),
        pointer=Pointer(view.trajectory, step, parameter),
    )


def described(space: Space, value: np.ndarray | np.generic) -> str:
    """Return an observation or action by its name, or its numbers."""
    if isinstance(space, Discrete):
        return space.names[int(value)]
    numbers = ", ".join(short(float(number), 2) for number in np.atleast_1d(value))
    return f"({numbers})" if space.size > 1 else numbers


def _heading(view: View, flat: int, step: int, parameter: int) -> str:
    batch, world = view.iteration.batch, view.world
    state = described(world.observations, batch.observations[flat])
    action = described(world.actions, batch.actions[flat])
    name = parameter_label(view.policy.layers, parameter)
    return f"{trajectory_name(view.trajectory)}, t = {step}, {name}: a = {action}, s = {state}"


def _coefficient_lines(steps: Steps, step: int) -> tuple[Line, ...]:
    hyperparameters = steps.iteration.hyperparameters
    if not weighs_by_time(hyperparameters.estimator):
        return ()
    parts = discount_power(hyperparameters.discount, step) or (plain(1.0),)
    result = Number(float(steps.coefficients[step]))
    return (Line("γᵗ", "ink", parts, result, "late steps count less", "weight"),)


def _contribution_line(steps: Steps, step: int, score: Number, parameter: int) -> Line:
    value = score.value * float(steps.factors[step])
    return Line(
        name="contribution",
        role=signed_role(value),
        parts=(*product(score, *_factors(steps, step)), " / ", _divisor(steps)),
        result=Number(value, signed_role(value)),
        note=_compared(value, float(steps.estimate.gradient[parameter])),
        phase="sum",
    )


def _compared(value: float, component: float) -> str:
    if abs(component) <= ROUNDING * abs(value):
        return "this component of ĝ is 0"
    return f"{percent(value / component)} of this component of ĝ"


def _factors(steps: Steps, step: int) -> tuple[Number, ...]:
    weight = Number(float(steps.weights[step]), "weight")
    if not weighs_by_time(steps.iteration.hyperparameters.estimator):
        return (weight,)
    return Number(float(steps.coefficients[step])), weight


def _divisor(steps: Steps) -> Number:
    """Return what the sum of all contributions is divided by: m, or the number of steps."""
    batch, average = steps.iteration.batch, steps.iteration.hyperparameters.average
    count = batch.size if average == "trajectories" else batch.steps
    return Number(float(count), "ink", str(count))
