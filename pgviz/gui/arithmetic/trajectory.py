"""One trajectory: its return, and what all of its steps add up to."""

import numpy as np

from pgviz.gui.arithmetic.lines import Line, Number, Page, signed_role, sum_of
from pgviz.gui.arithmetic.sentences import of_trajectory
from pgviz.gui.arithmetic.share import share_line
from pgviz.gui.arithmetic.weight import discounted
from pgviz.gui.chosen_parameters import chosen_parameter
from pgviz.gui.notation import gradient_name, parameter_label, trajectory_name
from pgviz.gui.selected_steps import Steps
from pgviz.gui.view import Pointer, View


def trajectory_page(view: View) -> Page:
    """Return the arithmetic of the selected trajectory."""
    steps = Steps.selected(view)
    gradient = steps.estimate.per_trajectory[view.trajectory]
    parameter = chosen_parameter(view, gradient)
    return Page(
        heading=_heading(view, parameter),
        sentence=of_trajectory(),
        lines=(
            _return_line(steps),
            _sum_line(steps, parameter, float(gradient[parameter])),
            _length_line(steps, float(np.linalg.norm(gradient))),
            share_line(steps, float(steps.shares.sum()) / 100.0),
        ),
        pointer=Pointer(view.trajectory, None, parameter),
    )


def _heading(view: View, parameter: int) -> str:
    batch, trajectory = view.iteration.batch, view.trajectory
    length = int(batch.lengths[trajectory])
    end = "ended by the world" if batch.terminated[trajectory] else "cut by the time limit"
    steps = "1 step" if length == 1 else f"{length} steps"
    name = parameter_label(view.policy.layers, parameter)
    return f"{trajectory_name(trajectory)}: {steps}, {end}, {name}"


def _return_line(steps: Steps) -> Line:
    discount = steps.iteration.hyperparameters.discount
    rewards = steps.iteration.batch.rewards[steps.run]
    return Line(
        name="R(τ)",
        role="weight",
        parts=discounted(rewards, discount),
        result=Number(float(rewards @ discount ** np.arange(len(rewards))), "weight"),
        note="its rewards" if discount == 1.0 else "its rewards, discounted",
        phase="weight",
    )


def _sum_line(steps: Steps, parameter: int, value: float) -> Line:
    iteration = steps.iteration
    scores = iteration.evaluation.score.components(np.array([parameter]), steps.run)[:, 0]
    return Line(
        name=gradient_name(steps.trajectory),
        role=signed_role(value),
        parts=sum_of((scores * steps.factors * iteration.batch.size).tolist()),
        result=Number(value, signed_role(value)),
        note="contributions × m",
        phase="sum",
    )


def _length_line(steps: Steps, length: float) -> Line:
    name = f"‖{gradient_name(steps.trajectory)}‖"
    return Line(name, "estimate", (), Number(length, "estimate"), "over all parameters", "sum")
