"""ĝ of one large batch against the exact ∇J, within its own standard error."""

from functools import partial
from typing import Any

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.policies.layers import parameter_name
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state, policy_for
from pgviz.verification.outcome import Case, Comparison, vectors

ERRORS = 5.0  # standard errors: chance alone fails one in two million comparisons
COMMON: dict[str, Any] = {"batch_size": 20_000, "init_scale": 0.5}
SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "two steps": ("TwoStep", {"horizon": 2, "discount": 0.9, "return": "to-go"}),
    "short corridor": ("ShortCorridor", {"horizon": 30, "return": "to-go"}),
    "stay or end": ("Geometric", {"horizon": 20, "discount": 0.95}),
    "bandit": ("Bandit", {"horizon": 1, "baseline": "leave-one-out"}),
}


def sampled_cases() -> tuple[Case, ...]:
    """Return ĝ of many trajectories against ∇J, world by world."""
    return tuple(Case(subject, partial(_sampled, subject)) for subject in SETTINGS)


def _sampled(subject: str, mistake: str) -> Comparison:
    name, changes = SETTINGS[subject]
    hyperparameters = Hyperparameters().changed({**COMMON, **changes, "mistake": mistake})
    world = make_world(EnvironmentSpec(f"pgviz/{name}-v0"))
    try:
        iteration = iterate(initial_state(world, hyperparameters, 7), hyperparameters, world)
    finally:
        world.close()
    estimate, exact = iteration.estimate, iteration.exact
    assert exact is not None
    assert estimate.standard_error is not None
    policy = policy_for(world, hyperparameters)
    names = [parameter_name(policy.layers, index) for index in range(policy.size)]
    tolerance = ERRORS * estimate.standard_error
    source = f"∇J by dynamic programming, of {hyperparameters.batch_size:,} trajectories"
    return vectors(estimate.gradient, exact.gradient, source, tolerance, names)
