"""What learning climbs, exactly, where the world is small enough to be summed over."""

import numpy as np

from pgviz.environments.world import World
from pgviz.estimation.estimator_quality import Question
from pgviz.estimation.exact import Exact, exact_gradient
from pgviz.policies.policy import SoftmaxPolicy
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable
from pgviz.training.finite import LARGEST
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.state import TrainerState, policy_for

MOST_OUTCOMES = 5_000_000  # states × actions × outcomes × steps: about 0.1 s


def exact_at(state: TrainerState, hyperparameters: Hyperparameters, world: World) -> Exact | None:
    """Return J and ∇J at the state's θ with the horizon that sampling has; None off a table.

    None as well where the sum is so long that every iteration would wait for it, or so large that
    numbers can't hold it.
    """
    if world.mdp is None or not is_summable(world, hyperparameters):
        return None
    policy, horizon = softmax_for(world, hyperparameters), horizon_of(world, hyperparameters)
    return exact_gradient(world.mdp, policy, state.theta, hyperparameters.discount, horizon)


def question_at(
    state: TrainerState, hyperparameters: Hyperparameters, world: World
) -> Question | None:
    """Return what to ask `exact_quality` about the estimator at the state's θ; None off a table.

    The learnt baseline is that of the state, as if no batch would change it.
    """
    if world.mdp is None or not is_summable(world, hyperparameters):
        return None
    return Question(
        mdp=world.mdp,
        policy=softmax_for(world, hyperparameters),
        theta=state.theta,
        estimator=hyperparameters.estimator,
        batch_size=hyperparameters.batch_size,
        horizon=horizon_of(world, hyperparameters),
        observations=world.observations,
        fit=state.value,
    )


def softmax_for(world: World, hyperparameters: Hyperparameters) -> SoftmaxPolicy:
    """Return the policy on a world with a table, which lists its actions."""
    policy = policy_for(world, hyperparameters)
    assert isinstance(policy, SoftmaxTable | SoftmaxNetwork)
    return policy


def is_summable(world: World, hyperparameters: Hyperparameters) -> bool:
    """Return whether J and ∇J are computed exactly in every iteration."""
    if world.mdp is None or not has_bounded_sums(world, hyperparameters):
        return False
    return world.mdp.probability.size * horizon_of(world, hyperparameters) <= MOST_OUTCOMES


def has_bounded_sums(world: World, hyperparameters: Hyperparameters) -> bool:
    """Return whether numbers can hold J, ∇J and their squares, whatever θ is.

    |J| ≤ H max|r| and ‖∇J‖ ≤ √2 H² max|r|, for no score is longer than √2 on a table.
    """
    if world.mdp is None:
        return False
    horizon = horizon_of(world, hyperparameters)
    return float(np.abs(world.mdp.reward).max()) <= LARGEST / (2.0 * horizon**2)


def horizon_of(world: World, hyperparameters: Hyperparameters) -> int:
    """Return the most steps that a trajectory takes: the horizon, or the world's own limit."""
    return min(hyperparameters.horizon, world.time_limit or hyperparameters.horizon)
