"""What a term of the derivation is about: the selected trajectory, a step and a parameter of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.environments.spaces import Discrete
from pgviz.estimation.factors import Factors
from pgviz.gui.arithmetic.levels import step_of
from pgviz.gui.arithmetic.step import described
from pgviz.gui.chosen_parameters import largest_parameters
from pgviz.gui.derivation.material import Material
from pgviz.gui.notation import parameter_label, trajectory_name
from pgviz.gui.view import Pointer


@dataclass(frozen=True)
class About:
    """The shown iteration, seen through its selected trajectory."""

    material: Material

    @property
    def factors(self) -> Factors:
        """The factors of P(τ;θ)."""
        return self.material.factors

    @property
    def step(self) -> int:
        """The selected time step, the cursor's, or the first."""
        return step_of(self.material) or 0

    @property
    def flat(self) -> int:
        """Where that step lies in the batch."""
        return int(self.material.iteration.batch.offsets[self.material.trajectory]) + self.step

    @property
    def length(self) -> int:
        """T, the number of steps."""
        return int(self.material.iteration.batch.lengths[self.material.trajectory])

    @cached_property
    def scores(self) -> np.ndarray:
        """∂log π(a_t|s_t) by the parameter, [steps]."""
        iteration = self.material.iteration
        run = iteration.batch.slice(self.material.trajectory)
        return iteration.evaluation.score.components(np.array([self.parameter]), run)[:, 0]

    @cached_property
    def parameter(self) -> int:
        """The selected parameter, else the one that the trajectory's score moves most."""
        wanted = self.material.selected.parameter
        if wanted is not None:
            return wanted
        iteration, trajectory = self.material.iteration, self.material.trajectory
        own = (iteration.batch.trajectory_of == trajectory).astype(float)
        return int(largest_parameters(iteration.evaluation.score.weighted_sum(own), 1)[0])

    @property
    def parameter_label(self) -> str:
        """How the parameter is called."""
        return parameter_label(self.material.policy.layers, self.parameter)

    @property
    def name(self) -> str:
        """How the trajectory is called."""
        return trajectory_name(self.material.trajectory)

    @property
    def heading(self) -> str:
        """The trajectory, and how long it is."""
        return f"{self.name}: {'1 step' if self.length == 1 else f'{self.length} steps'}"

    def state(self, step: int) -> str:
        """Return what the state before a step is called, or what is observed of it."""
        batch, mdp = self.material.iteration.batch, self.material.world.mdp
        first = int(batch.offsets[self.material.trajectory])
        if mdp is None or batch.states is None or batch.last_states is None:
            return described(self.material.world.observations, batch.observations[first + step])
        last = step == self.length
        state = batch.last_states[self.material.trajectory] if last else batch.states[first + step]
        return mdp.state_names[int(state)]

    def action(self, step: int) -> str:
        """Return what the action of a step is called."""
        batch = self.material.iteration.batch
        first = int(batch.offsets[self.material.trajectory])
        return described(self.material.world.actions, batch.actions[first + step])

    @property
    def is_softmax(self) -> bool:
        """Whether the actions are listed."""
        return isinstance(self.material.world.actions, Discrete)

    def pointer(self, step: int | None = None, parameter: int | None = None) -> Pointer:
        """Return what a page about it points at."""
        return Pointer(self.material.trajectory, step, parameter, self.material.selected.quantity)
