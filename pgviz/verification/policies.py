"""Policies of every kind, each with a θ, observations and actions drawn at random."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from pgviz.environments.spaces import Box, Discrete, Space
from pgviz.policies.choice import make_policy
from pgviz.policies.layers import parameter_name
from pgviz.policies.policy import Evaluation, Policy

STEPS = 5
LAYOUTS = ((), (5,), (4, 3))  # hidden units
SPREAD = 0.7  # of θ: no unit saturates, and no probability is next to 0


@dataclass(frozen=True)
class Sample:
    """A policy with steps that it may have taken."""

    subject: str
    policy: Policy
    theta: np.ndarray
    observations: np.ndarray
    actions: np.ndarray

    def at(self, theta: np.ndarray) -> Evaluation:
        """Return the evaluation of the steps at another θ."""
        return self.policy.evaluate(theta, self.observations, self.actions)

    @property
    def parameters(self) -> list[str]:
        """What each number of θ is called."""
        return [parameter_name(self.policy.layers, index) for index in range(self.policy.size)]


@dataclass(frozen=True)
class Architecture:
    """What `make_policy` takes."""

    kind: str
    observations: Space
    actions: Space
    hidden: tuple[int, ...] = ()
    activation: str = "tanh"

    @property
    def subject(self) -> str:
        """What it is called, e.g. "softmax network 3-4-3-3 relu, one-hot"."""
        units = (size_of(self.observations), *self.hidden, size_of(self.actions))
        activation = f" {self.activation}" if self.hidden else ""
        inputs = "one-hot" if isinstance(self.observations, Discrete) else "vector"
        return f"{self.policy().kind} {'-'.join(map(str, units))}{activation}, {inputs}"

    def policy(self) -> Policy:
        """Return the policy."""
        return make_policy(self.kind, self.observations, self.actions, self.hidden, self.activation)

    def sample(self) -> Sample:
        """Return it with a θ and steps; the same ones every time."""
        generator, policy = np.random.default_rng(13), self.policy()
        return Sample(
            self.subject,
            policy,
            generator.normal(0.0, SPREAD, policy.size),
            _elements(self.observations, generator),
            _elements(self.actions, generator),
        )


def architectures() -> Iterator[Architecture]:
    """Yield every kind of policy, on both kinds of observations, with several hidden layers."""
    yield Architecture("table", _discrete(4, "s"), _discrete(3, "a"))
    seen: tuple[Space, ...] = _discrete(4, "s"), _box(3, "x")
    kinds: dict[str, Space] = {"mlp": _discrete(3, "a"), "gaussian": _box(2, "u")}
    for (kind, actions), observations, hidden in product(kinds.items(), seen, LAYOUTS):
        for activation in ("tanh", "relu") if hidden else ("tanh",):
            yield Architecture(kind, observations, actions, hidden, activation)


def size_of(space: Space) -> int:
    """Return how many actions there are, or how many numbers one takes."""
    return space.n if isinstance(space, Discrete) else space.size


def _discrete(count: int, letter: str) -> Discrete:
    return Discrete(count, tuple(f"{letter}{index}" for index in range(count)))


def _box(size: int, letter: str) -> Box:
    names = tuple(f"{letter}{index}" for index in range(size))
    return Box(size, names, (-math.inf,) * size, (math.inf,) * size)


def _elements(space: Space, generator: np.random.Generator) -> np.ndarray:
    if isinstance(space, Discrete):
        return generator.integers(space.n, size=STEPS)
    return generator.normal(size=(STEPS, space.size))
