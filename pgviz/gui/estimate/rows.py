"""The names at the left of the bars: a row a parameter, under its layer where there are several."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.theme import SPACE, Theme
from pgviz.policies.layers import Layer

WIDEST_NAMES = 0.42  # of the area
TALLEST = 96.0  # px, in normal type
FEWEST = 2  # rows a layer, below which headings give way to rows


@dataclass(frozen=True)
class Group:
    """Parameters of one layer that are shown."""

    layer: Layer
    parameters: np.ndarray


@dataclass(frozen=True)
class Rows:
    """Where the rows lie, px."""

    parameters: np.ndarray  # [rows]
    centers: np.ndarray  # [rows]
    height: float
    names_width: float
    bottom: float
    labels: tuple[Label, ...]

    def at(self, y: float) -> int | None:
        """Return the row at height `y`, None between and beside the rows."""
        found = np.flatnonzero(np.abs(self.centers - y) <= self.height / 2.0)
        return int(found[0]) if found.size else None

    def of(self, parameter: int | None) -> int | None:
        """Return the row of a parameter, None where it isn't shown."""
        found = np.flatnonzero(self.parameters == parameter) if parameter is not None else []
        return int(found[0]) if len(found) else None


class RowArranger:
    """Knows how large names, headings and rows are in a theme's type."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._names = Lettering(theme, NAME_POINTS)
        self._headings = Lettering(theme, TICK_POINTS, QFont.Weight.DemiBold)
        self._heading_height = self._headings.height + SPACE / 2.0
        self._axis_height = Lettering(theme, TICK_POINTS).height + SPACE / 2.0
        self._measured: tuple[Sequence[Layer], float] | None = None  # the widest name of layers

    def places(self, height: float, layers: int, lines: float = 1.0) -> int:
        """Return how many rows of so many layers, and an axis below, fit into `height`.

        A row is at least `lines` lines of type high.
        """
        return max(int(self._room(height, layers) / (lines * self._names.height)), 1)

    def names_width(self, layers: Sequence[Layer], area: QRectF) -> float:
        """Return the width that the names of all layers' parameters want, in part of `area`."""
        if self._measured is None or self._measured[0] != layers:
            self._measured = layers, max(self._width(layer) for layer in layers)
        return min(self._measured[1], WIDEST_NAMES * area.width())

    def arrange(self, groups: Sequence[Group], area: QRectF, names_width: float) -> Rows:
        """Return rows from the top of `area` down; where `places` were taken, all of them fit."""
        parameters = np.concatenate([group.parameters for group in groups])
        room = self._room(area.height(), len(groups)) / len(parameters)
        height = min(room, TALLEST * self.theme.type_scale)
        labels: list[Label] = []
        centers: list[float] = []
        top = area.top()
        for group in groups:
            if self._has_headings(area.height(), len(groups)):
                box = QRectF(area.left(), top, area.width(), self._heading_height)
                labels.append(self._heading(group.layer.name, box))
                top = box.bottom()
            for parameter in group.parameters.tolist():
                box = QRectF(area.left(), top, names_width, height)
                labels.append(self._name(group.layer.parameter_name(parameter), box))
                centers.append(box.center().y())
                top = box.bottom()
        return Rows(parameters, np.array(centers), height, names_width, top, tuple(labels))

    def _room(self, height: float, layers: int) -> float:
        headings = layers * self._has_headings(height, layers)
        return height - self._axis_height - headings * self._heading_height

    def _has_headings(self, height: float, layers: int) -> bool:
        least = layers * (self._heading_height + FEWEST * self._names.height)
        return layers > 1 and height >= least

    def _heading(self, text: str, box: QRectF) -> Label:
        return Label(text, box, self.theme.quiet, self._headings, LEFT)

    def _name(self, text: str, box: QRectF) -> Label:
        shown = self._names.elided(text, box.width())
        return Label(shown, box, self.theme.quiet, self._names, RIGHT)

    def _width(self, layer: Layer) -> float:
        rows, columns = layer.row_names, layer.column_names
        parts = (max(map(self._names.width, names)) for names in (rows, columns))
        return sum(parts) + self._names.width(" ")
