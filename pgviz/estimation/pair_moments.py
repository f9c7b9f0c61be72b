"""The exact mean and variance of ĝ when the others' mean return is the baseline of R(τ).

Such a ĝ is the mean of ½ (R_i − R_j)(S_i − S_j) over all pairs of trajectories, a U-statistic; its
variance is that of Hoeffding (1948): (4(m − 2) ζ₁ + 2 ζ₂) / (m (m − 1)).
"""

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.moment_rules import whole_rule
from pgviz.estimation.moments import Moments, moments_of_start
from pgviz.policies.policy import SoftmaxPolicy


def pairs_trajectories(estimator: Estimator) -> bool:
    """Return whether ĝ is a multiple of the mean over pairs."""
    return (
        estimator.return_ == "whole"
        and estimator.baseline in ("mean", "leave-one-out")
        and not estimator.standardise
        and estimator.average == "trajectories"
        and estimator.mistake == "none"
    )


def pair_moments(
    mdp: TabularMDP,
    policy: SoftmaxPolicy,
    theta: np.ndarray,
    estimator: Estimator,
    horizon: int,
    batch_size: int,
) -> Moments:
    """Return the moments of ĝ with the baseline `mean` or `leave-one-out` on the return `whole`."""
    rule = whole_rule(mdp, estimator.discount, 0.0)
    products = moments_of_start(mdp, policy, theta, rule, horizon).reshape(3, 3, -1)
    mean, variance = products[1, 1], _variance(products, batch_size)
    # The mean holds the trajectory's own return, so that of R_i − R̄ there is (1 − 1/m) of R_i − b.
    share = 1.0 - 1.0 / batch_size if estimator.baseline == "mean" else 1.0
    return Moments(freeze(share * mean), freeze(share**2 * np.maximum(variance, 0.0)))


def _variance(products: np.ndarray, batch_size: int) -> np.ndarray:
    """Return Var[ĝ] when one is left out, from E[Rⁱ Sʲ], [3, 3, parameters], where E[S] is 0."""
    (_, _, s2), (r, rs, rs2), (r2, _, r2s2) = products
    if batch_size == 1:
        return r2s2 - rs**2  # no other trajectory, no baseline
    one = (r2s2 - 2.0 * r * rs2 + r**2 * s2 - rs**2) / 4.0
    two = (r2s2 + r2 * s2) / 2.0 - r * rs2
    return (4.0 * (batch_size - 2) * one + 2.0 * two) / (batch_size * (batch_size - 1))
