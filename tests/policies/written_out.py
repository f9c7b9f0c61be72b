"""Policies in plain Python, number by number, from the documented order of θ."""

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

ACTIVATIONS: dict[str, Callable[[float], float]] = {
    "tanh": math.tanh,
    "relu": lambda x: max(x, 0.0),
}


def table_row(theta: Sequence[float], observation: int, actions: int) -> Sequence[float]:
    """Return the logits θ[s, ·]: observation by observation, in it action by action."""
    return theta[observation * actions : (observation + 1) * actions]


def layer_sums(
    theta: Sequence[float], inputs: Sequence[float], widths: Sequence[int], activation: str
) -> list[list[float]]:
    """Return each layer's sums: θ holds, output by output, the inputs' weights and then a bias."""
    numbers, values = iter(theta), inputs
    layers: list[list[float]] = []
    for width in widths:
        layers.append([_weighted(numbers, values) for _ in range(width)])
        values = [ACTIVATIONS[activation](x) for x in layers[-1]]
    return layers


def log_softmax(logits: Sequence[float]) -> list[float]:
    total = math.log(sum(math.exp(x) for x in logits))
    return [x - total for x in logits]


def softmax_entropy(logits: Sequence[float]) -> float:
    return -sum(math.exp(x) * x for x in log_softmax(logits))


def log_normal(value: float, mean: float, log_deviation: float) -> float:
    deviation = math.exp(log_deviation)
    density = math.exp(-(((value - mean) / deviation) ** 2) / 2.0)
    return math.log(density / (deviation * math.sqrt(2.0 * math.pi)))


def normal_entropy(log_deviation: float) -> float:
    return 0.5 * math.log(2.0 * math.pi * math.e * math.exp(log_deviation) ** 2)


def differences(
    function: Callable[[np.ndarray], float], theta: np.ndarray, step: float = 1e-5
) -> np.ndarray:
    """Return ∇f(θ) by central differences."""
    moves = step * np.eye(len(theta))
    return np.array([(function(theta + x) - function(theta - x)) / (2.0 * step) for x in moves])


def _weighted(numbers: Iterator[float], values: Sequence[float]) -> float:
    return sum([next(numbers) * x for x in values]) + next(numbers)
