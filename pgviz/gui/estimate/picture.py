"""From a view to what is drawn of the estimate."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF

from pgviz.estimation.projection import Plane, plane_through
from pgviz.gui.estimate import legend, words
from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.estimate.bars import BarPlot, BarValues
from pgviz.gui.estimate.cloud import CloudPlot, shown_ranges
from pgviz.gui.estimate.frame import Frame
from pgviz.gui.estimate.largest import SteadyLargest
from pgviz.gui.estimate.layout import lay_out
from pgviz.gui.estimate.rows import Group, RowArranger
from pgviz.gui.lettering import NAME_POINTS, Label, Lettering
from pgviz.gui.notation import trajectory_name
from pgviz.gui.smooth_range import SmoothRange
from pgviz.gui.theme import Theme
from pgviz.gui.view import View
from pgviz.training.iteration import Iteration


@dataclass(frozen=True)
class Picture:
    """What is drawn, and where; there is no cloud where it would be too small to be read."""

    view: View
    averaged: Averaged
    plane: Plane
    bars: BarPlot
    cloud: CloudPlot | None
    legend: legend.Legend

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
        self._projected: tuple[Iteration, Plane] | None = None
        self._arranger: RowArranger | None = None  # of the theme

    def compose(self, view: View, area: QRectF, theme: Theme) -> Picture:
        """Return the picture of a view that has something to show."""
        batch, estimate = view.iteration.batch, view.iteration.estimate
        averaged = Averaged(estimate, view.cursor.reached_trajectories(batch))
        plane = self._plane(view.iteration)
        layout = lay_out(area, Lettering(theme, NAME_POINTS).height, theme.type_scale)
        if not view.running:
            self._forget()
        bars = self._bar_plot(view, averaged, layout.bars, theme)
        cloud = self._cloud_plot(averaged, plane, layout.cloud, theme) if layout.cloud else None
        entries = _entries(view, averaged, bars, cloud)
        figures = words.figures(averaged, plane.points[:, 0])
        line = legend.Legend(layout.line, entries, figures, theme)
        return Picture(view, averaged, plane, bars, cloud, line)

    def _arranger_in(self, theme: Theme) -> RowArranger:
        if self._arranger is None or self._arranger.theme != theme:
            self._arranger = RowArranger(theme)
        return self._arranger

    def _forget(self) -> None:
        for axis in (self._across, self._up, self._bars):
            axis.reset()

    def _plane(self, iteration: Iteration) -> Plane:
        """Return the iteration's plane, the same one while the cursor moves in it."""
        if self._projected is None or self._projected[0] is not iteration:
            self._projected = iteration, plane_through(iteration.estimate)
        return self._projected[1]

    def _bar_plot(self, view: View, averaged: Averaged, area: QRectF, theme: Theme) -> BarPlot:
        layers, arranger = view.policy.layers, self._arranger_in(theme)
        chosen = self._largest.choose(
            np.abs(averaged.estimate.gradient),
            [layer.span for layer in layers],
            arranger.places(area.height(), len(layers)),
            wanted=view.selected.parameter,
            running=view.running,
        )
        groups = [Group(*pair) for pair in zip(layers, chosen, strict=True) if len(pair[1])]
        rows = arranger.arrange(groups, area, arranger.names_width(layers, area))
        values = BarValues(averaged, rows.parameters)
        return BarPlot(area, rows, values, self._bars.follow(*values.extent), theme)

    def _cloud_plot(
        self, averaged: Averaged, plane: Plane, area: QRectF, theme: Theme
    ) -> CloudPlot:
        across, up = shown_ranges(plane)
        followed = self._across.follow(*across), self._up.follow(*up)
        names, flat = words.axis_names(averaged, plane), not plane.axes[1].any()
        frame = Frame(area, *followed, names, theme, flat=flat)
        return CloudPlot(frame, plane, averaged.count, theme)


def _entries(
    view: View, averaged: Averaged, bars: BarPlot, cloud: CloudPlot | None
) -> list[legend.Entry]:
    entries = [legend.ESTIMATE, legend.TRAJECTORY]
    if averaged.size > 1:
        name = trajectory_name(view.trajectory)
        entries = [legend.ESTIMATE, legend.ERROR, legend.TRAJECTORY, legend.selected(name)]
    beyond = bars.beyond.any() or (cloud is not None and cloud.beyond > 0)
    return [*entries, legend.BEYOND] if beyond else entries
