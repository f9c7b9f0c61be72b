"""What the panels are shown: an immutable record, a place in it, and what is pointed at."""

from dataclasses import dataclass

from pgviz.environments.world import World
from pgviz.estimation.reference import Reference
from pgviz.gui.quantity import Quantity
from pgviz.policies.policy import Policy
from pgviz.training.cursor import Cursor
from pgviz.training.iteration import Iteration
from pgviz.training.studies.draws import EstimateDraws


@dataclass(frozen=True)
class Pointer:
    """What is meant: a trajectory, a time step of it, a parameter of θ, a term of the derivation.

    Each is None where none is meant.
    """

    trajectory: int | None = None
    step: int | None = None
    parameter: int | None = None
    quantity: Quantity | None = None


NOWHERE = Pointer()


@dataclass(frozen=True)
class View:
    """One frame of the window. `selected.trajectory` is never None and exists in the batch."""

    world: World
    policy: Policy
    iteration: Iteration
    cursor: Cursor
    selected: Pointer
    running: bool = False  # at full speed: what is drawn changes with every frame
    replay: int | None = None  # where the agent is shown meanwhile: a time of the trajectory
    reference: Reference | None = None  # at the iteration's θ, where one was drawn
    draws: EstimateDraws | None = None  # of the iteration's ĝ, where many were drawn

    @property
    def trajectory(self) -> int:
        """The selected trajectory."""
        return self.selected.trajectory or 0

    @property
    def is_averaged(self) -> bool:
        """Whether the cursor has come to ĝ: all trajectories are in the average."""
        batch = self.iteration.batch
        return self.cursor.reached_trajectories(batch) == batch.size
