"""One batch and one update, as a pure function."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.catalogue import success_of
from pgviz.environments.randomness import Draws
from pgviz.environments.world import Act, Checkpoint, World, proceed
from pgviz.estimation import value
from pgviz.estimation.estimate import GradientEstimate, estimate_gradient
from pgviz.estimation.exact import Exact
from pgviz.estimation.mistakes import MISTAKES
from pgviz.estimation.quality import cosine
from pgviz.estimation.returns import whole_returns
from pgviz.estimation.weights import Weights, deviation_of, weigh
from pgviz.policies.policy import Evaluation, Policy
from pgviz.training.finite import require_finite, require_finite_actions, require_finite_steps
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.limits import require_memory
from pgviz.training.objective import exact_at
from pgviz.training.optimizers import OptimizerState
from pgviz.training.state import TrainerState, policy_for
from pgviz.training.update import Update, make_update


@dataclass(frozen=True, eq=False)
class Iteration:
    """Everything about one batch and one update, read-only, in the order it is made."""

    before: TrainerState
    hyperparameters: Hyperparameters
    batch: Batch
    evaluation: Evaluation
    weights: Weights
    estimate: GradientEstimate
    update: Update
    after: TrainerState
    exact: Exact | None  # J and ∇J at θ before the update, where the world can be summed over
    succeeded: np.ndarray | None  # [trajectories] bool; None where there is nothing to succeed in

    @property
    def number(self) -> int:
        """k, counted from 0."""
        return self.before.iteration

    @property
    def cosine(self) -> float | None:
        """The cosine of the angle between ĝ and ∇J; None where ∇J is unknown or one of them 0."""
        if self.exact is None or not self.estimate.has_direction:
            return None
        return cosine(self.estimate.gradient, self.exact.gradient)

    @cached_property
    def scalars(self) -> "Scalars":
        """The figures that are kept of every iteration."""
        returns = whole_returns(self.batch, self.hyperparameters.discount)
        noise = self.estimate.signal_to_noise
        return Scalars(
            iteration=self.number,
            steps=self.batch.steps,
            mean_return=float(returns.mean()),
            std_return=deviation_of(returns),
            mean_reward_sum=float(self.batch.total(self.batch.rewards).mean()),
            gradient_norm=self.estimate.norm,
            signal_to_noise=float("nan") if noise is None else noise,
            entropy=float(self.evaluation.entropies.mean()),
            objective=float("nan") if self.exact is None else self.exact.objective,
            cosine=float("nan") if self.cosine is None else self.cosine,
            surrogate_loss=-float(self.weights.factors @ self.evaluation.log_probabilities),
            success_share=float("nan") if self.succeeded is None else float(self.succeeded.mean()),
        )


@dataclass(frozen=True)
class Scalars:
    """The figures of one iteration; returns are the objective's R(τ) = Σ γ^k r_k."""

    iteration: int
    steps: int
    mean_return: float
    std_return: float  # over the m trajectories
    mean_reward_sum: float  # the mean of Σ r, whatever γ
    gradient_norm: float  # ‖ĝ‖
    signal_to_noise: float  # NaN for one trajectory
    entropy: float  # mean over steps, nats
    objective: float  # J(θ) exactly; NaN where it is unknown
    cosine: float  # of the angle between ĝ and ∇J; NaN where ∇J is unknown or one of them 0
    surrogate_loss: float  # −Σ scale · c ψ log π, whose gradient is −ĝ, and whose value says little
    success_share: float  # of the m trajectories; NaN where there is nothing to succeed in


# Overflow is no surprise to be warned of: every result is checked, and named where it failed.
SILENT = np.errstate(over="ignore", invalid="ignore", divide="ignore")


@SILENT
def iterate(
    state: TrainerState,
    hyperparameters: Hyperparameters,
    world: World,
    checkpoint: Checkpoint = proceed,
) -> Iteration:
    """Return the iteration that follows from `state`: the same arguments give the same bytes.

    `checkpoint` is called between two vector steps of sampling and between phases; what it raises
    passes through.
    Raises IterationFailed, naming trajectory, step and quantity, rather than let a value that is
    not finite reach θ; and PgvizError, before it begins, where it would not fit into memory.
    """
    policy = policy_for(world, hyperparameters)
    require_memory(world, policy, hyperparameters)
    batch = sample(state, hyperparameters, policy, world, checkpoint)
    return complete(state, hyperparameters, world, batch, checkpoint)


