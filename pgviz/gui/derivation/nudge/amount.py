"""A number that may be smaller or larger than a float can be."""

import math
from dataclasses import dataclass

from pgviz.gui.derivation.magnitude import magnitude
from pgviz.gui.format import exact, short

ALL_DIGITS = 17


@dataclass(frozen=True)
class Amount:
    """factor · e^log, of something unknown where `unit` names it."""

    factor: float
    log: float = 0.0  # nats
    unit: str = ""

    @property
    def value(self) -> float:
        """The number itself, 0 or infinite where it leaves the range of floats."""
        if self.factor == 0.0:
            return 0.0
        size = self.log + math.log(abs(self.factor))
        return math.copysign(math.exp(size) if size < math.log(1.79e308) else math.inf, self.factor)

    @property
    def text(self) -> str:
        """Three digits of it."""
        number = short(self.factor) if self.log == 0.0 else magnitude(self.log, self.factor)
        return number + self._times

    @property
    def exact(self) -> str:
        """All digits of it."""
        if self.log == 0.0:
            return exact(self.factor) + self._times
        return magnitude(self.log, self.factor, ALL_DIGITS) + self._times

    @property
    def _times(self) -> str:
        return f" · {self.unit}" if self.unit else ""
