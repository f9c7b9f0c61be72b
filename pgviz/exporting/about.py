"""What a file says of the run it comes from."""

from typing import Any

from pgviz import __version__
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.mistakes import mark_of, sentence_of
from pgviz.training.experiment import Experiment


def as_written(experiment: Experiment) -> dict[str, Any]:
    """Return what a file says of the experiment it comes from."""
    return {
        "version": __version__,
        "scenario": experiment.scenario,
        "env": experiment.environment.id,
        "env_args": dict(experiment.environment.arguments),
        "seed": experiment.seed,
        "hyperparameters": experiment.hyperparameters.as_mapping(),
        "mistake": spoilt_by(experiment.hyperparameters.estimator),
    }


def spoilt_by(estimator: Estimator) -> str | None:
    """Return in words which mistake has spoilt what a file holds, None if none."""
    mark = mark_of(estimator)
    return f"{mark}. {sentence_of(estimator)}" if mark else None