@SILENT
def complete(
    state: TrainerState,
    hyperparameters: Hyperparameters,
    world: World,
    batch: Batch,
    checkpoint: Checkpoint = proceed,
) -> Iteration:
    """Return the iteration whose batch has been sampled: the same bytes as `iterate` returns.

    `checkpoint` is called between phases; errors are those of `iterate`.
    """
    policy = policy_for(world, hyperparameters)
    evaluation = evaluate(policy, state.theta, batch)
    checkpoint()
    weights = weigh_steps(batch, evaluation, hyperparameters, world, state.value)
    checkpoint()
    estimate = estimate_steps(batch, evaluation, weights)
    update, optimizer = _update(policy, state, batch, estimate, hyperparameters)
    after = replace(
        state,
        iteration=state.iteration + 1,
        theta=_moved(state.theta, update),
        optimizer=optimizer,
        value=_refit(state, batch, weights, hyperparameters, world),
    )
    return Iteration(
        before=state,
        hyperparameters=hyperparameters,
        batch=batch,
        evaluation=evaluation,
        weights=weights,
        estimate=estimate,
        update=update,
        after=after,
        exact=exact_at(state, hyperparameters, world),
        succeeded=_succeeded(world, batch),
    )


@SILENT
def sample(
    state: TrainerState,
    hyperparameters: Hyperparameters,
    policy: Policy,
    world: World,
    checkpoint: Checkpoint = proceed,
    draws: Draws | None = None,
) -> Batch:
    """Return the batch of iteration `state.iteration` under π_θ, or of its likeliest actions."""
    return world.sample(
        _actor(policy, state.theta, MISTAKES[hyperparameters.mistake].greedy),
        policy.width,
        draws or Draws(state.seed, state.iteration),
        hyperparameters.batch_size,
        hyperparameters.horizon,
        checkpoint,
    )


def _actor(policy: Policy, theta: np.ndarray, greedy: bool) -> Act:
    draw = policy.actor(theta)

    def act(observations: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
        actions = policy.greedy(theta, observations) if greedy else draw(observations, uniforms)
        require_finite_actions(actions)
        return actions

    return act


def evaluate(policy: Policy, theta: np.ndarray, batch: Batch) -> Evaluation:
    """Return log π, entropy and score of every step, all finite."""
    evaluation = policy.evaluate(theta, batch.observations, batch.actions)
    require_finite_steps(evaluation.log_probabilities, batch, "log π(a|s)")
    return evaluation


def weigh_steps(
    batch: Batch,
    evaluation: Evaluation,
    hyperparameters: Hyperparameters,
    world: World,
    fit: value.ValueFit,
) -> Weights:
    """Return ψ of every step, all finite."""
    require_finite_steps(batch.rewards, batch, "reward")
    estimator = hyperparameters.estimator
    weights = weigh(batch, evaluation.score, estimator, world.observations, fit)
    require_finite_steps(weights.psi, batch, "weight ψ")
    return weights


def estimate_steps(batch: Batch, evaluation: Evaluation, weights: Weights) -> GradientEstimate:
    """Return ĝ and its parts, all finite."""
    estimate = estimate_gradient(batch, evaluation.score, weights)
    contributions = weights.factors * estimate.score_norms
    require_finite_steps(contributions, batch, "contribution")
    return estimate


def _succeeded(world: World, batch: Batch) -> np.ndarray | None:
    success = success_of(world.spec.id)
    return None if success is None else success.of(batch)


def _update(
    policy: Policy,
    state: TrainerState,
    batch: Batch,
    estimate: GradientEstimate,
    hyperparameters: Hyperparameters,
) -> tuple[Update, OptimizerState]:
    entropy_gradient = None
    if hyperparameters.entropy_bonus:
        entropy_gradient = policy.entropy_gradient(state.theta, batch.observations)
    return make_update(estimate.gradient, entropy_gradient, state.optimizer, hyperparameters)


def _moved(theta: np.ndarray, update: Update) -> np.ndarray:
    moved = theta + update.step
    require_finite(moved, "θ after the update")
    return freeze(moved)


def _refit(
    state: TrainerState,
    batch: Batch,
    weights: Weights,
    hyperparameters: Hyperparameters,
    world: World,
) -> value.ValueFit:
    if hyperparameters.baseline != "value":
        return value.UNFITTED
    return value.refit(state.value, world.observations, batch, weights.returns)
