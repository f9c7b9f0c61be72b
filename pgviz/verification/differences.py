"""Derivatives measured, not derived."""

from collections.abc import Callable

import numpy as np

STEP = 1e-5  # rounding costs about 1e-16/STEP, the curvature STEP²


def differences(
    function: Callable[[np.ndarray], np.ndarray | float], theta: np.ndarray, step: float = STEP
) -> np.ndarray:
    """Return ∂f/∂θ by central differences, [parameters, ...] for f of shape [...]."""
    moves = step * np.eye(len(theta))
    return np.array(
        [
            (np.asarray(function(theta + move)) - function(theta - move)) / (2.0 * step)
            for move in moves
        ]
    )
