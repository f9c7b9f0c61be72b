"""What the pictures of the lessons share: words instead of a picture, and what the mouse reads."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from pgviz.estimation.mistakes import MISTAKES
from pgviz.gui.derivation.stage import PaintedStage
from pgviz.gui.lettering import LEFT, NAME_POINTS, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import NOWHERE, Pointer

GREEDY = (
    "Actions are the likeliest ones here, not sampled: no mean over trajectories tells anything. "
    "Set mistake to none to see it."
)
NOTHING_YET = "Press Space: this is shown of the trajectories that are sampled."


@dataclass(frozen=True)
class Reading:
    """What the mouse reads in a place: all digits, and what is pointed at by it."""

    box: QRectF
    text: str
    pointer: Pointer = NOWHERE


class Canvas(PaintedStage):
    """A subclass fills `labels` and `readings` where it arranges, and draws beneath the labels."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.labels: list[Label] = []
        self.readings: list[Reading] = []

    def missing(self) -> str:
        return NOTHING_YET if self._material is None else self.why_nothing()

    def why_nothing(self) -> str:
        """Return why there is no picture of this material; empty if there is one."""
        return ""

    def why_not_sampled(self) -> str:
        """Return words where the actions of the batch aren't drawn from π; empty where they are."""
        chosen = self.material.iteration.hyperparameters.mistake
        return GREEDY if MISTAKES[chosen].greedy else ""

    def draw(self, painter: QPainter) -> None:
        self.draw_marks(painter)
        draw_labels(painter, self.labels)

    def draw_marks(self, painter: QPainter) -> None:
        """Draw all that isn't written."""
        raise NotImplementedError

    def draw_highlight(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.theme.quiet, self.theme.line_scale))
        for reading in self.readings:
            if reading.pointer != NOWHERE and reading.pointer == self._pointer:
                painter.drawRoundedRect(reading.box, SPACE, SPACE)

    def pointer_at(self, position: QPointF) -> Pointer:
        reading = self._reading_at(position)
        return NOWHERE if reading is None else reading.pointer

    def tip_at(self, position: QPointF) -> str:
        reading = self._reading_at(position)
        return "" if reading is None else reading.text

    def type(self, *, name: bool = False, bold: bool = False) -> Lettering:
        """Return the type of values, or that of names."""
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        return Lettering(self.theme, NAME_POINTS if name else TICK_POINTS, weight)

    def heading(self, box: QRectF, *texts: str) -> Label:
        """Return the first of the texts that fits, in the type of names."""
        type_ = self.type(name=True, bold=True)
        return Label(type_.fitting(texts, box.width()), box, self.theme.ink, type_, LEFT)

    def _reading_at(self, position: QPointF) -> Reading | None:
        return next((each for each in self.readings if each.box.contains(position)), None)
