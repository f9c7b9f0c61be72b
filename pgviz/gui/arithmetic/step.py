"""One step: its score, its weight, and what the two contribute to one component of ĝ."""

import numpy as np

from pgviz.environments.spaces import Discrete, Space
from pgviz.gui.arithmetic.lines import (
    Line,
    Number,
    Page,
    Parts,
    percent,
    plain,
    product,
    signed_role,
)
from pgviz.gui.arithmetic.score import largest_parameter, score_line
from pgviz.gui.arithmetic.sentences import of_step
from pgviz.gui.arithmetic.weight import discount_power, weight_lines
from pgviz.gui.format import short
from pgviz.gui.notation import parameter_label, trajectory_name, weighs_by_time
from pgviz.gui.strips.steps import Steps
from pgviz.gui.view import Pointer, View


def step_page(view: View, step: int) -> Page:
    """Return the arithmetic of a step of the selected trajectory."""
    flat = int(view.iteration.batch.offsets[view.trajectory]) + step
    wanted = view.selected.parameter
    parameter = largest_parameter(view, flat) if wanted is None else wanted
    score = score_line(view, flat, parameter)
    return Page(
        heading=_heading(view, flat, step, parameter),
        sentence=of_step(view, step),
        lines=(
            score,
            *weight_lines(view, flat),
            *_coefficient_lines(view, flat),
            _contribution_line(view, flat, score.result, parameter),
            _share_line(view, flat),
        ),
        pointer=Pointer(view.trajectory, step, parameter),
    )


def described(space: Space, value: np.ndarray | np.generic) -> str:
    """Return an observation or action by its name, or its numbers."""
    if isinstance(space, Discrete):
        return space.names[int(value)]
    numbers = ", ".join(short(float(number), 2) for number in np.atleast_1d(value))
    return f"({numbers})" if space.size > 1 else numbers


def contribution_factor(view: View, flat: int) -> float:
    """Return c_t ψ_t / m."""
    steps = Steps.selected(view)
    return float(steps.factors[flat - steps.run.start])


def divisor(view: View) -> Number:
    """Return what the sum of all contributions is divided by: m, or the number of steps."""
    batch, average = view.iteration.batch, view.iteration.hyperparameters.average
    count = batch.size if average == "trajectories" else batch.steps
    return Number(float(count), "ink", str(count))


def _heading(view: View, flat: int, step: int, parameter: int) -> str:
    batch, world = view.iteration.batch, view.world
    state = described(world.observations, batch.observations[flat])
    action = described(world.actions, batch.actions[flat])
    name = parameter_label(view.policy.layers, parameter)
    return f"{trajectory_name(view.trajectory)}, t = {step}, {name}: a = {action}, s = {state}"


def _coefficient_lines(view: View, flat: int) -> tuple[Line, ...]:
    iteration = view.iteration
    if not weighs_by_time(iteration.hyperparameters.estimator):
        return ()
    discount, time = iteration.hyperparameters.discount, int(iteration.batch.times[flat])
    value = float(iteration.weights.coefficients[flat])
    parts = discount_power(discount, time) or (plain(1.0),)
    return (Line("γᵗ", "ink", parts, Number(value), "late steps count less", "weight"),)


def _contribution_line(view: View, flat: int, score: Number, parameter: int) -> Line:
    value = score.value * contribution_factor(view, flat)
    return Line(
        name="contribution",
        role=signed_role(value),
        parts=(*product(score, *_factors(view, flat)), " / ", divisor(view)),
        result=Number(value, signed_role(value)),
        note=_compared(value, float(view.iteration.estimate.gradient[parameter])),
        phase="sum",
    )


def _compared(value: float, component: float) -> str:
    return f"{percent(value / component)} of ĝ here" if component else "ĝ is 0 here"


def _factors(view: View, flat: int) -> tuple[Number, ...]:
    steps = Steps.selected(view)
    weight = Number(float(steps.weights[flat - steps.run.start]), "weight")
    if not weighs_by_time(view.iteration.hyperparameters.estimator):
        return (weight,)
    return Number(float(view.iteration.weights.coefficients[flat])), weight


def _share_line(view: View, flat: int) -> Line:
    steps, norm = Steps.selected(view), view.iteration.estimate.norm
    share = float(steps.shares[flat - steps.run.start]) / 100.0
    along = Number(share * norm, signed_role(share))
    parts: Parts = () if steps.why_no_share else (along, " / ", Number(norm, "estimate"))
    note = steps.why_no_share or "along ĝ, over ‖ĝ‖"
    return Line("share of ĝ", signed_role(share), parts, percent(share), note, "sum")
