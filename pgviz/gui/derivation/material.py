"""What the derivation is shown of: a view, all trajectories where they can be listed, a nudge."""

from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np

from pgviz.gui.view import View


@dataclass(frozen=True)
class Nudge:
    """θ + ε d, where d is one parameter's direction or that of ĝ, both of length 1."""

    along_estimate: bool = True  # else along the selected parameter
    epsilon: float = 0.0


@dataclass(frozen=True)
class Material(View):
    """A view, and what the derivation makes of it when it is asked for; kept while it is shown."""

    nudge: Nudge = field(default_factory=Nudge)

    @classmethod
    def of(cls, view: View, nudge: Nudge) -> "Material":
        """Return the material of a view."""
        return cls(**{item.name: getattr(view, item.name) for item in fields(View)}, nudge=nudge)

    @property
    def theta(self) -> np.ndarray:
        """The θ that the shown trajectories were sampled at, [parameters]."""
        return self.iteration.before.theta

    @property
    def nudged_theta(self) -> np.ndarray:
        """θ + ε d, [parameters]."""
        return self.theta + self.nudge.epsilon * self.direction

    @cached_property
    def direction(self) -> np.ndarray:
        """Return d, [parameters], of length 1; 0 along a ĝ of 0."""
        parameter = self.selected.parameter
        if not self.nudge.along_estimate and parameter is not None:
            return np.eye(1, len(self.theta), parameter)[0]
        gradient = self.iteration.estimate.gradient
        length = float(np.linalg.norm(gradient))
        return gradient / length if length > 0.0 else gradient
