"""What many draws of ĝ have shown: as JSON, and as a table to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from pgviz.cli.experiments import as_written, title_of
from pgviz.estimation.exact import Exact
from pgviz.estimation.quality import DrawMoments
from pgviz.policies.layers import Layer, parameter_name
from pgviz.training.experiment import Experiment

MOST_ROWS = 20  # parameters that the table shows
HEADINGS = ("exact ∇J", "mean of ĝ", "std error", "variance")


@dataclass(frozen=True)
class Study:
    """Draws of ĝ at θ [parameters], whose numbers `layers` name."""

    experiment: Experiment
    layers: tuple[Layer, ...]
    theta: np.ndarray
    exact: Exact | None
    estimate: DrawMoments


def study_json(study: Study) -> dict[str, Any]:
    """Return what a file says of a study."""
    exact, estimate = study.exact, study.estimate
    return {
        **as_written(study.experiment),
        "parameters": [parameter_name(study.layers, index) for index in range(len(study.theta))],
        "theta": study.theta,
        "exact": None if exact is None else {"J": exact.objective, "gradient": exact.gradient},
        "estimate": {
            "draws": estimate.count,
            "batch_size": study.experiment.hyperparameters.batch_size,
            "mean": estimate.mean,
            "standard_error": estimate.standard_error,
            "variance": estimate.variance,
            "wrong_direction_share": estimate.wrong_direction_share,
        },
    }


def study_lines(study: Study) -> Iterator[str]:
    """Yield a study as text, the largest parameters of the mean where there are many."""
    size, estimate = study.experiment.hyperparameters.batch_size, study.estimate
    yield f"{title_of(study.experiment)}: {estimate.count:,} draws of ĝ, m = {size}"
    if study.exact is not None:
        yield f"J(θ) = {study.exact.objective:.6g} exactly"
    yield ""
    yield from _table(study)
    if estimate.wrong_direction_share is not None:
        yield ""
        yield f"{estimate.wrong_direction_share:.1%} of the draws point away from ∇J"


def _table(study: Study) -> Iterator[str]:
    shown = _largest(study.estimate.mean)
    names = [parameter_name(study.layers, index) for index in shown]
    width = max(map(len, names))
    first = 0 if study.exact is not None else 1  # no column without an exact value
    yield _row("", HEADINGS[first:], width)
    for name, index in zip(names, shown, strict=True):
        numbers = [f"{number:.5g}" for number in _numbers(study, index)]
        yield _row(name, numbers, width)
    if len(shown) < len(study.theta):
        yield f"… the {len(shown)} largest of {len(study.theta):,} parameters; --json has them all"


def _largest(mean: np.ndarray) -> list[int]:
    order = np.argsort(-np.abs(mean), kind="stable")
    return sorted(order[:MOST_ROWS].tolist())


def _numbers(study: Study, index: int) -> Iterator[float]:
    if study.exact is not None:
        yield study.exact.gradient[index]
    estimate = study.estimate
    for values in (estimate.mean, estimate.standard_error, estimate.variance):
        yield values[index]


def _row(name: str, cells: list[str] | tuple[str, ...], width: int) -> str:
    return f"{name:{width}}" + "".join(f"{cell:>13}" for cell in cells)
