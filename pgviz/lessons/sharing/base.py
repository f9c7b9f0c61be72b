"""What a share string tells differences from: a scenario, or the defaults."""

import json
import zlib
from typing import Any

from pgviz.environments.world import EnvironmentSpec
from pgviz.lessons.scenarios import scenario
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters

NOWHERE = Experiment(EnvironmentSpec(""), Hyperparameters(), 0)


def base_of(name: str | None) -> Experiment:
    """Return what differences are told from."""
    return NOWHERE if name is None else scenario(name).experiment


def fingerprint(base: Experiment) -> int:
    """Return a number of its own: a later version's scenario of that name may be another."""
    return zlib.crc32(json_of([start_of(base), base.hyperparameters.as_mapping()]))


def start_of(experiment: Experiment) -> dict[str, Any]:
    """Return what a run begins with but for its hyperparameters, by the keys of the JSON."""
    spec = experiment.environment
    return {
        "environment": spec.id,
        "arguments": dict(spec.arguments),
        "seed": experiment.seed,
    }


def json_of(value: object) -> bytes:
    """Return a value as compact JSON; raises TypeError or ValueError for what can't be written."""
    options: dict[str, Any] = {"allow_nan": False, "sort_keys": True, "separators": (",", ":")}
    return json.dumps(value, **options).encode("ascii")
