"""Returns, what they are above a baseline, and the factor c_t that goes with them."""

from itertools import pairwise

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.estimation.estimator import Estimator

ROUNDING = 1e-14  # of the values themselves: some tens of units in the last place


def returns(batch: Batch, kind: str, discount: float) -> np.ndarray:
    """Return R(τ) ("whole") or G_t ("to-go") of every step, [steps]."""
    if kind == "whole":
        return np.repeat(whole_returns(batch, discount), batch.lengths)
    return rewards_to_go(batch, discount)


def whole_returns(batch: Batch, discount: float) -> np.ndarray:
    """Return R(τ) = Σ_k γ^k r_k of every trajectory, [trajectories]."""
    if discount == 1.0:
        return batch.total(batch.rewards)
    return batch.total(discount**batch.times * batch.rewards)


def rewards_to_go(batch: Batch, discount: float) -> np.ndarray:
    """Return G_t = Σ_{k≥t} γ^{k−t} r_k of every step, [steps]."""
    if discount == 1.0 and batch.size < batch.lengths.max():
        return _summed_back(batch)
    to_go = batch.rewards.astype(float)
    # From the longest trajectory on: those that reach time t are then the first of the order.
    order = np.argsort(-batch.lengths, kind="stable")
    starts, lengths = batch.offsets[:-1][order], batch.lengths[order]
    longer = np.searchsorted(-lengths, -np.arange(1, lengths[0])).tolist()  # than time + 1
    for time in range(len(longer) - 1, -1, -1):
        here = starts[: longer[time]] + time
        to_go[here] += discount * to_go[here + 1]
    return to_go


def _summed_back(batch: Batch) -> np.ndarray:
    """Return G_t for γ = 1, trajectory by trajectory: quicker for few and long ones."""
    to_go = np.empty(batch.steps)
    for begin, end in pairwise(batch.offsets):
        np.add.accumulate(batch.rewards[begin:end][::-1], out=to_go[begin:end][::-1])
    return to_go


def difference(returns: np.ndarray, baseline: np.ndarray) -> np.ndarray:
    """Return returns − baseline, 0 where they are equal but for rounding.

    What rounding leaves would look like a signal once it is standardised or shared out.
    """
    advantage = returns - baseline
    rounding = ROUNDING * (np.abs(returns) + np.abs(baseline))
    return np.where(np.abs(advantage) <= rounding, 0.0, advantage)


def coefficients(batch: Batch, estimator: Estimator) -> np.ndarray:
    """Return c_t of every step, [steps]: γ^t for reward-to-go, 1 where R(τ) has it already."""
    discounts = estimator.return_ == "to-go" and estimator.discount_weighting
    if discounts and estimator.discount != 1.0:
        return estimator.discount**batch.times
    return np.ones(batch.steps)
