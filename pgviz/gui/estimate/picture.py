"""From a view to what is drawn of the estimate."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF

from pgviz.estimation.projection import Plane, plane_through
from pgviz.gui.estimate import entries, judgement, words
from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.estimate.bar_values import BarValues
from pgviz.gui.estimate.bars import BarPlot
from pgviz.gui.estimate.cloud import CloudPlot
from pgviz.gui.estimate.frame import Frame
from pgviz.gui.estimate.largest import SteadyLargest
from pgviz.gui.estimate.layout import lay_out
from pgviz.gui.estimate.legend import Legend
from pgviz.gui.estimate.ranges import shown_ranges
from pgviz.gui.estimate.rows import Group, RowArranger
from pgviz.gui.estimate.target import UNKNOWN, Target, target_of
from pgviz.gui.lettering import Label
from pgviz.gui.notation import trajectory_name
from pgviz.gui.smooth_range import SmoothRange
from pgviz.gui.theme import Theme
from pgviz.gui.view import View
from pgviz.training.iteration import Iteration

TWO_LANES = 1.2  # lines of type that a row with a bar for ĝ and one for ∇J takes at least


@dataclass(frozen=True)
class Picture:
    """What is drawn, and where; there is no cloud where it would be too small to be read."""

    view: View
    averaged: Averaged
    target: Target | None
    plane: Plane
    bars: BarPlot
    cloud: CloudPlot | None
    legend: Legend

    @property
    def labels(self) -> list[Label]:
        """Everything that is written."""
        cloud = self.cloud.labels if self.cloud else []
        return [*self.bars.labels, *cloud, *self.legend.labels]

    @property
    def subtitle(self) -> str:
        shown = len(self.bars.rows.parameters)
        return words.subtitle(self.averaged, shown)


class Composer:
    """Makes pictures; while running, one differs from the one before by no more than it must.

    From frame to frame it keeps which parameters are shown, and the ranges of the axes.
    """

    def __init__(self) -> None:
        self._largest = SteadyLargest()
        self._across, self._up, self._bars = SmoothRange(), SmoothRange(), SmoothRange()
        self._projected: tuple[Iteration, object, Plane] | None = None
        self._arranger: RowArranger | None = None  # of the theme

    def compose(
        self, view: View, area: QRectF, theme: Theme, expected: np.ndarray | None = None
    ) -> Picture:
        """Return the picture of a view that has something to show, with E[ĝ] where it is known."""
        batch, estimate = view.iteration.batch, view.iteration.estimate
        averaged = Averaged(estimate, view.cursor.reached_trajectories(batch))
        target = target_of(view, expected)
        plane = self._plane(view.iteration, target)
        line = _legend(view, averaged, target, plane, theme)
        layout = lay_out(area, line.height_in(area), theme.type_scale)
        line.lay_out(layout.line)
        if not view.running:
            self._forget()
        bars = self._bar_plot(view, averaged, target, layout.bars, theme)
        cloud = self._cloud_plot(averaged, target, plane, layout.cloud, theme)
        return Picture(view, averaged, target, plane, bars, cloud, line)

    def _arranger_in(self, theme: Theme) -> RowArranger:
        if self._arranger is None or self._arranger.theme != theme:
            self._arranger = RowArranger(theme)
        return self._arranger

    def _forget(self) -> None:
        for axis in (self._across, self._up, self._bars):
            axis.reset()

    def _plane(self, iteration: Iteration, target: Target | None) -> Plane:
        """Return the iteration's plane, the same one while the cursor moves in it."""
        reference = target.reference if target else None
        known = self._projected
        if known is None or known[0] is not iteration or known[1] is not reference:
            gradient = target.gradient if target else None
            self._projected = iteration, reference, plane_through(iteration.estimate, gradient)
        return self._projected[2]

    def _bar_plot(
        self, view: View, averaged: Averaged, target: Target | None, area: QRectF, theme: Theme
    ) -> BarPlot:
        layers, arranger = view.policy.layers, self._arranger_in(theme)
        lines = TWO_LANES if target else 1.0
        chosen = self._largest.choose(
            _importance(averaged, target),
            [layer.span for layer in layers],
            arranger.places(area.height(), len(layers), lines),
            wanted=view.selected.parameter,
            running=view.running,
        )
        groups = [Group(*pair) for pair in zip(layers, chosen, strict=True) if len(pair[1])]
        rows = arranger.arrange(groups, area, arranger.names_width(layers, area))
        values = BarValues(averaged, rows.parameters, target)
        return BarPlot(area, rows, values, self._bars.follow(*values.extent), theme)

    def _cloud_plot(
        self,
        averaged: Averaged,
        target: Target | None,
        plane: Plane,
        area: QRectF | None,
        theme: Theme,
    ) -> CloudPlot | None:
        if area is None:
            return None
        across, up = shown_ranges(plane, target)
        followed = self._across.follow(*across), self._up.follow(*up)
        names, flat = words.axis_names(averaged, plane, target), not plane.axes[1].any()
        frame = Frame(area, *followed, names, theme, flat=flat)
        return CloudPlot(frame, plane, averaged.count, theme, target)


def _importance(averaged: Averaged, target: Target | None) -> np.ndarray:
    """Return how much each parameter has to show, [parameters].

    Of ĝ and ∇J the lengths may differ much: the largest of each count alike.
    """
    magnitudes = np.abs(averaged.estimate.gradient)
    if target is None or not target.gradient.any():
        return magnitudes
    of_target, largest = np.abs(target.gradient), magnitudes.max() or 1.0
    return np.maximum(magnitudes / largest, of_target / of_target.max())


def _legend(
    view: View, averaged: Averaged, target: Target | None, plane: Plane, theme: Theme
) -> Legend:
    figures = judgement.figures(averaged, plane.points[:, 0], target)
    note = UNKNOWN if target is None else words.caution(view.iteration, target)
    found, ahead = _entries(view, averaged, target), averaged.count == 0
    return Legend(found, note, figures, theme, ahead=ahead)


def _entries(view: View, averaged: Averaged, target: Target | None) -> list[entries.Entry]:
    found = [entries.ESTIMATE, *([entries.target_entry(target)] if target else [])]
    if target is not None and target.expected is not None:
        found.append(entries.EXPECTED)
    if averaged.size == 1:
        return [*found, entries.TRAJECTORY, entries.BEYOND]
    selected = entries.selected_entry(trajectory_name(view.trajectory))
    return [*found, entries.ERROR_IN_CLOUD, entries.TRAJECTORY, selected, entries.BEYOND]
