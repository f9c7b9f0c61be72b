"""What pgviz computes of every step's score: norm, share, and the sum of each trajectory."""

import tracemalloc
from collections.abc import Callable
from functools import cache

import numpy as np

from pgviz.environments import Batch, Box, Discrete
from pgviz.estimation.estimate import GradientEstimate, estimate_gradient
from pgviz.estimation.weights import Weights
from pgviz.policies.choice import make_policy
from pgviz.training.freed_memory import keep_freed_memory
from tests.benchmarks.contestants import repeated, serve
from tests.benchmarks.peers.steps import ACTIONS, INPUTS, Steps, make_steps

OBSERVATIONS = Box(INPUTS, tuple("abcd"), (-np.inf,) * INPUTS, (np.inf,) * INPUTS)


def estimating(steps: Steps) -> Callable[[], GradientEstimate]:
    """Return what passes all steps through the policy and estimates the gradient."""
    actions = Discrete(ACTIONS, ("left", "right"))
    policy = make_policy("mlp", OBSERVATIONS, actions, steps.sizes[1:-1], "tanh")
    batch, weights = batch_of(steps), weights_of(steps)

    def estimate() -> GradientEstimate:
        evaluation = policy.evaluate(steps.theta, batch.observations, batch.actions)
        return estimate_gradient(batch, evaluation.score, weights)

    return estimate


def batch_of(steps: Steps) -> Batch:
    """Return the steps as trajectories that were cut by the horizon."""
    count, ends = len(steps.actions), steps.trajectories
    return Batch(
        observations=steps.observations,
        actions=steps.actions,
        rewards=np.zeros(count),
        offsets=np.linspace(0, count, ends + 1).astype(int),
        terminated=np.zeros(ends, dtype=bool),
        truncated=np.ones(ends, dtype=bool),
        last_observations=np.zeros((ends, INPUTS)),
        reset_seeds=None,
        states=None,
        last_states=None,
    )


def weights_of(steps: Steps) -> Weights:
    """Return weights whose factors are the steps' own."""
    zeros, ones = np.zeros(len(steps.actions)), np.ones(len(steps.actions))
    return Weights(zeros, zeros, 1.0, steps.weights * steps.trajectories, ones, 1 / 8)


@cache
def _prepared(hidden: tuple[int, ...], horizon: int) -> Callable[[], GradientEstimate]:
    return estimating(make_steps(list(hidden), horizon))


def measure(hidden: list[int], horizon: int, seconds: float) -> dict[str, float]:
    """Estimate for so long; "peak" are the bytes that one estimate allocates at most."""
    estimate = _prepared(tuple(hidden), horizon)
    return repeated(lambda: len(estimate().shares), seconds) | {"peak": peak(estimate)}


def peak(work: Callable[[], object]) -> int:
    """Return the most bytes that are allocated at one time during some work."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    keep_freed_memory()  # as the program does
    serve(measure)
