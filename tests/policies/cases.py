"""Random policies with steps that they may have taken."""

import math
from dataclasses import dataclass
from itertools import product

import numpy as np

from pgviz.environments.spaces import Box, Discrete, Space
from pgviz.policies.choice import make_policy
from pgviz.policies.policy import Evaluation, Policy
from tests.policies import written_out

STEPS = 6
KINK = 1e-3  # how close to 0 a ReLU's sum may come where its slope is compared with a difference


def discrete(count: int) -> Discrete:
    return Discrete(count, tuple(f"s{index}" for index in range(count)))


def box(size: int, low: float = -math.inf, high: float = math.inf) -> Box:
    names = tuple(f"x{index}" for index in range(size))
    return Box(size, names, (low,) * size, (high,) * size)


@dataclass(frozen=True)
class Architecture:
    kind: str
    observations: Space
    actions: Space
    hidden: tuple[int, ...] = ()
    activation: str = "tanh"

    def __str__(self) -> str:
        layers = "-".join(map(str, self.hidden)) or "linear"
        return f"{self.kind} {type(self.observations).__name__} {layers} {self.activation}"

    def policy(self) -> Policy:
        return make_policy(self.kind, self.observations, self.actions, self.hidden, self.activation)


TABLE = Architecture("table", discrete(4), discrete(3))
NETWORKS = tuple(
    Architecture(kind, observations, actions, hidden, activation)
    for (kind, actions), observations, hidden, activation in product(
        (("mlp", discrete(3)), ("gaussian", box(2))),
        (discrete(4), box(3)),
        ((), (3,), (4, 3), (3, 2, 4)),
        ("tanh", "relu"),
    )
)


@dataclass(frozen=True)
class Case:
    """A policy with a θ and the steps of a batch."""

    architecture: Architecture
    policy: Policy
    theta: np.ndarray
    observations: np.ndarray
    actions: np.ndarray

    def evaluation(self) -> Evaluation:
        return self.policy.evaluate(self.theta, self.observations, self.actions)

    def log_probability(self, theta: np.ndarray, step: int) -> float:
        """Return log π(a|s) of one step, written out."""
        outputs, action = self._outputs(theta, step), self.actions[step].tolist()
        if isinstance(action, int):
            return written_out.log_softmax(outputs)[action]
        return sum(map(written_out.log_normal, action, outputs, self._log_deviations(theta)))

    def entropy(self, theta: np.ndarray, step: int) -> float:
        """Return the entropy of π(·|s) of one step, written out."""
        if isinstance(self.architecture.actions, Box):
            return sum(map(written_out.normal_entropy, self._log_deviations(theta)))
        return written_out.softmax_entropy(self._outputs(theta, step))

    def away_from_kinks(self) -> bool:
        if self.architecture.activation != "relu":
            return True
        hidden = [layer for step in range(STEPS) for layer in self._layers(self.theta, step)[:-1]]
        return all(abs(x) > KINK for layer in hidden for x in layer)

    def _log_deviations(self, theta: np.ndarray) -> list[float]:
        return theta[-size(self.architecture.actions) :].tolist()

    def _outputs(self, theta: np.ndarray, step: int) -> list[float]:
        if self.architecture.kind != "table":
            return self._layers(theta, step)[-1]
        actions = size(self.architecture.actions)
        return list(written_out.table_row(theta.tolist(), int(self.observations[step]), actions))

    def _layers(self, theta: np.ndarray, step: int) -> list[list[float]]:
        widths = (*self.architecture.hidden, size(self.architecture.actions))
        inputs = one_hot_or_own(self.architecture.observations, self.observations[step])
        return written_out.layer_sums(theta.tolist(), inputs, widths, self.architecture.activation)


def random_case(architecture: Architecture, seed: int) -> Case:
    """Return a case whose ReLUs, if it has any, are away from their kinks."""
    generator = np.random.default_rng(seed)
    while True:
        policy = architecture.policy()
        case = Case(
            architecture,
            policy,
            generator.normal(0.0, 0.7, policy.size),
            elements(architecture.observations, STEPS, generator),
            elements(architecture.actions, STEPS, generator),
        )
        if case.away_from_kinks():
            return case


def elements(space: Space, count: int, generator: np.random.Generator) -> np.ndarray:
    if isinstance(space, Discrete):
        return generator.integers(space.n, size=count)
    return generator.normal(size=(count, space.size))


def one_hot_or_own(space: Space, observation: np.ndarray) -> list[float]:
    if isinstance(space, Box):
        return observation.tolist()
    return [float(index == observation) for index in range(space.n)]


def size(space: Space) -> int:
    return space.size if isinstance(space, Box) else space.n


CASES = {
    f"{architecture} {seed}": random_case(architecture, seed)
    for architecture in (TABLE, *NETWORKS)
    for seed in range(2)
}
SOFTMAX = {name: case for name, case in CASES.items() if case.architecture.kind != "gaussian"}
GAUSSIAN = {name: case for name, case in CASES.items() if case.architecture.kind == "gaussian"}
