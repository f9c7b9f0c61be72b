"""Means with their standard errors, and the direction along which gradients are told as numbers."""

import math
from dataclasses import dataclass

import numpy as np

from pgviz.gui.derivation.ledger.direction import Direction, direction_along
from pgviz.gui.derivation.material import Material
from pgviz.gui.format import exact, short

WITHIN = 2.0  # standard errors: how far luck usually reaches


@dataclass(frozen=True)
class Measured:
    """A mean, and its standard error; without one the mean is exact, or of one trajectory."""

    mean: float
    error: float | None = None

    @property
    def text(self) -> str:
        """Three digits of each."""
        return short(self.mean) + ("" if self.error is None else f" ± {short(self.error, 2)}")

    @property
    def details(self) -> str:
        """All digits of each."""
        return exact(self.mean) + ("" if self.error is None else f" ± {exact(self.error)}")

    def errors_from(self, value: float) -> float:
        """Return how many standard errors the mean lies from a value."""
        away = abs(self.mean - value)
        if away == 0.0:
            return 0.0
        return away / self.error if self.error else math.inf

    def holds(self, value: float) -> bool:
        """Return whether a value is within reach of luck."""
        return self.errors_from(value) <= WITHIN


def measured(values: np.ndarray) -> Measured:
    """Return the mean of one number a trajectory, [trajectories]."""
    scale = float(np.abs(values).max()) or 1.0  # so that squares can't vanish, nor overflow
    many = len(values) > 1
    error = scale * float((values / scale).std(ddof=1)) / len(values) ** 0.5 if many else None
    return Measured(scale * float((values / scale).mean()), error)


def direction_of(material: Material) -> Direction:
    """Return the selected parameter's direction, else that of ∇J, else that of ĝ."""
    if material.selected.parameter is not None:
        return direction_along(material, "parameter")
    along = direction_along(material, "gradient")
    return direction_along(material, "estimate") if along.is_nothing else along
