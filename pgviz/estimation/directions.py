"""Where ĝ leads, seen from ∇J: away from it, or neither to it nor away."""

from dataclasses import dataclass

import numpy as np

ROUNDING = 1e-12  # of the sizes that are multiplied: what is left of ⟨ĝ, ∇J⟩ where it is 0


@dataclass(frozen=True)
class Directions:
    """Shares of ĝ by the sign of ⟨ĝ, ∇J⟩."""

    wrong: float  # ⟨ĝ, ∇J⟩ ≤ 0: the wrong-direction share
    zero: float  # ⟨ĝ, ∇J⟩ = 0: ĝ is 0, or at a right angle to ∇J

    @property
    def away(self) -> float:
        """The share with ⟨ĝ, ∇J⟩ < 0, which points away from ∇J."""
        return max(self.wrong - self.zero, 0.0)


@dataclass(frozen=True)
class Share:
    """A share that lies between two numbers, which are one where it is known exactly."""

    least: float
    most: float
    error: float | None = None  # the standard error, where it is counted among some

    @property
    def middle(self) -> float:
        """The share as well as it is known."""
        return (self.least + self.most) / 2.0


def exactly(share: float) -> Share:
    """Return a share that is known exactly."""
    return Share(share, share)


def counted(which: np.ndarray) -> Share:
    """Return the share of those that count [n] bool, with its standard error where n > 1."""
    share, many = float(which.mean()), len(which)
    return Share(share, share, (share * (1.0 - share) / many) ** 0.5 if many > 1 else None)


def signs(gradients: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """Return the sign of ⟨ĝ, ∇J⟩ of each ĝ [n, parameters], 0 where it is but rounding, [n]."""
    sizes = np.abs(gradients) @ np.abs(exact)
    along = gradients @ exact
    return np.where(np.abs(along) <= ROUNDING * sizes, 0.0, np.sign(along))
