"""The live numbers that stand under the terms of the formula."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pgviz.gui.estimate.target import norm_of
from pgviz.gui.format import exact, short
from pgviz.gui.selected_steps import Steps
from pgviz.gui.view import View
from pgviz.training.cursor import PHASES, Phase

# Which phase computes a term.
PHASE_OF_TERM: Mapping[str, Phase] = {
    "score": "score",
    "weight": "weight",
    "discount": "weight",
    "time": "sum",
    "trajectory": "average",
    "average": "average",
    "estimate": "average",
    "target": "average",
}


@dataclass(frozen=True)
class Caption:
    """A number under a term, as it is written and with all of its digits."""

    text: str
    exact: str


def not_reached(view: View) -> frozenset[str]:
    """Return the names of the terms that belong to phases after the cursor's."""
    now = PHASES.index(view.cursor.phase)
    return frozenset(name for name, phase in PHASE_OF_TERM.items() if PHASES.index(phase) > now)


def captions(view: View, step: int | None) -> Mapping[str, Caption]:
    """Return what is known of each term, by its name: of a step if one is given."""
    steps = Steps.selected(view)
    found = _of_batch(steps) | _of_target(view)
    if step is not None:
        found |= _of_step(steps, step)
    elif np.ptp(steps.weights) == 0.0:  # the same at every step
        found["weight"] = _caption(float(steps.weights[0]))
    return found


def _of_batch(steps: Steps) -> dict[str, Caption]:
    batch, average = steps.iteration.batch, steps.iteration.hyperparameters.average
    count = batch.size if average == "trajectories" else batch.steps
    return {
        "estimate": _caption(steps.estimate.norm, "‖ĝ‖ "),
        "average": Caption(f"1/{count}", repr(1.0 / count)),
        "trajectory": Caption(f"i = {steps.trajectory + 1}", ""),
        "time": Caption(f"T = {batch.lengths[steps.trajectory]}", ""),
    }


def _of_target(view: View) -> dict[str, Caption]:
    known = view.iteration.exact
    return {} if known is None else {"target": _caption(norm_of(known.gradient), "‖∇J‖ ")}


def _of_step(steps: Steps, step: int) -> dict[str, Caption]:
    norms = steps.iteration.estimate.score_norms[steps.run]
    return {
        "time": Caption(f"t = {step}", ""),
        "discount": _caption(float(steps.coefficients[step])),
        "score": _caption(float(norms[step]), "length "),
        "weight": _caption(float(steps.weights[step])),
    }


def _caption(value: float, before: str = "") -> Caption:
    return Caption(before + short(value), exact(value))
