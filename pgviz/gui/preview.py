"""What is known of an iteration of the past before it has been made again."""

from dataclasses import dataclass

import numpy as np

from pgviz.training.history import History
from pgviz.training.iteration import Scalars


@dataclass(frozen=True)
class Preview:
    """The figures of an iteration, which are exactly those of the whole one."""

    scalars: Scalars
    trajectories: int  # m

    @property
    def number(self) -> int:
        """The iteration's number."""
        return self.scalars.iteration


def preview_of(history: History, number: int) -> Preview:
    """Return the preview of an iteration that the history holds."""
    row = {name: _number(column[number]) for name, column in history.columns.items()}
    return Preview(Scalars(**row), history.hyperparameters_at(number).batch_size)


def _number(value: np.generic) -> int | float:
    return value.item()
