"""P(τ;θ+εd) / P(τ;θ) over ε, as it is drawn."""

import math
from dataclasses import dataclass

import numpy as np

from pgviz.gui.smooth_range import SmoothRange

STEEP = 200.0  # the largest over the smallest ratio: beyond it, the axis is one of powers of ten
LOG_10 = math.log(10.0)
MARGIN = 0.08  # of the axis, above the curve


@dataclass(frozen=True)
class Ratios:
    """P(τ;θ+εd) / P(τ;θ) over ε, on an axis of ratios, or of their powers of ten."""

    epsilons: np.ndarray
    logs: np.ndarray  # natural logarithms of the ratios

    @property
    def steep(self) -> bool:
        """Whether ratios are so different that their powers of ten are drawn."""
        return float(np.ptp(self.logs)) > math.log(STEEP)

    @property
    def heights(self) -> np.ndarray:
        """What is drawn at each ε."""
        return self.height(self.logs)

    def height(self, log: np.ndarray) -> np.ndarray:
        """Return what is drawn of the logarithm of a ratio."""
        return log / LOG_10 if self.steep else np.exp(log)


def span_of(ratios: Ratios, smooth: SmoothRange) -> tuple[float, float]:
    """Return the range of the axis, which doesn't jump while training runs."""
    heights = ratios.heights
    low, high = float(heights.min()), float(heights.max())
    if not ratios.steep:
        low = 0.0
    low, high = smooth.follow(low, max(high, low + 1e-3))
    return low, high + MARGIN * (high - low)
