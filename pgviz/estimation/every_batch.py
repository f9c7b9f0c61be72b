"""The exact distribution of ĝ: every batch of m trajectories there can be, with its probability."""

from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from math import comb, lgamma

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.spaces import Space
from pgviz.estimation import value
from pgviz.estimation.directions import ROUNDING, Directions
from pgviz.estimation.estimate import GradientEstimate, estimate_gradient
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.listing import Listing
from pgviz.estimation.mistakes import MISTAKES
from pgviz.estimation.moments import treats_separately
from pgviz.estimation.weights import weigh
from pgviz.policies.policy import SoftmaxPolicy

MOST_BATCHES = 20_000
MOST_STEPS = 5_000_000  # in all batches together
MOST_NUMBERS = 4_000_000  # of gradients: 32 MB


@dataclass(frozen=True)
class Distribution:
    """Every ĝ there can be; arrays are read-only."""

    probabilities: np.ndarray  # [n]
    gradients: np.ndarray  # [n, parameters]

    @property
    def mean(self) -> np.ndarray:
        """E[ĝ], [parameters]."""
        return self.probabilities @ self.gradients

    @property
    def variance(self) -> np.ndarray:
        """Var[ĝ], [parameters]."""
        return self.probabilities @ np.square(self.gradients - self.mean)

    def directions(self, exact: np.ndarray) -> Directions:
        """Return how probable it is where ĝ leads, where 0 may be off by rounding."""
        largest = ROUNDING * np.abs(self.gradients).max(initial=0.0) * np.abs(exact).sum()
        along = self.gradients @ exact
        return Directions(self._share(along <= largest), self._share(np.abs(along) <= largest))

    def _share(self, which: np.ndarray) -> float:
        return min(1.0, float(self.probabilities[which].sum()))


@dataclass(frozen=True)
class Sampling:
    """How ĝ is made at a θ from trajectories of a complete list."""

    listing: Listing
    policy: SoftmaxPolicy
    theta: np.ndarray  # [parameters]
    estimator: Estimator
    observations: Space
    fit: value.ValueFit = value.UNFITTED

    def chances(self) -> np.ndarray:
        """Return how probable each trajectory is to be drawn, [trajectories]."""
        pairs, policy = self.listing.pairs, self.policy
        if MISTAKES[self.estimator.mistake].greedy:
            taken = pairs.actions == policy.greedy(self.theta, pairs.observations)
            chance = taken.astype(float)
        else:
            evaluation = policy.evaluate(self.theta, pairs.observations, pairs.actions)
            chance = np.exp(evaluation.log_probabilities)
        known = np.exp(self.listing.log_start + self.listing.log_dynamics)
        return known * np.multiply.reduceat(chance[pairs.of_step], self.listing.batch.offsets[:-1])

    def possible(self) -> np.ndarray:
        """Return which trajectories can be drawn, [n] int."""
        return np.flatnonzero(self.chances())

    def estimate(self, trajectories: np.ndarray) -> GradientEstimate:
        """Return the estimate from a batch of these trajectories, as an iteration makes it."""
        batch = chosen(self.listing.batch, trajectories)
        score = self.policy.evaluate(self.theta, batch.observations, batch.actions).score
        weights = weigh(batch, score, self.estimator, self.observations, self.fit)
        return estimate_gradient(batch, score, weights)


def every_trajectory(sampling: Sampling) -> Distribution:
    """Return the distribution of the gradient g_i of one trajectory.

    Only of an estimator that `treats_separately` is ĝ the mean of m independent ones.
    """
    possible = sampling.possible()
    estimate = sampling.estimate(possible)
    return Distribution(freeze(sampling.chances()[possible]), estimate.per_trajectory)


def every_batch(sampling: Sampling, size: int) -> Distribution:
    """Return the distribution of ĝ over all batches of `size` trajectories.

    The order of the trajectories in a batch doesn't count, so that each multiset of them stands
    for all of its orders.
    """
    possible = sampling.possible()
    batches = np.array(list(combinations_with_replacement(range(len(possible)), size)))
    log_chances = np.log(sampling.chances()[possible])[batches].sum(axis=1) + log_orders(batches)
    make = _means if treats_separately(sampling.estimator) else _one_by_one
    gradients = make(sampling, possible, batches)
    return Distribution(freeze(np.exp(log_chances)), freeze(gradients))


def is_countable(sampling: Sampling, size: int, most: int = MOST_BATCHES) -> bool:
    """Return whether there are at most `most` batches, and they fit into little memory."""
    batches = comb(len(sampling.possible()) + size - 1, size)
    steps = batches * size * sampling.listing.longest
    numbers = batches * sampling.policy.size
    return batches <= most and steps <= MOST_STEPS and numbers <= MOST_NUMBERS


def log_orders(batches: np.ndarray) -> np.ndarray:
    """Return log(m! / Π n_i!), in how many orders each sorted row can be drawn, [batches]."""
    rank, repeats = np.ones(len(batches)), np.zeros(len(batches))
    for before, here in zip(batches.T[:-1], batches.T[1:], strict=True):
        rank = np.where(before == here, rank + 1.0, 1.0)
        repeats += np.log(rank)
    return lgamma(batches.shape[1] + 1) - repeats


def chosen(batch: Batch, trajectories: np.ndarray) -> Batch:
    """Return a batch of some trajectories of another; one may be chosen more than once."""
    lengths = batch.lengths[trajectories]
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    steps = np.arange(offsets[-1]) + np.repeat(batch.offsets[trajectories] - offsets[:-1], lengths)
    per_step = {name: freeze(getattr(batch, name)[steps]) for name in _PER_STEP}
    rest = {name: freeze(getattr(batch, name)[trajectories]) for name in _PER_TRAJECTORY}
    return replace(batch, offsets=freeze(offsets), **per_step, **rest)


def _one_by_one(sampling: Sampling, possible: np.ndarray, batches: np.ndarray) -> np.ndarray:
    estimates = (sampling.estimate(possible[batch]) for batch in batches)
    # Shares are all 0 where contributions cancel: what is left of ĝ is rounding.
    return np.stack([each.gradient * each.shares.any() for each in estimates])


def _means(sampling: Sampling, possible: np.ndarray, batches: np.ndarray) -> np.ndarray:
    gradients = sampling.estimate(possible).per_trajectory
    total = np.zeros((len(batches), gradients.shape[1]))
    for column in batches.T:
        total += gradients[column]
    return total / batches.shape[1]


_PER_STEP = "observations", "actions", "rewards", "states"
_PER_TRAJECTORY = "terminated", "truncated", "last_observations", "last_states"
