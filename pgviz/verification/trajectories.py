"""All trajectories of a small world, and all batches of them: sums over τ, and E[ĝ], literally."""

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from pgviz.environments import Batch
from pgviz.estimation import value
from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.every_batch import chosen
from pgviz.estimation.exact import Exact, exact_gradient
from pgviz.estimation.listing import list_trajectories
from pgviz.estimation.weights import weigh
from pgviz.policies.policy import Evaluation
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.verification.worlds import Task


@dataclass(frozen=True)
class Enumerated:
    """Every trajectory of a task; arrays are [trajectories]."""

    task: Task
    theta: np.ndarray
    batch: Batch
    log_dynamics: np.ndarray  # log μ + Σ log P, which θ is not in

    @property
    def exact(self) -> Exact:
        """J and ∇J by dynamic programming."""
        task = self.task
        return exact_gradient(task.mdp, task.policy, self.theta, task.discount, task.horizon)

    @property
    def probabilities(self) -> np.ndarray:
        """P(τ;θ) as a product over the steps."""
        log_policy = self._evaluate(self.batch).log_probabilities
        return np.exp(self.log_dynamics + self.batch.total(log_policy))

    @property
    def returns(self) -> np.ndarray:
        """R(τ)."""
        return self.batch.total(self.task.discount**self.batch.times * self.batch.rewards)

    @property
    def gradient(self) -> np.ndarray:
        """Σ_τ P(τ;θ) R(τ) Σ_t ∇log π(a_t|s_t), [parameters]."""
        steps = np.repeat(self.probabilities * self.returns, self.batch.lengths)
        return self._evaluate(self.batch).score.weighted_sum(steps)

    def expected(self, size: int, choices: dict[str, Any]) -> np.ndarray:
        """Return E[ĝ] over all batches of `size` trajectories that there are, [parameters]."""
        hyperparameters = Hyperparameters().changed({"discount": self.task.discount, **choices})
        total, probabilities = np.zeros(self.task.policy.size), self.probabilities
        for which in map(np.array, product(range(self.batch.size), repeat=size)):
            chance = float(np.prod(probabilities[which]))
            total += chance * self._estimate(chosen(self.batch, which), hyperparameters)
        return total

    def _estimate(self, batch: Batch, hyperparameters: Hyperparameters) -> np.ndarray:
        score, space = self._evaluate(batch).score, self.task.observations
        weights = weigh(batch, score, hyperparameters.estimator, space, self._fit())
        return estimate_gradient(batch, score, weights).gradient

    def _fit(self) -> value.ValueFit:
        """Return a value baseline that earlier trajectories have left behind."""
        earlier = chosen(self.batch, np.arange(min(3, self.batch.size)))
        return value.refit(value.UNFITTED, self.task.observations, earlier, earlier.rewards)

    def _evaluate(self, batch: Batch) -> Evaluation:
        return self.task.policy.evaluate(self.theta, batch.observations, batch.actions)


def enumerate_task(task: Task, theta: np.ndarray | None = None) -> Enumerated:
    """Return every trajectory of a task that has few, at its own θ or another."""
    listing = list_trajectories(task.mdp, task.horizon)
    assert listing.complete
    log_dynamics = listing.log_start + listing.log_dynamics
    return Enumerated(task, task.theta if theta is None else theta, listing.batch, log_dynamics)
