"""How good an estimate is: many draws of ĝ at a fixed θ, against the exact ∇J where it is known."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.estimation.directions import Directions, signs


@dataclass(frozen=True)
class DrawMoments:
    """Moments of K independent draws of ĝ at fixed θ, arrays [parameters]."""

    count: int
    mean: np.ndarray
    variance: np.ndarray  # of one ĝ, per parameter (unbiased); NaN for one draw
    directions: Directions | None = None  # seen from ∇J; None where there is nothing to see from

    @property
    def standard_error(self) -> np.ndarray:
        """The standard error of `mean`, [parameters]."""
        return np.sqrt(self.variance / self.count)

    @property
    def wrong_direction_share(self) -> float | None:
        """The share with ⟨ĝ, ∇J⟩ ≤ 0; None without a ∇J."""
        return None if self.directions is None else self.directions.wrong

    def share_error(self, share: float) -> float:
        """Return the standard error √(p(1 − p)/K) of a share of the draws."""
        return float(np.sqrt(share * (1.0 - share) / self.count))


class Accumulator:
    """Welford's running moments of ĝ: one pass, no draw kept (Knuth, vol. 2, 4.2.2)."""

    def __init__(self, exact: np.ndarray | None) -> None:
        self._exact = exact
        self._count, self._wrong, self._zero = 0, 0, 0
        self._mean: np.ndarray | float = 0.0
        self._squares: np.ndarray | float = 0.0

    def add(self, gradient: np.ndarray) -> None:
        """Take one more draw [parameters] into account."""
        self._count += 1
        change = gradient - self._mean
        self._mean = self._mean + change / self._count
        self._squares = self._squares + change * (gradient - self._mean)
        self._take_in_directions(gradient[None])

    def add_all(self, gradients: np.ndarray) -> None:
        """Take many draws [draws, parameters] into account (Chan, Golub & LeVeque, 1983)."""
        before, more = self._count, len(gradients)
        self._count += more
        mean = gradients.mean(axis=0)
        change = mean - self._mean
        self._mean = self._mean + change * (more / self._count)
        within = np.square(gradients - mean).sum(axis=0)
        between = np.square(change) * (before * more / self._count)
        self._squares = self._squares + within + between
        self._take_in_directions(gradients)

    def result(self) -> DrawMoments:
        """Return the moments of the draws so far (at least one)."""
        mean, squares = np.asarray(self._mean), np.asarray(self._squares)
        known = self._count > 1
        variance = squares / (self._count - 1) if known else np.full(mean.shape, np.nan)
        return DrawMoments(self._count, freeze(mean), freeze(variance), self._directions())

    def _take_in_directions(self, gradients: np.ndarray) -> None:
        if self._exact is None:
            return
        found = signs(gradients, self._exact)
        self._wrong += int(np.count_nonzero(found <= 0.0))
        self._zero += int(np.count_nonzero(found == 0.0))

    def _directions(self) -> Directions | None:
        if self._exact is None:
            return None
        return Directions(self._wrong / self._count, self._zero / self._count)


def cosine(one: np.ndarray, other: np.ndarray) -> float | None:
    """Return the cosine of the angle between two gradients; None where one of them is 0."""
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(np.clip(one @ other / lengths, -1.0, 1.0)) if lengths > 0.0 else None
