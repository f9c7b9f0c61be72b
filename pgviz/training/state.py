"""What learning carries from one iteration to the next."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.randomness import Draws
from pgviz.environments.spaces import Space
from pgviz.environments.world import World
from pgviz.estimation.value import UNFITTED, ValueFit
from pgviz.policies.choice import make_policy
from pgviz.policies.policy import Policy
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.limits import require_memory
from pgviz.training.optimizers import OptimizerState


@dataclass(frozen=True, eq=False)
class TrainerState:
    """The state before an iteration; no random-number state, for (seed, iteration) is its key."""

    iteration: int
    theta: np.ndarray  # [parameters], read-only
    optimizer: OptimizerState
    value: ValueFit
    seed: int

    @property
    def theta_sha256(self) -> str:
        """The SHA-256 of θ as little-endian 64-bit floats, in hexadecimal."""
        return hashlib.sha256(self.theta.astype("<f8").tobytes()).hexdigest()


class Spaces(Protocol):
    """A world, or what is known of one: enough to choose a policy for it."""

    @property
    def title(self) -> str:
        """What the world is called."""

    @property
    def observations(self) -> Space:
        """What is seen of it."""

    @property
    def actions(self) -> Space:
        """What can be done in it."""


def policy_for(world: Spaces, hyperparameters: Hyperparameters) -> Policy:
    """Return the policy that the hyperparameters choose for the world's spaces."""
    return make_policy(
        hyperparameters.policy,
        world.observations,
        world.actions,
        hyperparameters.hidden,
        hyperparameters.activation,
    )


def initial_state(world: World, hyperparameters: Hyperparameters, seed: int) -> TrainerState:
    """Return the state that learning begins with.

    Raises PgvizError where an iteration from it would not fit into memory.
    """
    policy = policy_for(world, hyperparameters)
    require_memory(world, policy, hyperparameters)
    generator = Draws(seed, -1).parameters()
    theta = policy.initial(generator, hyperparameters.init_scale)
    return TrainerState(0, freeze(theta), OptimizerState(), UNFITTED, seed)
