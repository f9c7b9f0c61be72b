"""What the bars show of the chosen parameters, and how far it reaches."""

from functools import cached_property

import numpy as np

from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.estimate.target import Target
from pgviz.gui.estimate.target_bars import TargetBars

REACH = 2.5  # single trajectories are shown up to so many times the largest ĝ ± error


class BarValues:
    """ĝ, what it is made of and what it is held against, for the parameters that are shown."""

    def __init__(
        self, averaged: Averaged, parameters: np.ndarray, target: Target | None = None
    ) -> None:
        whole = averaged.whole
        self.reached = averaged.count
        self.gradients = averaged.estimate.per_trajectory[:, parameters]  # [trajectories, rows]
        self.final, self.final_error = whole.mean(parameters), whole.standard_error(parameters)
        self.mean = averaged.mean(parameters) if averaged.count else None  # [rows], so far
        self.error = averaged.standard_error(parameters)
        self.target: TargetBars | None = None
        self.expected: np.ndarray | None = None  # [rows] E[ĝ]
        if target is not None:
            self.target = TargetBars(target.gradient[parameters], target.error(parameters))
            self.expected = None if target.expected is None else target.expected[parameters]

    @cached_property
    def extent(self) -> tuple[float, float]:
        """The range of ĝ and ∇J ± their errors, and of those g_i that are not too far."""
        near = [np.zeros(1), *_ends(self.final, self.final_error)]
        if self.mean is not None:
            near += _ends(self.mean, self.error)
        if self.target is not None:
            near += _ends(self.target.values, self.target.error)
        if self.expected is not None:
            near += [self.expected]
        joined = np.concatenate(near)
        limit = REACH * float(np.abs(joined).max())
        gradients = np.clip(self.gradients, -limit, limit)
        return min(joined.min(), gradients.min()), max(joined.max(), gradients.max())


def _ends(values: np.ndarray, error: np.ndarray | None) -> list[np.ndarray]:
    return [values] if error is None else [values - error, values + error]
