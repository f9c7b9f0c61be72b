"""What moves when θ is nudged: every part of P(τ;θ) along a direction, measured and derived."""

import math
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.factors import factors_of
from pgviz.policies.policy import Policy

DISTANCE = 1e-5  # how far θ is moved to either side


@dataclass(frozen=True)
class Parts:
    """One number for each part of a trajectory: its value, or its derivative.

    None where the dynamics are unknown and the part can't be measured.
    """

    log_start: float | None  # log μ(s₀)
    log_dynamics: float | None  # Σ_t log P(s_{t+1}|s_t, a_t)
    log_policy: float  # Σ_t log π_θ(a_t|s_t)
    log_probability: float | None  # log P(τ;θ)
    probability: float | None  # P(τ;θ)
    trajectory_return: float  # R(τ)


@dataclass(frozen=True)
class Nudge:
    """The derivative of every part along a direction."""

    measured: Parts  # by central differences
    derived: Parts  # by the derivation: 0, 0, ⟨Σ_t ∇log π_t, d⟩, the same, P times it, 0


def nudge(
    mdp: TabularMDP | None,
    policy: Policy,
    theta: np.ndarray,
    direction: np.ndarray,
    batch: Batch,
    trajectory: int,
    discount: float,
) -> Nudge:
    """Return how every part of a trajectory moves along a direction [parameters]."""

    def parts(distance: float) -> Parts:
        at = theta + distance * direction
        return parts_at(mdp, policy, at, batch, trajectory, discount)

    distance = DISTANCE / (float(np.linalg.norm(direction)) or 1.0)
    return Nudge(
        measured=_slopes(parts(-distance), parts(distance), 2.0 * distance),
        derived=_derived(parts(0.0), _score_along(policy, theta, direction, batch, trajectory)),
    )


def parts_at(
    mdp: TabularMDP | None,
    policy: Policy,
    theta: np.ndarray,
    batch: Batch,
    trajectory: int,
    discount: float,
) -> Parts:
    """Return the value of every part of a trajectory at θ."""
    factors = factors_of(mdp, policy, theta, batch, trajectory)
    rewards = batch.rewards[batch.slice(trajectory)]
    return Parts(
        *factors.sums,
        factors.log_probability,
        factors.probability,
        float(discount ** np.arange(len(rewards)) @ rewards),
    )


def _slopes(below: Parts, above: Parts, distance: float) -> Parts:
    def slope(name: str) -> Any:
        low, high = getattr(below, name), getattr(above, name)
        return None if low is None else (high - low) / distance

    return Parts(*(slope(part.name) for part in fields(Parts)))


def _derived(here: Parts, score: float) -> Parts:
    probability = None if here.log_probability is None else math.exp(here.log_probability) * score
    return Parts(0.0, 0.0, score, score, probability, 0.0)


def _score_along(
    policy: Policy, theta: np.ndarray, direction: np.ndarray, batch: Batch, trajectory: int
) -> float:
    """Return ⟨Σ_t ∇log π_θ(a_t|s_t), direction⟩."""
    steps = batch.slice(trajectory)
    evaluation = policy.evaluate(theta, batch.observations[steps], batch.actions[steps])
    return float(evaluation.score.along(direction).sum())
