"""Everything that the contributions panel draws of a view, at its size."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QSize

from pgviz.gui.notation import contribution_formula, short_parameter_name
from pgviz.gui.selected_steps import Steps
from pgviz.gui.smooth_range import SmoothRange
from pgviz.gui.strips.columns import Columns
from pgviz.gui.strips.heat_map import HeatMap, heat_map
from pgviz.gui.strips.layout import Layout, Measures, lay_out
from pgviz.gui.strips.rows import Span
from pgviz.gui.strips.strip import Strip, strips
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer, View
from pgviz.policies.layers import Layer
from pgviz.training.cursor import Phase


@dataclass(frozen=True)
class Scene:
    """The rows and the heat map of one trajectory, with their ranges."""

    view: View
    layout: Layout
    strips: tuple[Strip, ...]
    spans: tuple[Span, ...]  # of the strips
    heat: HeatMap
    largest: float  # the contribution that has full colour
    steps: int  # on the axis of time, at least the trajectory's

    @property
    def length(self) -> int:
        """T of the trajectory."""
        return self.heat.values.shape[1]

    @property
    def columns(self) -> Columns:
        """The axis of time in pixels of the panel."""
        return Columns(self.steps, self.layout.width)

    @property
    def names(self) -> tuple[str, ...]:
        """Short names of the heat map's parameters."""
        layers = self.view.policy.layers
        return tuple(short_parameter_name(layers, int(index)) for index in self.heat.parameters)

    @property
    def formula(self) -> str:
        """What a step contributes, in a line of text."""
        return contribution_formula(self.view.iteration.hyperparameters.estimator)

    def reached(self, phase: Phase) -> int:
        """Return how many steps of the trajectory a phase has reached."""
        batch = self.view.iteration.batch
        begin = int(batch.offsets[self.view.trajectory])
        return int(np.clip(self.view.cursor.reached_steps(batch, phase) - begin, 0, self.length))

    def focus(self, pointer: Pointer) -> int | None:
        """Return the step to read values off: the one pointed at, else the selected one."""
        here = pointer.trajectory in (None, self.view.trajectory)
        step = pointer.step if here and pointer.step is not None else self.view.selected.step
        return step if step is not None and step < self.length else None

    def spoken(self) -> str:
        """Return the values of the selected step, or the totals, for those who don't see them."""
        step = self.focus(NOWHERE)
        readings = ((strip.name, strip.reading(step)) for strip in self.strips)
        listed = "; ".join(f"{name}: {reading}" for name, reading in readings if reading)
        return f"All steps. {listed}" if step is None else f"Step {step}. {listed}"

    def pointer_at(self, place: QPoint) -> Pointer | None:
        """Return what lies at a place of the panel, None where nothing does."""
        step, parameter, strip = self.step_at(place), self.parameter_at(place), self.strip_at(place)
        if step is None and parameter is None and strip is None:
            return None
        quantity = strip.quantities[0] if strip else None
        return Pointer(self.view.trajectory, step, parameter, quantity)

    def strip_at(self, place: QPoint) -> Strip | None:
        """Return the row at a place of the panel."""
        for index, area in self.layout.rows:
            if area.top() <= place.y() <= area.bottom():
                return self.strips[index]
        return None

    def step_at(self, place: QPoint) -> int | None:
        """Return the time step at a place of the panel."""
        x = place.x() - self.layout.left
        if not 0 <= x < self.layout.width:
            return None
        step = self.columns.step_at(x)
        return step if step < self.length else None

    def parameter_at(self, place: QPoint) -> int | None:
        """Return the parameter whose cell or name is at a place of the panel."""
        heat = self.layout.heat
        if not heat.top() <= place.y() <= heat.bottom() or place.x() > heat.right():
            return None
        row = (place.y() - heat.top()) // self.layout.cell
        return int(self.heat.parameters[row]) if self.heat.largest else None


class Composer:
    """Makes scenes whose ranges don't jump while training runs."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._ranges: dict[str, SmoothRange] = {}
        self._measured: tuple[tuple[Layer, ...], tuple[str, ...], Measures] | None = None

    def compose(self, view: View, size: QSize) -> Scene:
        """Return the scene of a view for a panel of this size."""
        steps = Steps.selected(view)
        rows = strips(steps)
        layout = lay_out(size, self._measures(view, rows), view.policy.size)
        heat = heat_map(steps, layout.cells, view.selected.parameter)
        if not view.running:
            self._ranges.clear()
        return Scene(
            view=view,
            layout=layout,
            strips=rows,
            spans=tuple(self._span(strip) for strip in rows),
            heat=heat,
            largest=self._smooth("largest", 0.0, heat.largest)[1],
            steps=math.ceil(self._smooth("steps", 0.0, heat.values.shape[1])[1]),
        )

    def _measures(self, view: View, rows: tuple[Strip, ...]) -> Measures:
        layers, labels = view.policy.layers, tuple(strip.label for strip in rows)
        if self._measured is None or self._measured[:2] != (layers, labels):
            self._measured = layers, labels, Measures.of(self._theme, labels, layers)
        return self._measured[2]

    def _span(self, strip: Strip) -> Span:
        return strip.span if strip.fixed else self._smooth(strip.label, *strip.span)

    def _smooth(self, key: str, low: float, high: float) -> Span:
        smooth = self._ranges.setdefault(key, SmoothRange())
        smooth.follow(low, high)
        return (smooth.low, smooth.high) if smooth.low < smooth.high else (0.0, 1.0)
