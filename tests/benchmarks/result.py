"""What a benchmark reports: figures with their spread, and whether they are what they must be."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, TypeVar

Size = TypeVar("Size")

SENSES: Mapping[str, Callable[[float, float], bool]] = {"≥": operator.ge, "≤": operator.le}


@dataclass(frozen=True)
class Effort:
    """How much is measured: all of it, or just enough to see that a benchmark works."""

    repeats: int
    toy: bool = False

    def either(self, full: Size, toy: Size) -> Size:
        """Return the size that goes with the effort."""
        return toy if self.toy else full


FULL = Effort(repeats=7)
TOY = Effort(repeats=1, toy=True)


@dataclass(frozen=True)
class Figure:
    """A quantity, measured several times."""

    name: str
    unit: str
    values: tuple[float, ...]  # one a repeat, in the order in which they were measured

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def low(self) -> float:
        return min(self.values)

    @property
    def high(self) -> float:
        return max(self.values)

    def over(self, other: "Figure") -> "Figure":
        """Return the ratios of two figures that were measured in turn, pair by pair."""
        pairs = zip(self.values, other.values, strict=True)
        return Figure(f"{self.name} / {other.name}", "×", tuple(a / b for a, b in pairs))

    def as_mapping(self) -> dict[str, Any]:
        """Return the figure as it is written into a file."""
        spread = {"median": self.median, "low": self.low, "high": self.high}
        return {"name": self.name, "unit": self.unit, **spread, "values": list(self.values)}


@dataclass(frozen=True)
class Requirement:
    """What a figure must reach, and whether it does; an aim is only told."""

    what: str
    value: float
    sense: str  # "≥" or "≤"
    bound: float
    unit: str = "×"
    is_aim: bool = False

    @property
    def is_met(self) -> bool:
        return SENSES[self.sense](self.value, self.bound)

    def as_mapping(self) -> dict[str, Any]:
        """Return the requirement as it is written into a file."""
        return {**vars(self), "is_met": self.is_met}


@dataclass(frozen=True)
class Result:
    """All that one benchmark has to say."""

    figures: tuple[Figure, ...]
    requirements: tuple[Requirement, ...]
    absent: tuple[str, ...] = ()  # the peers that are not installed
    notes: tuple[str, ...] = ()  # whole sentences

    def as_mapping(self) -> dict[str, Any]:
        """Return the result as it is written into a file."""
        return {
            "figures": [figure.as_mapping() for figure in self.figures],
            "requirements": [requirement.as_mapping() for requirement in self.requirements],
            "absent": list(self.absent),
            "notes": list(self.notes),
        }
