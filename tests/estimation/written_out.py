"""The general estimator in plain Python: one loop over trajectories, one over their steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.estimation.estimator import Estimator


@dataclass(frozen=True)
class WrittenOut:
    """What `mathematics` calls G or R, b, ψ and c, a list for each trajectory; and ĝ."""

    returns: list[list[float]]
    baselines: list[list[float]]
    psi: list[list[float]]
    coefficients: list[list[float]]
    gradient: np.ndarray


def estimate(
    batch: Batch, scores: np.ndarray, estimator: Estimator, values: Sequence[float]
) -> WrittenOut:
    """Return the estimator of a batch with dense scores [steps, parameters].

    `values` are V_w(s_t) of every step, for the baseline of that name.
    """
    rewards, dense = _split(batch, batch.rewards), _split(batch, scores)
    returns = [_returns(mine, estimator) for mine in rewards]
    coefficients = [_coefficients(len(mine), estimator) for mine in rewards]
    baselines = _baselines(returns, coefficients, dense, estimator, _split(batch, values))
    psi = [
        [g - b for g, b in zip(*rows, strict=True)] for rows in zip(returns, baselines, strict=True)
    ]
    if estimator.standardise:
        deviation = pstdev(x for row in psi for x in row)
        psi = [[x / deviation for x in row] for row in psi]
    count = len(rewards) if estimator.average == "trajectories" else sum(map(len, rewards))
    gradient = np.zeros(scores.shape[1])
    for i in range(len(rewards)):
        for t in range(len(rewards[i])):
            gradient = gradient + coefficients[i][t] * psi[i][t] * dense[i][t] / count
    return WrittenOut(returns, baselines, psi, coefficients, gradient)


def _returns(rewards: Sequence[float], estimator: Estimator) -> list[float]:
    steps, discount = range(len(rewards)), estimator.discount
    if estimator.return_ == "whole":
        return [sum(discount**k * rewards[k] for k in steps)] * len(rewards)
    return [sum(discount ** (k - t) * rewards[k] for k in steps if k >= t) for t in steps]


def _coefficients(steps: int, estimator: Estimator) -> list[float]:
    weighted = estimator.return_ == "to-go" and estimator.discount_weighting
    return [estimator.discount**t if weighted else 1.0 for t in range(steps)]


def _baselines(
    returns: list[list[float]],
    coefficients: list[list[float]],
    scores: list[list[np.ndarray]],
    estimator: Estimator,
    values: list[list[float]],
) -> list[list[float]]:
    # The mean of whole returns is over trajectories, that of returns to go over their steps.
    counted = [row[:1] for row in returns] if estimator.return_ == "whole" else returns
    if estimator.baseline == "none":
        return [[0.0] * len(row) for row in returns]
    if estimator.baseline == "mean":
        return [[fmean(_all(counted))] * len(row) for row in returns]
    if estimator.baseline == "leave-one-out":
        others = [_all(counted[:i] + counted[i + 1 :]) for i in range(len(returns))]
        means = [fmean(row) if row else 0.0 for row in others]
        return [[mean] * len(row) for mean, row in zip(means, returns, strict=True)]
    if estimator.baseline == "time":
        longest = max(map(len, returns))
        means = [fmean(row[t] for row in returns if t < len(row)) for t in range(longest)]
        return [means[: len(row)] for row in returns]
    if estimator.baseline == "optimal":
        return [[_optimal(returns, coefficients, scores)] * len(row) for row in returns]
    return values


def _optimal(
    returns: list[list[float]],
    coefficients: list[list[float]],
    scores: list[list[np.ndarray]],
) -> float:
    """Return the b that makes Σ_i ‖g_i − b S_i‖² least, by least squares."""
    rows = zip(returns, coefficients, scores, strict=True)
    sums = [_sums(*row) for row in rows]
    S, g = (np.concatenate(parts) for parts in zip(*sums, strict=True))
    return float(np.linalg.lstsq(S[:, np.newaxis], g)[0][0])


def _sums(
    returns: list[float], coefficients: list[float], scores: list[np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    terms = [c * score for c, score in zip(coefficients, scores, strict=True)]
    return sum(terms), sum(g * term for g, term in zip(returns, terms, strict=True))


def _split(batch: Batch, per_step: Sequence) -> list[list]:
    return [list(per_step[batch.slice(i)]) for i in range(batch.size)]


def _all(rows: list[list[float]]) -> list[float]:
    return [x for row in rows for x in row]
