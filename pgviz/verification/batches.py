"""Real batches: what their contributions add up to, and ĝ computed a second way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.policies.layers import parameter_name
from pgviz.policies.policy import Policy
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import Iteration, iterate
from pgviz.training.state import initial_state, policy_for
from pgviz.verification.differences import differences
from pgviz.verification.outcome import Case, Comparison, numbers, vectors
from pgviz.verification.surrogate import written_out

Changes = dict[str, Any]

WORLDS: dict[str, tuple[EnvironmentSpec, Changes]] = {
    "grid world": (EnvironmentSpec("pgviz/GridWorld-v0", {"slip": 0.1}), {"horizon": 40}),
    "beacon": (EnvironmentSpec("pgviz/Beacon-v0"), {"horizon": 10, "hidden": (3,)}),
    "cart pole": (EnvironmentSpec("CartPole-v1"), {"horizon": 30, "hidden": (4, 3)}),
}
COMMON: Changes = {"batch_size": 6, "discount": 0.9, "init_scale": 0.7}
ESTIMATORS: dict[str, Changes] = {
    "whole return": {},
    "whole, leave-one-out": {"baseline": "leave-one-out"},
    "to-go": {"return": "to-go"},
    "to-go, mean per time": {"return": "to-go", "baseline": "time"},
    "to-go, mean, standardised": {"return": "to-go", "baseline": "mean", "standardise": True},
    "to-go, over steps, without γᵗ": {
        "return": "to-go",
        "average": "steps",
        "discount_weighting": False,
    },
}


@dataclass(frozen=True)
class Made:
    """An iteration with the policy that made it."""

    iteration: Iteration
    policy: Policy

    @property
    def parameters(self) -> list[str]:
        """What each number of θ is called."""
        return [parameter_name(self.policy.layers, index) for index in range(self.policy.size)]


def share_cases() -> tuple[Case, ...]:
    """Return Σ shares = 1 on every batch."""
    return tuple(_on_every_batch(_shares))


def contribution_cases() -> tuple[Case, ...]:
    """Return Σ contributions = ĝ on every batch."""
    return tuple(_on_every_batch(_contributions))


def second_way_cases() -> tuple[Case, ...]:
    """Return ĝ = ∂/∂θ of the surrogate at fixed weights on every batch."""
    return tuple(_on_every_batch(_surrogate))


def _on_every_batch(compare: Callable[[Made], Comparison]) -> Iterator[Case]:
    for world, estimator in product(WORLDS, ESTIMATORS):
        yield Case(f"{world}, {estimator}", partial(_compared, compare, world, estimator))


def _compared(
    compare: Callable[[Made], Comparison], world: str, estimator: str, mistake: str
) -> Comparison:
    return compare(_made(world, estimator, mistake))


def _made(name: str, estimator: str, mistake: str) -> Made:
    spec, changes = WORLDS[name]
    choices = {**COMMON, **changes, **ESTIMATORS[estimator], "mistake": mistake}
    hyperparameters = Hyperparameters().changed(choices)
    world = make_world(spec)
    try:
        state = initial_state(world, hyperparameters, seed=3)
        return Made(iterate(state, hyperparameters, world), policy_for(world, hyperparameters))
    finally:
        world.close()


def _shares(made: Made) -> Comparison:
    return numbers(made.iteration.estimate.shares.sum(), 1.0, "1, for they are shares", 1e-11)


def _contributions(made: Made) -> Comparison:
    iteration = made.iteration
    factors, gradient = iteration.weights.factors, iteration.estimate.gradient
    dense = iteration.evaluation.score.dense(np.arange(iteration.batch.steps))
    tolerance = 1e-13 * (np.abs(factors) @ np.abs(dense))
    source = "c ψ ∇log π of every step, summed one by one"
    return vectors(gradient, factors @ dense, source, tolerance, made.parameters)


def _surrogate(made: Made) -> Comparison:
    batch = made.iteration.batch
    weights = written_out(batch, made.iteration.hyperparameters)

    def surrogate(theta: np.ndarray) -> float:
        evaluation = made.policy.evaluate(theta, batch.observations, batch.actions)
        return float(weights @ evaluation.log_probabilities)

    other = differences(surrogate, made.iteration.before.theta)
    tolerance = 1e-7 * max(1.0, float(np.abs(other).max()))
    source = "central differences of Σ c ψ log π / m, ψ written out"
    return vectors(made.iteration.estimate.gradient, other, source, tolerance, made.parameters)
