"""The trajectory gradients in a plane: through ĝ and ∇J, and else where most variance lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.estimation.estimate import GradientEstimate

ROUNDING = 1e-7  # of the longest g_i: its square is what is left of a Gram matrix's zero

Meaning = Literal["estimate", "target", "variance", "nothing"]


@dataclass(frozen=True)
class Plane:
    """A plane through the origin; arrays are read-only.

    Its axes lie along ĝ, along what ∇J has across ĝ, and where one of them has no direction or
    ∇J is unknown, in the direction across the other in which the g_i vary most: `meanings` tells
    which. An axis along which nothing varies is 0. ĝ, and ∇J where it was given, lie in the plane.
    """

    axes: np.ndarray  # [2, parameters], orthonormal or 0
    points: np.ndarray  # [trajectories, 2] the g_i
    variance_shares: tuple[float, float]  # of the whole variance of the g_i, along each axis
    meanings: tuple[Meaning, Meaning]

    def project(self, vector: np.ndarray) -> np.ndarray:
        """Return the coordinates of a vector [parameters], or of several [n, parameters]."""
        return vector @ self.axes.T


def plane_through(estimate: GradientEstimate, target: np.ndarray | None = None) -> Plane:
    """Return the plane through ĝ and `target`, ∇J [parameters] or what stands for it."""
    scale = float(np.abs(estimate.per_trajectory).max()) or 1.0  # so that squares can't overflow
    left = estimate.per_trajectory / scale
    variance = _variance(left)
    given = _directions(estimate, target)
    axes: list[np.ndarray] = []
    along: list[np.ndarray] = []
    meanings: list[Meaning] = []
    for _ in range(2):
        # What is left has the mean 0 where an axis is chosen by its sum of squares: ĝ, the mean,
        # lies along the first axis, or has cancelled.
        meaning, axis = next(given, None) or _most_varying(left)
        along.append(left @ axis)
        left = left - np.outer(along[-1], axis)
        axes.append(axis)
        meanings.append(meaning)
    points = np.stack(along, axis=1)
    shares = points.var(axis=0) / variance if variance > 0.0 else np.zeros(2)
    return Plane(
        axes=freeze(np.stack(axes)),
        points=freeze(scale * points),
        variance_shares=(float(shares[0]), float(shares[1])),
        meanings=(meanings[0], meanings[1]),
    )


def _directions(
    estimate: GradientEstimate, target: np.ndarray | None
) -> Iterator[tuple[Meaning, np.ndarray]]:
    """Yield those axes that ĝ and ∇J give, orthonormal."""
    first = unit(estimate.gradient) if estimate.shares.any() else None
    if first is not None:
        yield "estimate", first
    if target is None or not target.any():
        return
    across = unit(target)
    if first is not None:
        across = across - (across @ first) * first
    if np.linalg.norm(across) > ROUNDING:
        yield "target", unit(across)


def _most_varying(rows: np.ndarray) -> tuple[Meaning, np.ndarray]:
    axis = leading(rows)
    return ("variance" if axis.any() else "nothing"), axis


def unit(vector: np.ndarray) -> np.ndarray:
    """Return a vector of length 1 in the same direction; 0 for 0."""
    scaled = vector / (float(np.abs(vector).max()) or 1.0)
    return scaled / (float(np.linalg.norm(scaled)) or 1.0)


def leading(rows: np.ndarray) -> np.ndarray:
    """Return the direction in which rows [n, parameters] have the largest sum of squares.

    It is [parameters] of length 1, the first right singular vector, from the smaller of the two
    Gram matrices; 0 where nothing but rounding is left of numbers that were up to 1.
    """
    if rows.shape[0] <= rows.shape[1]:
        direction = np.linalg.eigh(rows @ rows.T)[1][:, -1] @ rows
    else:
        direction = np.linalg.eigh(rows.T @ rows)[1][:, -1]
    if np.abs(rows @ direction).max() <= ROUNDING * np.linalg.norm(direction):
        return np.zeros(rows.shape[1])
    # Of the two signs the one whose largest component is positive: nothing flips by chance.
    return unit(direction) * np.sign(direction[np.abs(direction).argmax()])


def _variance(gradients: np.ndarray) -> float:
    """Return the trace of the covariance, 0 where it is rounding."""
    squares = float(np.vdot(gradients, gradients)) / len(gradients)
    variance = squares - float(np.square(gradients.mean(axis=0)).sum())
    return variance if variance > ROUNDING**2 * squares else 0.0
