"""How good ĝ is at a θ that is held fixed: independent draws of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.errors import PgvizError
from pgviz.environments.randomness import Draws
from pgviz.environments.world import Checkpoint, World, proceed
from pgviz.estimation import value
from pgviz.estimation.estimate import GradientEstimate
from pgviz.estimation.weights import Weights
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import estimate_steps, evaluate, sample, weigh_steps
from pgviz.training.limits import require_memory
from pgviz.training.state import TrainerState, initial_state, policy_for


def state_at(
    world: World, hyperparameters: Hyperparameters, seed: int, theta: np.ndarray | None = None
) -> TrainerState:
    """Return the state that learning would begin with at θ [parameters]; without one, at its own.

    Raises PgvizError, which tells the right length, where θ is of another or not finite.
    """
    state = initial_state(world, hyperparameters, seed)
    if theta is None:
        return state
    if theta.shape != state.theta.shape:
        raise PgvizError(f"θ has {state.theta.size} numbers here, not {theta.size}.")
    if not np.isfinite(theta).all():
        raise PgvizError(
            f"θ has {state.theta.size} numbers here, and all of them finite, not NaN or infinite."
        )
    return replace(state, theta=freeze(theta.astype(float)))


def gradient_draws(
    state: TrainerState,
    hyperparameters: Hyperparameters,
    world: World,
    checkpoint: Checkpoint = proceed,
) -> Iterator[np.ndarray]:
    """Yield ĝ [parameters] at the state's θ without end, the k-th from iteration k's numbers.

    Nothing is learnt but the `value` baseline, which is fitted to the draws before.
    Raises what `iterate` raises.
    """
    require_memory(world, policy_for(world, hyperparameters), hyperparameters)
    while True:
        draw = draw_estimate(state, hyperparameters, world, checkpoint)
        yield draw.estimate.directed
        fit = refitted(state.value, draw, hyperparameters, world)
        state = replace(state, iteration=state.iteration + 1, value=fit)


@dataclass(frozen=True)
class Draw:
    """One batch at a θ that is held fixed, and the estimate made from it."""

    batch: Batch
    weights: Weights
    estimate: GradientEstimate


# As in `iterate`: every result is checked, and named where it failed.
@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def draw_estimate(
    state: TrainerState,
    hyperparameters: Hyperparameters,
    world: World,
    checkpoint: Checkpoint = proceed,
    draws: Draws | None = None,
) -> Draw:
    """Return ĝ at the state's θ from the numbers `draws`; without any, from the iteration's own.

    Raises IterationFailed, naming trajectory, step and quantity, where a value is not finite.
    """
    policy = policy_for(world, hyperparameters)
    batch = sample(state, hyperparameters, policy, world, checkpoint, draws)
    evaluation = evaluate(policy, state.theta, batch)
    checkpoint()
    weights = weigh_steps(batch, evaluation, hyperparameters, world, state.value)
    checkpoint()
    return Draw(batch, weights, estimate_steps(batch, evaluation, weights))


def refitted(
    fit: value.ValueFit, draw: Draw, hyperparameters: Hyperparameters, world: World
) -> value.ValueFit:
    """Return the fit of the `value` baseline after one more draw; of any other as it was."""
    if hyperparameters.baseline != "value":
        return fit
    return value.refit(fit, world.observations, draw.batch, draw.weights.returns)
