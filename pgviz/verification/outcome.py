"""A check, one comparison of two numbers, and what comes of it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Check:
    """What is checked, in words."""

    name: str  # what `pgviz check --only` takes
    title: str
    sentence: str  # what it says of the mathematics, and how it is found out


@dataclass(frozen=True)
class Comparison:
    """Our number beside another; of two vectors, the pair that is furthest apart."""

    ours: float
    other: float
    other_source: str  # where the other number comes from
    tolerance: float  # how far apart they may be
    component: str = ""  # of a vector, which

    @property
    def difference(self) -> float:
        """How far apart they are; NaN where one of them is."""
        return abs(self.ours - self.other)

    @property
    def passed(self) -> bool:
        """Whether they agree; NaN agrees with nothing."""
        return self.difference <= self.tolerance


@dataclass(frozen=True, kw_only=True)
class Outcome(Comparison):
    """A comparison with what it was of."""

    check: Check
    subject: str


@dataclass(frozen=True)
class Case:
    """One comparison that a check makes, when it is asked to."""

    subject: str
    compare: Callable[[str], Comparison]  # with this mistake switched on, or "none"


def numbers(ours: float, other: float, source: str, tolerance: float) -> Comparison:
    """Return the comparison of two numbers."""
    return Comparison(float(ours), float(other), source, float(tolerance))


def vectors(
    ours: np.ndarray,
    other: np.ndarray | float,
    source: str,
    tolerance: np.ndarray | float,
    names: Sequence[str] | None = None,
) -> Comparison:
    """Return the comparison of the components that are furthest apart, by their tolerance.

    Arrays of one shape, or numbers that stand for all components. A NaN is furthest. Without
    `names`, one for each component in order, a component is called by its indices.
    """
    shape = ours.shape
    other, tolerance = (np.broadcast_to(each, shape) for each in (other, tolerance))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        excess = np.abs(ours - other) / tolerance
    excess[(ours == other)] = 0.0
    excess[np.isnan(ours - other)] = math.inf
    place = int(excess.argmax())
    index = np.unravel_index(place, shape)
    name = names[place] if names else ", ".join(str(number) for number in index)
    return Comparison(
        float(ours[index]), float(other[index]), source, float(tolerance[index]), name
    )
