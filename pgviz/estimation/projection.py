"""The trajectory gradients in a plane: through ĝ, and else where most of their variance lies."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.estimation.estimate import GradientEstimate

ROUNDING = 1e-7  # of the longest g_i: its square is what is left of a Gram matrix's zero


@dataclass(frozen=True)
class Plane:
    """A plane through the origin; arrays are read-only.

    The first axis is the direction of ĝ (where ĝ has none, that of most variance), the second the
    direction across it in which the g_i vary most. An axis along which nothing varies is 0.
    """

    axes: np.ndarray  # [2, parameters], orthonormal or 0
    points: np.ndarray  # [trajectories, 2] the g_i
    variance_shares: tuple[float, float]  # of the whole variance of the g_i, along each axis

    def project(self, vector: np.ndarray) -> np.ndarray:
        """Return the coordinates of a vector [parameters], or of several [n, parameters]."""
        return vector @ self.axes.T


def plane_through(estimate: GradientEstimate) -> Plane:
    """Return the plane through ĝ that shows most of the variance of the g_i."""
    gradients = estimate.per_trajectory
    scale = float(np.abs(gradients).max()) or 1.0  # squares of what is left can't overflow
    scaled = gradients / scale
    first = _direction(estimate.gradient / scale) if estimate.shares.any() else _leading(scaled)
    along, variance = scaled @ first, _variance(scaled)
    left = np.subtract(scaled, np.outer(along, first), out=scaled)
    # The mean of what is left is 0, for ĝ, the mean, lies along the first axis.
    second = _leading(left)
    points = np.stack([along, left @ second], axis=1)
    shares = points.var(axis=0) / variance if variance > 0.0 else np.zeros(2)
    return Plane(
        axes=freeze(np.stack([first, second])),
        points=freeze(scale * points),
        variance_shares=(float(shares[0]), float(shares[1])),
    )


def _leading(rows: np.ndarray) -> np.ndarray:
    """Return the direction of the largest sum of squares, [parameters]; 0 where all rows are.

    It is the first right singular vector, from the smaller of the two Gram matrices.
    """
    if rows.shape[0] <= rows.shape[1]:
        direction = np.linalg.eigh(rows @ rows.T)[1][:, -1] @ rows
    else:
        direction = np.linalg.eigh(rows.T @ rows)[1][:, -1]
    if np.abs(rows @ direction).max() <= ROUNDING * np.linalg.norm(direction):
        return np.zeros(rows.shape[1])
    # Of the two signs the one whose largest component is positive: nothing flips by chance.
    return _direction(direction) * np.sign(direction[np.abs(direction).argmax()])


def _direction(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)


def _variance(gradients: np.ndarray) -> float:
    """Return the trace of the covariance, 0 where it is rounding."""
    squares = float(np.vdot(gradients, gradients)) / len(gradients)
    variance = squares - float(np.square(gradients.mean(axis=0)).sum())
    return variance if variance > ROUNDING**2 * squares else 0.0
