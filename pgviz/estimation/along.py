"""How far ĝ reaches along ∇J: its distribution for one trajectory and for the mean of many."""

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.estimation.directions import Share, exactly
from pgviz.estimation.every_batch import Distribution

ROUNDING = 1e-12  # of the longest: what is left of ⟨ĝ, ∇J⟩ where it is 0
CELLS = 1 << 13  # of the grid that one trajectory's lengths are laid on, to each side of 0
FEWEST_CELLS = 1 << 8  # below, lengths would be too rough
MOST_PLACES = 1 << 17  # that sums are laid on: some 10 ms


@dataclass(frozen=True)
class Along:
    """⟨ĝ, ∇J⟩ / ‖∇J‖ of every ĝ there can be; arrays are read-only."""

    lengths: np.ndarray  # [n]
    probabilities: np.ndarray  # [n]
    away: Share  # of lengths < 0
    zero: Share  # of lengths = 0

    @property
    def mean(self) -> float:
        """E of the length."""
        return float(self.probabilities @ self.lengths)

    @property
    def deviation(self) -> float:
        """The standard deviation of the length."""
        return sqrt(float(self.probabilities @ np.square(self.lengths - self.mean)))


def along(distribution: Distribution, gradient: np.ndarray) -> Along | None:
    """Return how far every ĝ of a distribution reaches along ∇J; None where that is 0."""
    norm = float(np.linalg.norm(gradient))
    if norm == 0.0:
        return None
    lengths = distribution.gradients @ (gradient / norm)
    found = distribution.directions(gradient)
    shares = exactly(found.away), exactly(found.zero)
    return Along(freeze(lengths), distribution.probabilities, *shares)


def mean_of(single: Along, size: int) -> Along | None:
    """Return the distribution of the mean of `size` independent lengths.

    Lengths are laid on a grid, up to the next point of it for the least share and down for the
    most; on it sums are exact, by the Fourier transform, and lengths are so to half a cell. None
    where the grid would be too long.
    """
    if size == 1:
        return single
    largest = float(np.abs(single.lengths).max(initial=0.0))
    cells = min(CELLS, MOST_PLACES // (2 * size))
    if cells < FEWEST_CELLS or largest == 0.0:
        return None
    places = _cleaned(single.lengths / largest * cells)
    summed = {
        rounded: _summed(rounded(places).astype(int), single.probabilities, size, cells)
        for rounded in (np.floor, np.round, np.ceil)
    }
    lengths = np.arange(-size * cells, size * cells + 1) * (largest / cells / size)
    up, down = summed[np.ceil], summed[np.floor]
    away, wrong = _between(up, down, lengths < 0.0), _between(up, down, lengths <= 0.0)
    zero = Share(max(wrong.least - away.most, 0.0), wrong.most - away.least)
    return Along(freeze(lengths), freeze(summed[np.round]), away, zero)


def normal_share(mean: float, deviation: float, size: int) -> float:
    """Return the share of a mean of `size` that is < 0, as if it were normally distributed."""
    if deviation == 0.0:
        return float(mean < 0.0)
    return 0.5 * erfc(mean * sqrt(size / 2.0) / deviation)


def _between(up: np.ndarray, down: np.ndarray, which: np.ndarray) -> Share:
    """Return the share of the least sums, some of them, from those laid upwards and downwards."""
    least, most = (float(sums[which].sum()) for sums in (up, down))
    return Share(least if least > ROUNDING else 0.0, min(1.0, most) if most > ROUNDING else 0.0)


def _cleaned(places: np.ndarray) -> np.ndarray:
    """Return places without the rounding that would push one off a point of the grid."""
    nearest = np.round(places)
    return np.where(np.abs(places - nearest) <= ROUNDING * np.abs(places).max(), nearest, places)


def _summed(places: np.ndarray, probabilities: np.ndarray, size: int, cells: int) -> np.ndarray:
    """Return the probability of every sum of `size` places, each in ± cells, [sums]."""
    of_place = np.bincount(places + cells, weights=probabilities, minlength=2 * cells + 1)
    sums = 2 * cells * size + 1
    transformed = np.fft.rfft(of_place, 1 << (sums - 1).bit_length())
    summed = np.fft.irfft(_raised(transformed, size))[:sums]
    return np.maximum(summed, 0.0)


def _raised(values: np.ndarray, power: int) -> np.ndarray:
    """Return values to a whole power ≥ 1 by squaring: numpy's own takes ten times as long."""
    squares, rest = values, power - 1
    raised = values
    while rest:
        raised = raised * squares if rest % 2 else raised
        squares, rest = squares * squares, rest // 2
    return raised
