"""Returns, baselines and mistakes; batch has trajectory i in steps offsets[i]:offsets[i + 1]."""

import numpy as np


def whole_returns(batch, rewards, gamma):
    """R(τ) = Σ_k γ^k r_k at every step."""
    return np.repeat(batch.total(gamma**batch.times * rewards), batch.lengths)


def rewards_to_go(batch, rewards, gamma):
    """G_t = Σ_{k≥t} γ^{k−t} r_k at every step."""
    to_go = rewards.astype(float)
    for i in range(batch.size):
        for t in range(batch.offsets[i + 1] - 2, batch.offsets[i] - 1, -1):
            to_go[t] += gamma * to_go[t + 1]
    return to_go


def ones(batch, gamma):
    """c_t = 1."""
    return np.ones(batch.steps)


def powers(batch, gamma):
    """c_t = γ^t."""
    return gamma**batch.times


def none(batch, returns, *_):
    """b = 0."""
    return np.zeros(batch.steps)


def mean_over_trajectories(batch, returns, *_):
    """The mean of R(τ) over the batch."""
    return np.full(batch.steps, returns[batch.offsets[:-1]].mean())


def mean_over_steps(batch, returns, *_):
    """The mean of G_t over all steps of the batch."""
    return np.full(batch.steps, returns.mean())


def mean_of_other_trajectories(batch, returns, *_):
    """The mean of R(τ) over the other trajectories; 0 for the only one."""
    sums, counts = returns[batch.offsets[:-1]], np.ones(batch.size)
    return np.repeat(mean_of_others(sums, counts), batch.lengths)


def mean_of_other_steps(batch, returns, *_):
    """The mean of G_t over the steps of the other trajectories; 0 for the only one."""
    sums, counts = batch.total(returns), batch.lengths.astype(float)
    return np.repeat(mean_of_others(sums, counts), batch.lengths)


def mean_of_others(sums, counts):
    """Σ of the other sums over Σ of the other counts."""
    others = counts.sum() - counts
    return np.divide(sums.sum() - sums, others, out=np.zeros(len(sums)), where=others > 0.0)


def mean_at_same_time(batch, returns, *_):
    """For each t, the mean over the trajectories that reach t."""
    return (np.bincount(batch.times, weights=returns) / np.bincount(batch.times))[batch.times]


def optimal_constant(batch, returns, score, c, fit):
    """The constant of least variance, E[⟨g, S⟩] / E[‖S‖²]."""
    S = per_trajectory(score, c, batch)
    g = per_trajectory(score, c * returns, batch)
    squared = np.square(S).sum()
    return np.full(batch.steps, (g * S).sum() / squared if squared > 0.0 else 0.0)


def less(returns, baseline):
    """returns − baseline, 0 where they differ by rounding alone."""
    advantage = returns - baseline
    rounding = 1e-14 * (np.abs(returns) + np.abs(baseline))
    return np.where(np.abs(advantage) <= rounding, 0.0, advantage)


def standardised(advantage):
    """Divided by its standard deviation over the steps, unless all are equal."""
    deviation = advantage.std()
    equal = deviation <= 1e-12 * np.abs(advantage).max()
    return advantage if equal else advantage / deviation


def as_sampled(batch, gamma):
    """The rewards as they are."""
    return batch.rewards


def discounted(batch, gamma):
    """MISTAKE: rewards are discounted before the return discounts them again."""
    return gamma**batch.times * batch.rewards


def as_it_is(batch, psi):
    """ψ without a mistake."""
    return psi


def mean_of_trajectory(batch, psi):
    """MISTAKE: the mean of log π is multiplied by the sum of returns."""
    return np.repeat(batch.total(psi) / batch.lengths, batch.lengths)


def flipped(batch, psi):
    """MISTAKE: the sign of ψ is flipped."""
    return 0.0 - psi


def of_next_step(batch, psi):
    """MISTAKE: a step is weighed with the ψ of the step after it."""
    shifted = np.append(psi[1:], 0.0)
    shifted[batch.offsets[1:] - 1] = 0.0
    return shifted


def less_mean_of_action(batch, psi):
    """MISTAKE: the mean ψ of the steps with the same action is subtracted."""
    actions = batch.actions if batch.actions.ndim == 1 else batch.actions[:, 0] > 0.0
    _, alike = np.unique(actions, return_inverse=True)
    return less(psi, (np.bincount(alike, weights=psi) / np.bincount(alike))[alike])
