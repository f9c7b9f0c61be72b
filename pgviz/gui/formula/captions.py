"""The live numbers that stand under the terms of the formula."""

from collections.abc import Mapping
from dataclasses import dataclass

from pgviz.gui.format import exact, short
from pgviz.gui.strips.steps import weights_without_noise
from pgviz.gui.view import View


@dataclass(frozen=True)
class Caption:
    """A number under a term, as it is written and with all of its digits."""

    text: str
    exact: str


def captions(view: View, step: int | None) -> Mapping[str, Caption]:
    """Return what is known of each term, by its name: of a step if one is given."""
    found = _of_batch(view)
    if step is not None:
        found |= _of_step(view, int(view.iteration.batch.offsets[view.trajectory]) + step)
        found["time"] = Caption(f"t = {step}", "")
    elif view.iteration.hyperparameters.return_ == "whole":
        found["weight"] = _weight(view, int(view.iteration.batch.offsets[view.trajectory]))
    return found


def _of_batch(view: View) -> dict[str, Caption]:
    batch, average = view.iteration.batch, view.iteration.hyperparameters.average
    count = batch.size if average == "trajectories" else batch.steps
    length = int(batch.lengths[view.trajectory])
    return {
        "estimate": _caption(view.iteration.estimate.norm, "‖ĝ‖ "),
        "average": Caption(f"1/{count}", repr(1.0 / count)),
        "trajectory": Caption(f"i = {view.trajectory + 1}", ""),
        "time": Caption(f"T = {length}", ""),
    }


def _of_step(view: View, flat: int) -> dict[str, Caption]:
    iteration = view.iteration
    return {
        "discount": _caption(float(iteration.weights.coefficients[flat])),
        "score": _caption(float(iteration.estimate.score_norms[flat]), "length "),
        "weight": _weight(view, flat),
    }


def _weight(view: View, flat: int) -> Caption:
    return _caption(float(weights_without_noise(view.iteration.weights)[flat]))


def _caption(value: float, before: str = "") -> Caption:
    return Caption(before + short(value), exact(value))
