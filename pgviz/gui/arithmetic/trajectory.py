"""One trajectory: its return, and what all of its steps add up to."""

import numpy as np

from pgviz.gui.arithmetic.lines import Line, Number, Page, Parts, percent, signed_role, sum_of
from pgviz.gui.arithmetic.sentences import of_trajectory
from pgviz.gui.arithmetic.weight import discounted
from pgviz.gui.notation import gradient_name, parameter_label, trajectory_name
from pgviz.gui.strips.heat_map import largest_parameters
from pgviz.gui.strips.steps import Steps
from pgviz.gui.view import Pointer, View


def trajectory_page(view: View) -> Page:
    """Return the arithmetic of the selected trajectory."""
    gradient = view.iteration.estimate.per_trajectory[view.trajectory]
    wanted = view.selected.parameter
    parameter = int(largest_parameters(gradient, 1)[0]) if wanted is None else wanted
    return Page(
        heading=_heading(view, parameter),
        sentence=of_trajectory(),
        lines=(
            _return_line(view),
            _sum_line(view, parameter),
            _length_line(view),
            _share_line(view),
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


def _return_line(view: View) -> Line:
    batch, discount = view.iteration.batch, view.iteration.hyperparameters.discount
    rewards = batch.rewards[batch.slice(view.trajectory)]
    value = float(rewards @ discount ** np.arange(len(rewards)))
    return Line(
        name="R(τ)",
        role="weight",
        parts=discounted(rewards, discount),
        result=Number(value, "weight"),
        note="its rewards" if discount == 1.0 else "its rewards, discounted",
        phase="weight",
    )


def _sum_line(view: View, parameter: int) -> Line:
    steps, iteration = Steps.selected(view), view.iteration
    scores = iteration.evaluation.score.components(np.array([parameter]), steps.run)[:, 0]
    terms = scores * steps.factors * iteration.batch.size
    value = float(iteration.estimate.per_trajectory[view.trajectory][parameter])
    return Line(
        name=gradient_name(view.trajectory),
        role=signed_role(value),
        parts=sum_of(terms.tolist()),
        result=Number(value, signed_role(value)),
        note="contributions × m",
        phase="sum",
    )


def _length_line(view: View) -> Line:
    gradient = view.iteration.estimate.per_trajectory[view.trajectory]
    value = Number(float(np.linalg.norm(gradient)), "estimate")
    name = f"‖{gradient_name(view.trajectory)}‖"
    return Line(name, "estimate", (), value, "over all parameters", "sum")


def _share_line(view: View) -> Line:
    steps, estimate = Steps.selected(view), view.iteration.estimate
    share = float(steps.shares.sum()) / 100.0
    parts: Parts = ()
    if not steps.why_no_share:
        along = Number(share * estimate.norm, signed_role(share))
        parts = (along, " / ", Number(estimate.norm, "estimate"))
    note = steps.why_no_share or "along ĝ, over ‖ĝ‖"
    return Line("share of ĝ", signed_role(share), parts, percent(share), note, "sum")
