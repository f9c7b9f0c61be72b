"""The average over trajectories: ĝ, and how sure one can be of it."""

import math

import numpy as np

from pgviz.estimation.estimate import GradientEstimate
from pgviz.gui.arithmetic.lines import Line, Number, Page, largest_of, signed_role
from pgviz.gui.arithmetic.sentences import of_average
from pgviz.gui.chosen_parameters import chosen_parameter
from pgviz.gui.format import short
from pgviz.gui.notation import parameter_label
from pgviz.gui.selected_steps import Steps
from pgviz.gui.view import Pointer, View
from pgviz.training.cursor import Phase

CERTAIN = 100  # standard errors: how many more there are says nothing


def average_page(view: View) -> Page:
    """Return the arithmetic of the average over trajectories."""
    parameter = chosen_parameter(view, view.iteration.estimate.gradient)
    estimate = Steps.selected(view).estimate
    return Page(
        heading=_heading(view, parameter),
        sentence=of_average(view),
        lines=(
            *_partial_lines(view, estimate, parameter),
            _mean_line(estimate, parameter),
            *_error_lines(estimate, parameter),
            _length_line(estimate),
            *_noise_lines(estimate),
        ),
        pointer=Pointer(None, None, parameter),
    )


def _heading(view: View, parameter: int) -> str:
    size = view.iteration.batch.size
    many = "1 trajectory" if size == 1 else f"{size} trajectories"
    return f"{many}, {parameter_label(view.policy.layers, parameter)}"


def _partial_lines(view: View, estimate: GradientEstimate, parameter: int) -> tuple[Line, ...]:
    """Return the mean over the trajectories that the average has come to, while it is made."""
    batch = view.iteration.batch
    reached = view.cursor.reached_trajectories(batch)
    if view.cursor.phase != "average" or reached == batch.size:
        return ()
    gradients = estimate.per_trajectory[:reached, parameter]
    value = float(gradients.mean())
    name, note = f"first {reached}", f"{reached} of {batch.size} so far"
    return (_mean_of(name, gradients, Number(value, signed_role(value)), note, "sum"),)


def _mean_line(estimate: GradientEstimate, parameter: int) -> Line:
    value = float(estimate.gradient[parameter])
    gradients = estimate.per_trajectory[:, parameter]
    return _mean_of("ĝ", gradients, Number(value, signed_role(value)), "the mean of the gᵢ")


def _mean_of(
    name: str, gradients: np.ndarray, result: Number, note: str, phase: Phase = "average"
) -> Line:
    terms = largest_of([Number(each, signed_role(each)) for each in gradients.tolist()])
    count = len(gradients)
    parts = ("(", *terms, ") / ", Number(float(count), "ink", str(count))) if count > 1 else terms
    return Line(name, "estimate", parts, result, note, phase)


def _error_lines(estimate: GradientEstimate, parameter: int) -> tuple[Line, ...]:
    if estimate.standard_error is None:
        return ()
    error, count = float(estimate.standard_error[parameter]), len(estimate.per_trajectory)
    spread = Number(error * math.sqrt(count))
    parts = (spread, " / √", Number(float(count), "ink", str(count)))
    note = _compared(abs(float(estimate.gradient[parameter])), error)
    return (Line("standard error", "ink", parts, Number(error), note, "average"),)


def _compared(size: float, error: float) -> str:
    if not error:
        return "all gᵢ are equal"
    times = f"over {CERTAIN}" if size > CERTAIN * error else short(size / error, 2)
    return f"ĝ is {times} times as large"


def _length_line(estimate: GradientEstimate) -> Line:
    length = Number(estimate.norm, "estimate")
    return Line("‖ĝ‖", "estimate", (), length, "over all parameters", "average")


def _noise_lines(estimate: GradientEstimate) -> tuple[Line, ...]:
    ratio = estimate.signal_to_noise
    if ratio is None:
        return ()
    note = "‖ĝ‖² over its squared error: 1 is noise"
    return (Line("signal²/noise²", "ink", (), Number(ratio), note, "average"),)
