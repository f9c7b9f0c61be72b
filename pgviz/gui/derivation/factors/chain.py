"""What the factor strip shows: μ, then π and P of every step, and their running product."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.environments.spaces import Discrete
from pgviz.estimation.factors import Factors
from pgviz.gui.derivation.material import Material
from pgviz.gui.pictures.directions import symbol
from pgviz.gui.quantity import Quantity
from pgviz.gui.scale import finite_range

ROLES: dict[Quantity, str] = {"start": "dynamics", "policy": "score", "dynamics": "dynamics"}


@dataclass(frozen=True)
class Tile:
    """One factor; `log` is None where it is unknown."""

    place: int  # 0 is μ, then π and P by turns
    quantity: Quantity
    log: float | None
    text: str  # the action that is chosen, or the state that is entered

    @property
    def step(self) -> int | None:
        """The time step that the factor belongs to; None of μ."""
        return None if self.place == 0 else (self.place - 1) // 2

    @property
    def role(self) -> str:
        """The theme's name of its colour."""
        return ROLES[self.quantity]


@dataclass(frozen=True)
class Chain:
    """The factors of the selected trajectory, in the order of time."""

    material: Material

    @property
    def factors(self) -> Factors:
        """Their logarithms."""
        return self.material.factors

    @property
    def length(self) -> int:
        """T."""
        return len(self.factors.log_policy)

    @property
    def known(self) -> bool:
        """Whether the dynamics are."""
        return self.factors.log_dynamics is not None

    @cached_property
    def running(self) -> np.ndarray:
        """The logarithm of the product up to and with each step, μ first, [T + 1].

        Of the known factors only.
        """
        factors, each = self.factors, self.factors.log_policy
        if factors.log_dynamics is not None:
            each = each + factors.log_dynamics
        with np.errstate(over="ignore"):  # the logarithm of a π of 0 is as large as a float can be
            return np.cumsum(np.concatenate(([factors.log_start or 0.0], each)))

    @property
    def span(self) -> tuple[float, float]:
        """The least and the largest logarithm of a factor, 0 included."""
        factors = self.factors
        known = [np.zeros(1), factors.log_policy]
        if factors.log_dynamics is not None and factors.log_start is not None:
            known += [factors.log_dynamics, np.array([factors.log_start])]
        return finite_range(*known)

    @cached_property
    def reached(self) -> int:
        """How many steps have been sampled."""
        view, batch = self.material, self.material.iteration.batch
        begin = int(batch.offsets[view.trajectory])
        return int(np.clip(view.cursor.reached_steps(batch, "sample") - begin, 0, self.length))

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """What each action is called, short; nothing where actions are numbers, [T]."""
        space, taken = self.material.world.actions, self._own(self.material.iteration.batch.actions)
        if not isinstance(space, Discrete):
            return ("",) * self.length
        return tuple(symbol(space.names[int(action)]) for action in taken)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The names of s_0 … s_T; nothing where states can't be listed, [T + 1]."""
        batch, mdp = self.material.iteration.batch, self.material.world.mdp
        if mdp is None or batch.states is None or batch.last_states is None:
            return ("",) * (self.length + 1)
        visited = [*self._own(batch.states), batch.last_states[self.material.trajectory]]
        return tuple(mdp.state_names[int(state)] for state in visited)

    def tile(self, place: int) -> Tile:
        """Return the factor at a place from 0 to 2 T."""
        if place == 0:
            return Tile(0, "start", self.factors.log_start, self.states[0])
        step, dynamics = divmod(place - 1, 2)
        if not dynamics:
            return Tile(place, "policy", float(self.factors.log_policy[step]), self.actions[step])
        logs = self.factors.log_dynamics
        log = None if logs is None else float(logs[step])
        return Tile(place, "dynamics", log, self.states[step + 1])

    def is_pale(self, tile: Tile) -> bool:
        """Return whether a factor lies after the cursor."""
        return (tile.step or 0) >= self.reached

    def _own(self, of_batch: np.ndarray) -> np.ndarray:
        batch = self.material.iteration.batch
        return of_batch[batch.slice(self.material.trajectory)]
