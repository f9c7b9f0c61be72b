"""What ĝ is held against: ∇J where it is known, else what was drawn to stand for it."""

from dataclasses import dataclass

import numpy as np

from pgviz.estimation.projection import unit
from pgviz.estimation.quality import cosine
from pgviz.estimation.reference import Reference
from pgviz.gui.format import count
from pgviz.gui.view import View

ROUNDING = 1e-12  # of ‖∇J‖: a bias as small is none
CERTAIN = 2.0  # standard errors, beyond which a sign counts as known
UNKNOWN = (
    "∇J is unknown here: Ctrl+G draws a reference",
    "∇J is unknown: Ctrl+G",
    "Ctrl+G: ∇J",
)


@dataclass(frozen=True)
class Target:
    """∇J at the θ before the update, exactly or as a reference with its standard error."""

    gradient: np.ndarray  # [parameters]
    reference: Reference | None = None  # None where the gradient is exact
    expected: np.ndarray | None = None  # [parameters] E[ĝ], where it may differ and is known

    @property
    def exact(self) -> bool:
        """Whether it is ∇J itself."""
        return self.reference is None

    @property
    def symbol(self) -> str:
        """How it is called in a formula; a reference is never ∇J itself."""
        return "∇J" if self.exact else "reference"

    @property
    def name(self) -> str:
        """What it is."""
        if self.reference is None:
            return "∇J exact"
        return f"reference ± s.e. ({count(self.reference.trajectories)} trajectories)"

    @property
    def norm(self) -> float:
        """Its length."""
        return norm_of(self.gradient)

    @property
    def bias(self) -> float | None:
        """‖E[ĝ] − ∇J‖, 0 where it is rounding; None where E[ĝ] is unknown."""
        if self.expected is None:
            return None
        bias = norm_of(self.expected - self.gradient)
        return bias if bias > ROUNDING * self.norm else 0.0

    def error(self, parameters: np.ndarray | slice = slice(None)) -> np.ndarray | None:
        """Return the standard error of the chosen parameters, [chosen]; None where it is exact."""
        return None if self.reference is None else self.reference.standard_error[parameters]

    def error_along(self, axes: np.ndarray) -> np.ndarray | None:
        """Return the standard error along unit vectors [axes, parameters]; None where it is exact.

        The parameters' own errors are all that a reference has: they count as independent.
        """
        error = self.error()
        return None if error is None else np.sqrt(np.square(axes) @ np.square(error))

    def leaves_open(self, gradient: np.ndarray) -> bool:
        """Return whether its error is too large to tell on which side of it a gradient lies.

        So it is where the error is as long as itself, or where it may as well be at a right angle
        to the gradient; never where it is exact.
        """
        if self.reference is None or not gradient.any():
            return False
        along = unit(gradient)
        error = self.error_along(along[None])
        assert error is not None
        hidden = norm_of(self.reference.standard_error) >= self.norm
        return hidden or abs(float(self.gradient @ along)) <= CERTAIN * float(error[0])

    def cosine_with(self, gradient: np.ndarray) -> float | None:
        """Return the cosine of the angle to a gradient; None where one of them is 0."""
        scales = [float(np.abs(each).max()) or 1.0 for each in (gradient, self.gradient)]
        return cosine(gradient / scales[0], self.gradient / scales[1])


def norm_of(gradient: np.ndarray) -> float:
    """Return ‖gradient‖, whatever the size of its components."""
    scale = float(np.abs(gradient).max()) or 1.0
    return scale * float(np.linalg.norm(gradient / scale))


def target_of(view: View, expected: np.ndarray | None = None) -> Target | None:
    """Return ∇J where it is known, else the reference; None where neither is."""
    if view.iteration.exact is not None:
        return Target(view.iteration.exact.gradient, expected=expected)
    if view.reference is not None:
        return Target(view.reference.gradient, view.reference)
    return None
