"""What a hidden unit does to its sum."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np


class Elementwise(Protocol):
    """A function of every number of an array; its values go into `out`, which may be that array."""

    def __call__(self, sums: np.ndarray, /, *, out: np.ndarray) -> np.ndarray: ...


def _tanh_slope(values: np.ndarray, /, *, out: np.ndarray) -> np.ndarray:
    np.square(values, out=out)
    return np.subtract(1.0, out, out=out)


def _relu(sums: np.ndarray, /, *, out: np.ndarray) -> np.ndarray:
    return np.maximum(sums, 0.0, out=out)


def _relu_slope(values: np.ndarray, /, *, out: np.ndarray) -> np.ndarray:
    return np.greater(values, 0.0, out=out)


# The function, and its derivative in terms of the function's value.
ACTIVATIONS: Mapping[str, tuple[Elementwise, Elementwise]] = {
    "tanh": (np.tanh, _tanh_slope),
    "relu": (_relu, _relu_slope),
}
