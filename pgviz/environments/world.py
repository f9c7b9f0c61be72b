"""A world: what a policy acts in, and how a batch of trajectories is drawn from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.environments.layout import GridLayout
from pgviz.environments.randomness import Draws
from pgviz.environments.spaces import Space
from pgviz.environments.tabular import TabularMDP

Act = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""act(observations [n, ...], uniforms [n, width]) -> actions [n] int or [n, size] float."""

Checkpoint = Callable[[], None]
"""Called between two steps, however many copies take one; may rest, or raise to abandon all."""


def proceed() -> None:
    """The checkpoint that never rests."""


@dataclass(frozen=True)
class EnvironmentSpec:
    """A registered Gymnasium id (or module:Id) and the arguments it is made with."""

    id: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


class World(Protocol):
    """What training, drawing and exact computation need to know of an environment."""

    spec: EnvironmentSpec
    title: str
    observations: Space
    actions: Space
    mdp: TabularMDP | None  # the exact dynamics, where the states can be listed
    layout: GridLayout | None  # where its states lie, if the world is a grid
    time_limit: int | None  # the environment's own horizon, in steps

    def sample(
        self,
        act: Act,
        width: int,
        draws: Draws,
        batch_size: int,
        horizon: int,
        checkpoint: Checkpoint = proceed,
    ) -> Batch:
        """Return `batch_size` trajectories of at most min(horizon, time_limit) steps.

        `width` is the count of uniforms an action takes. The same arguments give the same bytes.
        Raises IterationFailed with trajectory, step and quantity where the environment fails.
        """
        ...

    def close(self) -> None:
        """Release the environment's own resources."""
        ...
