"""The ranges of both axes, which don't jump while iterations follow each other."""

import numpy as np

from pgviz.gui.derivation.adding.parts import Component
from pgviz.gui.scale import finite_range
from pgviz.gui.smooth_range import SmoothRange


class Ranges:
    """The range of the running sum over trajectories with ĝ and ∇J, and of that over steps."""

    def __init__(self) -> None:
        self._both = SmoothRange(), SmoothRange()
        self._parameter: int | None = None  # that they are of

    def follow(self, component: Component) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return both ranges; taken as they are where it rests, or for another parameter."""
        if not component.view.running or component.parameter != self._parameter:
            for each in self._both:
                each.reset()
        self._parameter = component.parameter
        low, high = finite_range(component.trajectories.ends, _ends(component))
        first = self._both[0].follow(low, high)
        return first, self._both[1].follow(*finite_range(component.steps.ends))


def _ends(component: Component) -> np.ndarray:
    """Return ĝ and ∇J, less and plus their errors."""
    error = component.standard_error or 0.0
    ends = [component.estimate - error, component.estimate + error]
    if component.exact is not None:
        ends += [component.exact - component.exact_error, component.exact + component.exact_error]
    return np.array(ends)
