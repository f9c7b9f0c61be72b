"""What many draws of ĝ have shown: as JSON, and as a table to read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from pgviz.cli.experiments import title_of
from pgviz.estimation.directions import Directions
from pgviz.estimation.estimator_quality import ExactQuality
from pgviz.estimation.exact import Exact
from pgviz.estimation.quality import DrawMoments
from pgviz.exporting.about import as_written
from pgviz.policies.layers import Layer, parameter_name
from pgviz.training.experiment import Experiment

MOST_ROWS = 20  # parameters that the table shows


@dataclass(frozen=True)
class Study:
    """Draws of ĝ at θ [parameters], whose numbers `layers` name."""

    experiment: Experiment
    layers: tuple[Layer, ...]
    theta: np.ndarray
    exact: Exact | None
    estimate: DrawMoments
    quality: ExactQuality | str  # of the estimator, exactly; or why that is unknown

    @property
    def columns(self) -> dict[str, np.ndarray]:
        """What the table shows of every parameter, by heading."""
        gradient = {} if self.exact is None else {"exact ∇J": self.exact.gradient}
        mean, variance = _exact_columns(self.quality)
        drawn = {
            "mean of ĝ": self.estimate.mean,
            "std error": self.estimate.standard_error,
            "variance": self.estimate.variance,
        }
        return {**gradient, **mean, **drawn, **variance}


def _exact_columns(quality: ExactQuality | str) -> tuple[dict[str, np.ndarray], ...]:
    if isinstance(quality, str):
        return {}, {}
    return {"exact E[ĝ]": quality.expectation}, {"exact variance": quality.variance}


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
            "zero_share": _zero_share(estimate.directions),
        },
        "exact_variance": _quality_json(study.quality),
    }


def _quality_json(quality: ExactQuality | str) -> dict[str, Any]:
    if isinstance(quality, str):
        return {"how": None, "unknown": quality}
    return {
        "how": quality.how,
        "mean": quality.expectation,
        "variance": quality.variance,
        "wrong_direction_share": quality.wrong_direction_share,
        "zero_share": _zero_share(quality.directions),
    }


def _zero_share(found: Directions | None) -> float | None:
    """Return which part of the wrong-direction share doesn't point away: ⟨ĝ, ∇J⟩ is 0."""
    return None if found is None else found.zero


def study_lines(study: Study) -> Iterator[str]:
    """Yield a study as text, the largest parameters of the mean where there are many."""
    size, estimate = study.experiment.hyperparameters.batch_size, study.estimate
    yield f"{title_of(study.experiment)}: {estimate.count:,} draws of ĝ, m = {size}"
    if study.exact is not None:
        yield f"J(θ) = {study.exact.objective:.6g} exactly"
    yield ""
    yield from _table(study)
    yield ""
    if estimate.directions is not None:
        yield f"Of the draws {_directed(estimate.directions)}{_exactly(study.quality)}"
    yield _about(study.quality)


def _exactly(quality: ExactQuality | str) -> str:
    if isinstance(quality, str) or quality.directions is None:
        return ""
    return f"; exactly {quality.directions.away:.1%} and {quality.directions.zero:.1%}"


def _directed(found: Directions) -> str:
    """Return where ĝ leads: one that is 0 along ∇J, or 0 altogether, points nowhere."""
    return f"{found.away:.1%} point away from ∇J, {found.zero:.1%} are 0 along it"


def _about(quality: ExactQuality | str) -> str:
    if isinstance(quality, str):
        return f"No exact variance: {quality[0].lower()}{quality[1:]}"
    return f"E[ĝ] and the exact variance come from {quality.how}"


def _table(study: Study) -> Iterator[str]:
    shown, columns = _largest(study.estimate.mean), study.columns
    names = [parameter_name(study.layers, index) for index in shown]
    first, widths = max(map(len, names)), [max(13, len(heading) + 2) for heading in columns]
    yield _row("", first, columns, widths)
    for name, index in zip(names, shown, strict=True):
        numbers = [f"{values[index]:.5g}" for values in columns.values()]
        yield _row(name, first, numbers, widths)
    if len(shown) < len(study.theta):
        yield f"… the {len(shown)} largest of {len(study.theta):,} parameters; --json has them all"


def _largest(mean: np.ndarray) -> list[int]:
    order = np.argsort(-np.abs(mean), kind="stable")
    return sorted(order[:MOST_ROWS].tolist())


def _row(name: str, first: int, cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"{name:{first}}{''.join(padded)}"
