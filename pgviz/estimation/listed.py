"""The sums over τ of L2 to L5 at a θ, term by term, and what an incomplete list leaves out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.estimation.exact import Exact
from pgviz.estimation.listing import Listing
from pgviz.estimation.returns import whole_returns
from pgviz.policies.policy import Evaluation, SoftmaxPolicy


@dataclass(frozen=True)
class Rest:
    """What isn't listed: the exact values less the sums; 0 but for rounding where nothing is."""

    probability: float
    objective: float  # its part of J
    gradient: np.ndarray  # its part of ∇J, [parameters]


@dataclass(frozen=True)
class Listed:
    """Every listed trajectory at a θ; arrays are read-only, [trajectories] unless told.

    A policy sees nothing but the observation, so that it is asked once for each pair of an
    observation and an action, however many steps there are.
    """

    listing: Listing
    policy: SoftmaxPolicy
    theta: np.ndarray  # [parameters]
    exact: Exact  # of the same θ, discount and horizon, by dynamic programming
    discount: float
    evaluation: Evaluation  # of every pair of an observation and an action in the list
    returns: np.ndarray  # R(τ), discounted
    log_probabilities: np.ndarray  # log P(τ;θ)

    @cached_property
    def probabilities(self) -> np.ndarray:
        """P(τ;θ)."""
        return freeze(np.exp(self.log_probabilities))

    @property
    def products(self) -> np.ndarray:
        """P(τ;θ) as L1 has it: μ(s₀) times the product of all the other factors."""
        taken = self._policy[self.listing.pairs.of_step]
        return self._known * np.multiply.reduceat(taken, self.listing.batch.offsets[:-1])

    @cached_property
    def shares(self) -> np.ndarray:
        """P(τ;θ) R(τ): what each trajectory adds to J."""
        return freeze(self.probabilities * self.returns)

    @property
    def probability(self) -> float:
        """Σ_τ P(τ;θ) of the listed."""
        return float(self.probabilities.sum())

    @property
    def objective(self) -> float:
        """Σ_τ P(τ;θ) R(τ) of the listed: L2."""
        return float(self.shares.sum())

    @cached_property
    def gradient(self) -> np.ndarray:
        """Σ_τ ∇P(τ;θ) R(τ), [parameters]: L3, ∇P by the product rule, without a logarithm."""
        weights = self._others * self._of_step(self.returns)
        return freeze(self._summed_scores(weights, self._policy))  # π times its score is ∇π

    @cached_property
    def score_gradient(self) -> np.ndarray:
        """Σ_τ P(τ;θ) ∇log P(τ;θ) R(τ), [parameters]: L5, from scores."""
        return freeze(self._summed_scores(self._of_step(self.shares)))

    @property
    def rest(self) -> Rest:
        """What isn't listed."""
        return Rest(
            1.0 - self.probability,
            self.exact.objective - self.objective,
            freeze(self.exact.gradient - self.score_gradient),
        )

    def score_along(self, direction: np.ndarray) -> np.ndarray:
        """Return ⟨∇log P(τ;θ), direction⟩, the sum of the steps' scores (L9)."""
        of_pair = self.evaluation.score.along(direction)
        return self.listing.batch.total(of_pair[self.listing.pairs.of_step])

    def change_along(self, direction: np.ndarray) -> np.ndarray:
        """Return ⟨∇P(τ;θ), direction⟩ by the product rule, without a logarithm."""
        slopes = self._policy * self.evaluation.score.along(direction)  # ⟨∇π, direction⟩
        return self.listing.batch.total(self._others * slopes[self.listing.pairs.of_step])

    @property
    def _policy(self) -> np.ndarray:
        """π(a|o) of every pair, [pairs]."""
        return np.exp(self.evaluation.log_probabilities)

    @property
    def _known(self) -> np.ndarray:
        """μ(s₀) Π_t P(s_{t+1}|s_t, a_t): the factors without θ."""
        return np.exp(self.listing.log_start + self.listing.log_dynamics)

    @cached_property
    def _others(self) -> np.ndarray:
        """For each step the product of all factors of P(τ;θ) but its own π(a_t|s_t), [steps]."""
        taken = self._policy[self.listing.pairs.of_step]
        others = products_of_others(self.listing.batch, taken)
        return freeze(self._of_step(self._known) * others)

    def _of_step(self, per_trajectory: np.ndarray) -> np.ndarray:
        return np.repeat(per_trajectory, self.listing.batch.lengths)

    def _summed_scores(self, weights: np.ndarray, factor: np.ndarray | float = 1.0) -> np.ndarray:
        """Return Σ of weights [steps] times a factor [pairs] times the score, [parameters]."""
        pairs = self.listing.pairs
        of_pair = np.bincount(pairs.of_step, weights=weights, minlength=len(pairs.actions))
        return self.evaluation.score.weighted_sum(factor * of_pair)


def listed_at(
    listing: Listing, policy: SoftmaxPolicy, theta: np.ndarray, discount: float, exact: Exact
) -> Listed:
    """Return the listed trajectories' P, R and gradients at θ.

    `exact` holds J and ∇J at the same θ, with the same discount and the list's horizon.
    """
    pairs = listing.pairs
    evaluation = policy.evaluate(theta, pairs.observations, pairs.actions)
    log_policy = listing.batch.total(evaluation.log_probabilities[pairs.of_step])
    return Listed(
        listing=listing,
        policy=policy,
        theta=theta,
        exact=exact,
        discount=discount,
        evaluation=evaluation,
        returns=freeze(whole_returns(listing.batch, discount)),
        log_probabilities=freeze(listing.log_start + listing.log_dynamics + log_policy),
    )


def products_of_others(batch: Batch, factors: np.ndarray) -> np.ndarray:
    """Return for each step the product of the factors [steps] of its trajectory's other steps.

    Trajectories are in the order of their lengths. Nothing is divided: a factor may be 0.
    """
    before, after = np.ones(batch.steps), np.ones(batch.steps)
    for time in range(1, int(batch.lengths.max(initial=0))):
        longer = batch.offsets[:-1][np.searchsorted(batch.lengths, time, side="right") :]
        first, last = longer + time, batch.offsets[len(batch.offsets) - len(longer) :] - 1 - time
        before[first] = before[first - 1] * factors[first - 1]
        after[last] = after[last + 1] * factors[last + 1]
    return before * after
