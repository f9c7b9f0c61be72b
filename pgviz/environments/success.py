"""When a trajectory has succeeded: each world that has a goal says how one sees it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import Batch, freeze


@dataclass(frozen=True)
class Success:
    """How one sees that a trajectory has succeeded; `sentence` says it."""

    sentence: str
    of: Callable[[Batch], np.ndarray]  # [trajectories] bool


def _is_paid_at_its_end(batch: Batch) -> np.ndarray:
    return freeze(batch.terminated & (batch.rewards[batch.offsets[1:] - 1] > 0.0))


def _has_terminated(batch: Batch) -> np.ndarray:
    return batch.terminated


def _has_lasted(batch: Batch) -> np.ndarray:
    return batch.truncated


PAID = Success("A trajectory succeeds that terminates with a positive reward.", _is_paid_at_its_end)
ARRIVED = Success("A trajectory succeeds that terminates: only the goal ends it.", _has_terminated)
LASTED = Success("A trajectory succeeds that lasts as long as it may.", _has_lasted)
