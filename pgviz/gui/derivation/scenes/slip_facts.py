"""One trajectory in the world as it is, and in the same world with another slip."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.environments.making import make_world
from pgviz.environments.slip import slip_of, with_slip
from pgviz.environments.world import World
from pgviz.estimation.factors import Factors, factors_of
from pgviz.gui.derivation.material import Material
from pgviz.training.state import policy_for


@dataclass(frozen=True)
class Facts:
    """The selected trajectory in two worlds, of which only the dynamics differ."""

    material: Material
    altered: World

    @property
    def slips(self) -> tuple[float, float]:
        """The slip as it is, and the other."""
        before, after = (slip_of(world.spec) for world in self._worlds)
        assert before is not None
        assert after is not None
        return before, after

    @cached_property
    def factors(self) -> tuple[Factors, Factors]:
        """What P(τ;θ) is the product of, in both worlds."""
        before, after = (self._factors_in(world) for world in self._worlds)
        return before, after

    @cached_property
    def scores(self) -> tuple[np.ndarray, np.ndarray]:
        """∇log P(τ;θ) in both worlds, [parameters] each."""
        before, after = (self._score_in(world) for world in self._worlds)
        return before, after

    @property
    def largest_difference(self) -> float:
        """Of the two scores, over all parameters."""
        before, after = self.scores
        return float(np.abs(after - before).max())

    @property
    def possible(self) -> bool:
        """Whether the trajectory can happen with the other slip."""
        log = self.factors[1].log_probability
        return log is not None and log > -math.inf

    @property
    def _worlds(self) -> tuple[World, World]:
        return self.material.world, self.altered

    @np.errstate(divide="ignore")  # the logarithm of what can't happen
    def _factors_in(self, world: World) -> Factors:
        material = self.material
        policy = policy_for(world, material.iteration.hyperparameters)
        batch, theta = material.iteration.batch, material.theta
        return factors_of(world.mdp, policy, theta, batch, material.trajectory)

    def _score_in(self, world: World) -> np.ndarray:
        material, batch = self.material, self.material.iteration.batch
        policy, own = (
            policy_for(world, material.iteration.hyperparameters),
            batch.slice(material.trajectory),
        )
        evaluation = policy.evaluate(material.theta, batch.observations[own], batch.actions[own])
        return evaluation.score.weighted_sum(np.ones(own.stop - own.start))


class LastAltered:
    """Makes the altered world once a slip: dragging another parameter asks for nothing."""

    def __init__(self) -> None:
        self._world: World | None = None

    def of(self, world: World, slip: float) -> World:
        """Return the same world with another slip."""
        spec = with_slip(world.spec, slip)
        if self._world is None or self._world.spec != spec:
            self._world = make_world(spec)
        return self._world
