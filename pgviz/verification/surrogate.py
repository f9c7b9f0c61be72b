"""The weights c_t ψ_t / m written out in plain Python, from the definitions, for a second look."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import sqrt

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.training.hyperparameters import Hyperparameters

Trajectories = list[list[float]]
"""A number for every step of every trajectory."""


def written_out(batch: Batch, choices: Hyperparameters) -> np.ndarray:
    """Return c_t ψ_t / m of every step, [steps], for the baselines that are means."""
    rewards = [batch.rewards[begin:end].tolist() for begin, end in pairwise(batch.offsets)]
    returns = [RETURNS[choices.return_](each, choices.discount) for each in rewards]
    baselines = BASELINES[choices.baseline](returns, whole=choices.return_ == "whole")
    psi = [
        [value - baseline for value, baseline in zip(*pair, strict=True)]
        for pair in zip(returns, baselines, strict=True)
    ]
    deviation = _deviation(_steps(psi)) if choices.standardise else 1.0
    count = len(psi) if choices.average == "trajectories" else len(_steps(psi))
    weighs = choices.return_ == "to-go" and choices.discount_weighting
    discount = choices.discount if weighs else 1.0
    return np.array(
        [discount**t * value / deviation / count for each in psi for t, value in enumerate(each)]
    )


def _whole(rewards: Sequence[float], discount: float) -> list[float]:
    return [sum(discount**k * reward for k, reward in enumerate(rewards))] * len(rewards)


def _to_go(rewards: Sequence[float], discount: float) -> list[float]:
    return [_whole(rewards[t:], discount)[0] for t in range(len(rewards))]


def _none(returns: Trajectories, *, whole: bool) -> Trajectories:
    return [[0.0] * len(each) for each in returns]


def _mean(returns: Trajectories, *, whole: bool) -> Trajectories:
    mean = _average(_counted(returns, whole))
    return [[mean] * len(each) for each in returns]


def _leave_one_out(returns: Trajectories, *, whole: bool) -> Trajectories:
    others = [returns[:i] + returns[i + 1 :] for i in range(len(returns))]
    means = [_average(_counted(each, whole)) for each in others]
    return [[mean] * len(each) for mean, each in zip(means, returns, strict=True)]


def _time(returns: Trajectories, *, whole: bool) -> Trajectories:
    longest = max(map(len, returns))
    means = [_average([each[t] for each in returns if t < len(each)]) for t in range(longest)]
    return [means[: len(each)] for each in returns]


def _counted(returns: Trajectories, whole: bool) -> list[float]:
    """Return what a mean is taken over: R(τ) of trajectories, or G_t of steps."""
    return [each[0] for each in returns] if whole else _steps(returns)


def _steps(trajectories: Trajectories) -> list[float]:
    return [value for each in trajectories for value in each]


def _average(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _deviation(values: Sequence[float]) -> float:
    mean = _average(values)
    return sqrt(_average([(value - mean) ** 2 for value in values]))


RETURNS: Mapping[str, Callable[[Sequence[float], float], list[float]]] = {
    "whole": _whole,
    "to-go": _to_go,
}
BASELINES: Mapping[str, Callable[..., Trajectories]] = {
    "none": _none,
    "mean": _mean,
    "leave-one-out": _leave_one_out,
    "time": _time,
}
