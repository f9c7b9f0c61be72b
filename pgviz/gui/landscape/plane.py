"""The line or the plane of θ over which J is drawn: the one that shows most of the paths."""

from dataclasses import dataclass

import numpy as np

from pgviz.gui.notation import parameter_label, short_parameter_name
from pgviz.policies.policy import Layer

FLAT = 1e-12  # of the largest variance: what is less is rounding
ROUNDING = 1e-9  # of θ
MARGIN = {1: 0.15, 2: 0.2}  # of the paths' extent, on both sides, of a line and of a plane
WAYS = ("main way of θ", "along"), ("way of θ across", "across")
LEAST = 1.0  # of θ: the extent of a path that goes nowhere


@dataclass(frozen=True, eq=False)
class Plane:
    """A part of it: places are coordinates along its axes."""

    origin: np.ndarray  # [parameters]
    axes: np.ndarray  # [1 or 2, parameters], at right angles
    lows: np.ndarray  # [1 or 2]
    highs: np.ndarray
    names: tuple[tuple[str, ...], ...]  # of each axis, the longest first

    @property
    def is_line(self) -> bool:
        """Whether it has one axis only."""
        return len(self.axes) == 1

    def thetas(self, places: np.ndarray) -> np.ndarray:
        """Return θ at places [points, axes]."""
        return self.origin + places @ self.axes

    def places(self, thetas: np.ndarray) -> np.ndarray:
        """Return where θ [points, parameters], or the nearest in the plane, lies."""
        squares = np.square(self.axes).sum(axis=1)
        places: np.ndarray = (thetas - self.origin) @ self.axes.T / squares
        return places


def plane_of(thetas: np.ndarray, layers: tuple[Layer, ...]) -> Plane | None:
    """Return the plane that shows most of θ [points, parameters]; None if θ has stood still.

    Its origin is the first θ. Of two parameters whose sum stays, as that of a softmax of two
    actions does, it is the line of their difference; of one, its own line.
    """
    parameters = thetas.shape[1]
    if parameters == 1:
        return _within(np.zeros(1), np.ones((1, 1)), ((parameter_label(layers, 0),),), thetas)
    if parameters == 2 and np.ptp(thetas.sum(axis=1)) <= ROUNDING * (1.0 + np.abs(thetas).max()):
        return _of_difference(thetas, layers)
    return _of_most(thetas)


def _of_difference(thetas: np.ndarray, layers: tuple[Layer, ...]) -> Plane:
    half = np.array([[-0.5, 0.5]])
    one, other = (short_parameter_name(layers, parameter) for parameter in (0, 1))
    name = f"θ[{other}] − θ[{one}]"
    return _within(np.full(2, thetas[0].mean()), half, ((name,),), thetas)


def _of_most(thetas: np.ndarray) -> Plane | None:
    origin, around = thetas[0], thetas - thetas.mean(axis=0)
    # Of few points in many parameters the matrix of their products is the small one.
    squares, vectors = np.linalg.eigh(around @ around.T)
    squares, vectors = squares[::-1], vectors.T[::-1]
    if squares[0] <= 0.0:
        return None
    count = 1 + int(len(squares) > 1 and squares[1] > FLAT * squares[0])
    axes = vectors[:count] @ around
    axes /= np.linalg.norm(axes, axis=1, keepdims=True)
    most = (thetas.mean(axis=0) - origin) @ axes.T
    axes *= np.where(most < 0.0, -1.0, 1.0)[:, None]  # most lie at the right of the first, above
    shares = 100.0 * squares[:count] / squares.clip(0.0).sum()
    names = tuple(
        (f"{name} · {share:.0f}\u202f% of its variance", name, short)
        for (name, short), share in zip(WAYS, shares, strict=False)
    )
    return _within(origin, axes, names, thetas)


def _within(
    origin: np.ndarray, axes: np.ndarray, names: tuple[tuple[str, ...], ...], thetas: np.ndarray
) -> Plane:
    whole = Plane(origin, axes, np.zeros(len(axes)), np.ones(len(axes)), names)
    places = whole.places(thetas)
    margins = MARGIN[len(axes)] * np.maximum(np.ptp(places, axis=0), _least(places))
    return Plane(origin, axes, places.min(axis=0) - margins, places.max(axis=0) + margins, names)


def _least(places: np.ndarray) -> np.ndarray:
    """Return the least extent of each axis: so that no plane is much longer than wide."""
    extents = np.ptp(places, axis=0)
    largest = extents.max()
    return np.full(len(extents), 0.1 * largest if largest > 0.0 else LEAST)
