"""Which parameters a trajectory moves, and at which step: c ψ ∇log π / m, the largest first."""

from dataclasses import dataclass

import numpy as np

from pgviz.gui.chosen_parameters import largest_parameters
from pgviz.gui.selected_steps import Steps


@dataclass(frozen=True)
class HeatMap:
    """The contributions of a trajectory's steps to some components of ĝ."""

    parameters: np.ndarray  # [shown] int: where in θ
    values: np.ndarray  # [shown, steps]
    of: int  # the number of all parameters

    @property
    def complete(self) -> bool:
        return len(self.parameters) == self.of

    @property
    def largest(self) -> float:
        """The largest size of a contribution shown."""
        return float(np.abs(self.values).max(initial=0.0))

    def column(self, step: int | None) -> np.ndarray:
        """Return the contributions of a step, or of all steps together, [shown]."""
        return self.values.sum(axis=1) if step is None else self.values[:, step]

    def row_of(self, parameter: int | None) -> int | None:
        """Return the row of a parameter, None where it isn't shown."""
        found = np.flatnonzero(self.parameters == parameter) if parameter is not None else []
        return int(found[0]) if len(found) else None


def heat_map(steps: Steps, rows: int, wanted: int | None) -> HeatMap:
    """Return the heat map of a trajectory with at most so many rows, `wanted` among them."""
    sums = steps.iteration.estimate.per_trajectory[steps.trajectory]
    parameters = largest_parameters(sums, rows, wanted)
    components = steps.iteration.evaluation.score.components(parameters, steps.run)
    return HeatMap(parameters, (steps.factors[:, None] * components).T, len(sums))
