"""Draws of ĝ in the plane of ∇J and of the direction in which they spread most."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.estimation.directions import ROUNDING
from pgviz.estimation.projection import leading, unit


@dataclass(frozen=True)
class Fan:
    """Gradients seen along two unit vectors; all arrays are read-only.

    The first axis lies along ∇J, or along the mean of the draws where ∇J is unknown or 0. The
    second lies across it, 0 where nothing spreads there.
    """

    axes: np.ndarray  # [2, parameters]
    draws: np.ndarray  # [draws, 2]
    estimate: np.ndarray  # [2] this iteration's ĝ
    target: np.ndarray | None  # [2] ∇J, or what stands for it

    @property
    def flat(self) -> bool:
        """Whether all of it lies on one line."""
        return not self.axes[1].any()

    @property
    def mean(self) -> np.ndarray | None:
        """The mean of the draws, [2]; None without any."""
        return self.draws.mean(axis=0) if len(self.draws) else None

    @property
    def signs(self) -> np.ndarray:
        """The sign of each draw's part along the first axis, 0 where it is rounding, [draws]."""
        along = self.draws[:, 0]
        tiny = ROUNDING * np.abs(self.draws).max(initial=0.0)
        return np.where(np.abs(along) <= tiny, 0.0, np.sign(along))


def fan_through(estimate: np.ndarray, draws: np.ndarray, target: np.ndarray | None) -> Fan:
    """Return ĝ [parameters], its draws [draws, parameters] and ∇J in their plane."""
    rows = np.vstack([estimate, draws])
    scale = float(np.abs(rows).max()) or 1.0  # so that squares can't overflow
    given = (target, draws.mean(axis=0) if len(draws) else estimate, estimate)
    first = next((unit(each) for each in given if each is not None and each.any()), 0.0 * estimate)
    across = rows / scale
    across = across - np.outer(across @ first, first)
    spread = across[1:] - across[1:].mean(axis=0) if len(draws) > 1 else across
    axes = np.stack([first, leading(spread)])
    return Fan(
        axes=freeze(axes),
        draws=freeze(draws @ axes.T),
        estimate=freeze(axes @ estimate),
        target=None if target is None else freeze(axes @ target),
    )
