"""The run on a line: drag the cursor to travel, click a mark to go there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pgviz.gui.format import count, short
from pgviz.gui.lettering import TICK_POINTS, Lettering
from pgviz.gui.marks import Grip, Mark, change_marks, near, texts_of
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.history import History

NEAR = 5.0  # px, from which a mark draws the pointer to it
RADIUS = 5.0  # px, of the cursor
NOTHING_YET = "Every iteration will be a place on this line."


class Scrubber(QWidget):
    """Shows all iterations so far, the marks among them, and the one that is shown."""

    travelled = Signal(int)  # the iteration that the user wants to see

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._history = History()
        self._count = 0
        self._marks: Sequence[Mark] = ()
        self._others: Sequence[Mark] = ()
        self._cursor = 0
        self._grip = Grip()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("All iterations of the run")

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_history(self, history: History, others: Sequence[Mark] = ()) -> None:
        """Show all iterations so far, where settings were changed, and other marks."""
        if history is self._history and len(history) == self._count and others == self._others:
            return
        self._history, self._count, self._others = history, len(history), others
        self._marks = (*change_marks(history), *others)
        self.update()

    def show_cursor(self, iteration: int) -> None:
        """Show which iteration is looked at."""
        if iteration != self._cursor:
            self._cursor = iteration
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(Lettering(self._theme, TICK_POINTS).height + SPACE))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def iteration_at(self, position: QPointF) -> int:
        """Return the iteration under a place: that of a mark, if one is near."""
        close = self._close_to(position)
        return close[0].iteration if close else self.dragged_to(position)

    def dragged_to(self, position: QPointF) -> int:
        """Return the iteration under a place, which no mark draws to itself."""
        return min(max(round(self._scale.value(position.x())), 0), self._count - 1)

    def explanation(self, position: QPointF) -> str:
        """Return what there is to know of the iteration under a place."""
        if not self._count:
            return NOTHING_YET
        number, close = self.iteration_at(position), self._close_to(position)
        here = [mark for mark in self._marks if mark.iteration == number]
        marks = [*here, *(mark for mark in close if mark not in here)]
        return "\n".join([*self._summary(number), *texts_of(marks, number)])

    def _summary(self, number: int) -> list[str]:
        columns = self._history.columns
        lines = [f"iteration {count(number)}"]
        for name, text in SUMMARY.items():
            lines.append(f"{text} {short(float(columns[name][number]))}")
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, middle = self._theme, self.height() / 2.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            type_ = Lettering(theme, TICK_POINTS)
            painter.setFont(type_.font)
            painter.setPen(theme.quiet)
            newest = count(self._count - 1) if self._count else ""
            area = QRectF(self.rect())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "0")
            painter.drawText(
                area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, newest
            )
            scale = self._scale
            painter.setPen(QPen(theme.line, 3.0 * theme.line_scale))
            painter.drawLine(QPointF(scale.start, middle), QPointF(scale.end, middle))
            if self._count:
                self._draw_cursor(painter, scale, middle)
                self._draw_marks(painter, middle)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._count:
            self._grip.press(event.position().x())
            self._travel(self.iteration_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._count or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self._grip.drags_to(event.position().x(), NEAR):
            number = self.dragged_to(event.position())
            self._travel(number)
            text = "\n".join(self._summary(number))
            QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = event.pos().toPointF()
            QToolTip.showText(event.globalPos(), self.explanation(place), self)
            return True
        return super().event(event)

    @property
    def _scale(self) -> Scale:
        type_ = Lettering(self._theme, TICK_POINTS)
        left = type_.width("0") + 2.0 * SPACE + RADIUS
        right = self.width() - type_.width(count(max(self._count - 1, 0))) - 2.0 * SPACE - RADIUS
        return Scale(0.0, float(max(self._count - 1, 1)), left, max(right, left + 1.0))

    def _pixel(self, mark: Mark) -> float:
        return self._scale.pixel(mark.iteration)

    def _close_to(self, position: QPointF) -> list[Mark]:
        return near(self._marks, self._scale, position.x(), NEAR)

    def _travel(self, number: int) -> None:
        if number != self._cursor:
            self.show_cursor(number)
            self.travelled.emit(number)

    def _draw_cursor(self, painter: QPainter, scale: Scale, middle: float) -> None:
        theme, x = self._theme, scale.pixel(min(self._cursor, self._count - 1))
        painter.setPen(QPen(theme.score, 3.0 * theme.line_scale))
        painter.drawLine(QPointF(scale.start, middle), QPointF(x, middle))
        painter.setPen(QPen(theme.score, 1.5 * theme.line_scale))
        painter.setBrush(theme.card)
        painter.drawEllipse(QPointF(x, middle), RADIUS, RADIUS)

    def _draw_marks(self, painter: QPainter, middle: float) -> None:
        places = {round(self._pixel(mark)): mark.role for mark in self._marks}
        for x, role in places.items():
            color = getattr(self._theme, role)
            painter.setPen(QPen(color, 2.0 * self._theme.line_scale))
            painter.drawLine(QPointF(x, middle - RADIUS), QPointF(x, middle + RADIUS))


SUMMARY = {
    "mean_return": "mean return",
    "gradient_norm": "length of ĝ",
    "entropy": "entropy, nats",
}
