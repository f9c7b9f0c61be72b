"""Small worlds with rewards of both signs, on which everything can be computed twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pgviz.environments import EnvironmentSpec, TabularMDP, make_world
from pgviz.environments.spaces import Discrete
from pgviz.policies.choice import make_policy
from pgviz.policies.layers import parameter_name
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable


@dataclass(frozen=True)
class Task:
    """A policy with a θ on an MDP, and the objective J of its discount and horizon."""

    mdp: TabularMDP
    discount: float
    horizon: int
    hidden: tuple[int, ...] | None = None  # of a network; None for a table

    @property
    def observations(self) -> Discrete:
        """What the policy sees."""
        return Discrete(self.mdp.observations, self.mdp.observation_names)

    @property
    def policy(self) -> SoftmaxTable | SoftmaxNetwork:
        """The policy, on the MDP's own names."""
        kind = "table" if self.hidden is None else "mlp"
        actions = Discrete(self.mdp.actions, self.mdp.action_names)
        policy = make_policy(kind, self.observations, actions, self.hidden or (), "tanh")
        assert isinstance(policy, SoftmaxTable | SoftmaxNetwork)
        return policy

    @property
    def theta(self) -> np.ndarray:
        """A θ that prefers some actions; the same one every time."""
        return np.random.default_rng(5).normal(0.0, 0.7, self.policy.size)

    @property
    def parameters(self) -> list[str]:
        """What each number of θ is called."""
        policy = self.policy
        return [parameter_name(policy.layers, index) for index in range(policy.size)]


@dataclass(frozen=True)
class Setting:
    """What a task is made from, when it is wanted."""

    id: str  # of a world of ours or Gymnasium's, or "random" with its seed
    discount: float
    horizon: int
    arguments: Mapping[str, Any] = field(default_factory=dict)
    hidden: tuple[int, ...] | None = None

    def task(self) -> Task:
        """Make it."""
        if self.id == RANDOM:
            return Task(random_mdp(**self.arguments), self.discount, self.horizon, self.hidden)
        world = make_world(EnvironmentSpec(self.id, self.arguments))
        world.close()
        assert world.mdp is not None
        return Task(world.mdp, self.discount, self.horizon, self.hidden)


RANDOM = "random"


def random_mdp(seed: int, states: int, observations: int) -> TabularMDP:
    """Return an MDP of two actions in which states look alike and any step may end."""
    generator = np.random.default_rng(seed)
    shape = states, 2, 2
    first = generator.uniform(0.1, 0.9, shape[:2])
    return TabularMDP(
        start=np.full(states, 1.0 / states),
        next_state=generator.integers(states, size=shape),
        probability=np.stack([first, 1.0 - first], axis=-1),
        reward=generator.normal(0.0, 2.0, shape),
        terminated=generator.random(shape) < 0.3,
        observation=np.arange(states) % observations,
        state_names=tuple(f"s{state}" for state in range(states)),
        action_names=("left", "right"),
        observation_names=tuple(f"o{observation}" for observation in range(observations)),
    )
