"""P(τ;θ) as a product that leaves the range of floats, and as a sum of logarithms that doesn't."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.gui.derivation.material import Material

SMALLEST, LARGEST = 5e-324, 1.7976931348623157e308  # floats
LOG_10 = math.log(10.0)


@dataclass(frozen=True)
class Running:
    """The factors of a trajectory, μ(s₀) among the first step's; of a world without a table π's."""

    logs: np.ndarray  # [T] natural logarithm of each step's factors, read-only
    complete: bool  # whether the dynamics are among them

    @property
    def steps(self) -> int:
        """T."""
        return len(self.logs)

    @cached_property
    def exponents(self) -> np.ndarray:
        """The running sum of logarithms to the base of ten, from 0 on, [T + 1]."""
        return freeze(np.concatenate([[0.0], np.cumsum(self.logs)]) / LOG_10)

    @property
    def rate(self) -> float:
        """How many powers of ten a step adds on average."""
        return float(self.exponents[-1]) / self.steps

    @property
    def limit(self) -> float:
        """The power of ten at which the product leaves the range of floats."""
        return math.log10(LARGEST) if self.rate > 0.0 else math.log10(SMALLEST)

    @property
    def lost_after(self) -> int | None:
        """After how many steps the product in floats is 0, or infinite; None within T steps."""
        lost = np.flatnonzero((self.product == 0.0) | np.isinf(self.product))
        return int(lost[0]) + 1 if len(lost) else None

    @property
    def reach(self) -> float | None:
        """After how many steps like these the product is lost; None if it never is."""
        if self.lost_after is not None:
            return float(self.lost_after)
        return self.limit / self.rate if self.rate != 0.0 else None

    @cached_property
    def product(self) -> np.ndarray:
        """The running product as floats have it, [T]."""
        with np.errstate(over="ignore", under="ignore"):
            return freeze(np.multiply.accumulate(np.exp(self.logs)))


def running_of(material: Material) -> Running:
    """Return the running product of the selected trajectory."""
    factors = material.factors
    logs = factors.log_policy.copy()
    if factors.log_dynamics is None or factors.log_start is None:
        return Running(freeze(logs), complete=False)
    logs += factors.log_dynamics
    logs[0] += factors.log_start
    return Running(freeze(logs), complete=True)
