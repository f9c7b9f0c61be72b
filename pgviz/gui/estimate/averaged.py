"""How far the average over trajectories has come."""

from dataclasses import dataclass

import numpy as np

from pgviz.estimation.estimate import GradientEstimate

ALL = slice(None)
ROUNDING = 1e-14  # of ‖mean‖: errors as small are those of the arithmetic


@dataclass(frozen=True)
class Averaged:
    """ĝ, and the mean of the first `count` of the trajectory gradients it is made of."""

    estimate: GradientEstimate
    count: int

    @property
    def size(self) -> int:
        """m, the number of trajectories."""
        return len(self.estimate.per_trajectory)

    @property
    def complete(self) -> bool:
        """Whether the mean is ĝ."""
        return self.count == self.size

    @property
    def whole(self) -> "Averaged":
        """The average as it will be when all trajectories are in it."""
        return Averaged(self.estimate, self.size)

    def mean(self, parameters: np.ndarray | slice = ALL) -> np.ndarray:
        """Return the mean so far of the chosen parameters, [chosen]; at least one is averaged."""
        if self.complete:
            return self.estimate.gradient[parameters]
        return self._gradients(parameters).mean(axis=0)

    def standard_error(self, parameters: np.ndarray | slice = ALL) -> np.ndarray | None:
        """Return the standard error of that mean, [chosen]; None for fewer than two."""
        if self.count < 2:
            return None
        gradients = self._gradients(parameters)
        scale = _scale(gradients)
        return scale * (gradients / scale).std(axis=0, ddof=1) / np.sqrt(self.count)

    @property
    def norm(self) -> float:
        """‖mean‖."""
        mean = self.mean()
        scale = _scale(mean)
        return scale * float(np.linalg.norm(mean / scale))

    @property
    def signal_to_noise(self) -> float | None:
        """‖mean‖² over the sum of squared standard errors; None where there is no error."""
        if self.count < 2:
            return None
        deviations = self._gradients(ALL) - self.mean()
        scale = _scale(deviations)
        deviations /= scale
        pairs = self.count * (self.count - 1)
        noise = scale * float(np.sqrt(np.vdot(deviations, deviations) / pairs))
        return (self.norm / noise) ** 2 if noise > ROUNDING * self.norm else None

    def _gradients(self, parameters: np.ndarray | slice) -> np.ndarray:
        return self.estimate.per_trajectory[: self.count, parameters]


def _scale(values: np.ndarray) -> float:
    """Return what to divide by, so that squares can't overflow."""
    return float(np.abs(values).max()) or 1.0
