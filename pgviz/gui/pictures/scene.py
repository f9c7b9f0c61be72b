"""A view of the trajectories, with what every picture of them asks."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.environments.spaces import Box, Discrete
from pgviz.gui.pictures.return_colors import ReturnColors
from pgviz.gui.theme import Theme
from pgviz.gui.view import View

MOST_PATHS = 200  # drawn at once; more can't be told apart
MOST_PLACES = 6000  # drawn at once: about a millisecond


@dataclass(frozen=True)
class Places:
    """States of some trajectories, one trajectory after the other, each in the order of time."""

    trajectories: np.ndarray  # [places] int
    times: np.ndarray  # [places] int: t of s_t, up to T for the last state

    def look_up(self, batch: Batch, values: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Return `values` [steps, ...] at every place, and `last` [trajectories, ...] at T."""
        steps = batch.offsets[self.trajectories] + self.times
        found = values[np.minimum(steps, batch.steps - 1)]
        ended = self.times == batch.lengths[self.trajectories]
        found[ended] = last[self.trajectories[ended]]
        return found

    def thinned(self, stride: int) -> "Places":
        """Return every so many places, and the last of every trajectory."""
        if stride <= 1:
            return self
        is_last = np.append(self.trajectories[1:] != self.trajectories[:-1], True)
        kept = is_last | (self.times % stride == 0)
        return Places(self.trajectories[kept], self.times[kept])


@dataclass(frozen=True)
class Scene:
    """What is to be drawn of a view, how far the sampling has come, and in which colours."""

    view: View
    theme: Theme
    returns: np.ndarray  # [trajectories] R(τ)
    colors: ReturnColors

    @property
    def batch(self) -> Batch:
        return self.view.iteration.batch

    @property
    def selected(self) -> int:
        """The selected trajectory."""
        return self.view.trajectory

    @cached_property
    def reached(self) -> np.ndarray:
        """How many steps of each trajectory have been sampled, [trajectories] int."""
        steps = self.view.cursor.reached_steps(self.batch, "sample")
        return np.clip(steps - self.batch.offsets[:-1], 0, self.batch.lengths)

    @property
    def agent_time(self) -> int:
        """Which state s_t of the selected trajectory the agent stands in."""
        reached, step = int(self.reached[self.selected]), self.view.selected.step
        if self.view.replay is not None:
            return min(self.view.replay, reached)
        return reached if step is None else min(step, reached)

    @property
    def observations(self) -> np.ndarray:
        """What is observed, [steps, size]; a listed observation as its number."""
        return _columns(self.batch.observations)

    @property
    def last_observations(self) -> np.ndarray:
        """What is observed of s_T, [trajectories, size]."""
        return _columns(self.batch.last_observations)

    @property
    def state_names(self) -> tuple[str, ...]:
        """What listed states are called; what is observed where the world tells no more."""
        world = self.view.world
        assert isinstance(world.observations, Discrete)
        return world.observations.names if world.mdp is None else world.mdp.state_names

    def states(self, places: Places) -> np.ndarray:
        """Return listed states, [places] int; what is observed where the world tells no more."""
        batch = self.batch
        if batch.states is None or batch.last_states is None:
            return places.look_up(batch, batch.observations, batch.last_observations)
        return places.look_up(batch, batch.states, batch.last_states)

    def drawn_of_at_most(self, places: int) -> int:
        """Return how many trajectories fit into so many places; at least one."""
        ends = np.cumsum(self.reached[:MOST_PATHS] + 1)
        return max(int(np.searchsorted(ends, places, side="right")), 1)

    def places(self, drawn: int) -> Places:
        """Return the sampled states of the first `drawn` trajectories."""
        return self._places(np.arange(drawn))

    def path(self, trajectory: int) -> Places:
        """Return the sampled states of one trajectory."""
        return self._places(np.array([trajectory]))

    def place(self, trajectory: int, time: int) -> Places:
        """Return one state, as the only place."""
        return Places(np.array([trajectory]), np.array([time]))

    def observation(self, trajectory: int, time: int) -> np.ndarray:
        """Return what is observed of one state, [size]."""
        place = self.place(trajectory, time)
        return place.look_up(self.batch, self.observations, self.last_observations)[0]

    def action(self, trajectory: int, time: int) -> np.ndarray | int | None:
        """Return the action taken there, a vector within its bounds; None if none is sampled."""
        if time >= self.reached[trajectory]:
            return None
        taken = self.batch.actions[self.batch.offsets[trajectory] + time]
        space = self.view.world.actions
        return np.clip(taken, space.low, space.high) if isinstance(space, Box) else int(taken)

    def _places(self, trajectories: np.ndarray) -> Places:
        reached = self.reached[trajectories]
        counts = np.where(reached > 0, reached + 1, 0)
        starts = np.repeat(np.cumsum(counts) - counts, counts)
        return Places(np.repeat(trajectories, counts), np.arange(counts.sum()) - starts)


def _columns(values: np.ndarray) -> np.ndarray:
    return values if values.ndim == 2 else values[:, None].astype(float)
