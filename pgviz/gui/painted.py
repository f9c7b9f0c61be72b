"""A panel painted by hand: its picture once a change, and over it what is pointed at."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from pgviz.gui.lettering import NAME_POINTS, Lettering
from pgviz.gui.panel import Panel
from pgviz.gui.surface import is_own
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer

LEAST_WIDTH, LEAST_HEIGHT = 150.0, 52.0  # px, in normal type; smaller, nothing could be read
TOO_SMALL = "Make this card larger."


class PaintedPanel(Panel):
    """Keeps its picture, so that what is pointed at costs no more than the highlight.

    A subclass arranges what it shows, draws it, and tells what lies under the mouse; or it has
    words to say instead.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words = ""  # what is written instead of a picture
        self._picture: QPixmap | None = None
        self._mouse: QPointF | None = None
        self._under_mouse = NOWHERE
        self._pointer = NOWHERE  # what is pointed at in any panel

    def show_pointer(self, pointer: Pointer) -> None:
        if pointer != self._pointer:
            self._pointer = pointer
            self.update()

    def missing(self) -> str:
        """Return why there is no picture; empty if there is one."""
        raise NotImplementedError

    def arrange(self, area: QRectF) -> None:
        """Work out where everything lies within `area`."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Draw the picture as it was arranged."""
        raise NotImplementedError

    def draw_highlight(self, painter: QPainter) -> None:
        """Draw what is pointed at over the picture."""
        raise NotImplementedError

    def pointer_at(self, position: QPointF) -> Pointer:
        """Return what lies under `position`."""
        raise NotImplementedError

    def tip_at(self, position: QPointF) -> str:
        """Return the exact values of what lies under `position`; empty if nothing does."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Take in what has changed: arrange at once, and paint once."""
        self._picture = None
        area = QRectF(self.rect())
        self.words = self.missing() or self._too_small(area)
        if not self.words:
            self.arrange(area)
        self.update()
        if self._mouse is not None:  # it rests, but what lies under it has changed
            self.attend_to(self._mouse)

    def attend_to(self, position: QPointF | None) -> None:
        """Tell what lies under the mouse; None means that the mouse has left."""
        if position is None or self.words:
            self._point_at(NOWHERE)
            return
        self._point_at(self.pointer_at(position))
        QToolTip.showText(self.mapToGlobal(position).toPoint(), self.tip_at(position), self)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatio()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = self._drawn(ratio)
        with QPainter(self) as painter:
            if is_own(painter, self):
                painter.drawPixmap(0, 0, self._picture)
            else:
                self._paint(painter)
            if not self.words:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self.draw_highlight(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        self.attend_to(self._mouse)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pointer = NOWHERE if self.words else self.pointer_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and pointer != NOWHERE:
            self.chosen.emit(pointer)

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        self.attend_to(None)

    def _point_at(self, pointer: Pointer) -> None:
        if pointer != self._under_mouse:
            self._under_mouse = pointer
            self.pointed.emit(pointer)

    def _too_small(self, area: QRectF) -> str:
        least = LEAST_WIDTH * self.theme.type_scale, LEAST_HEIGHT * self.theme.type_scale
        return TOO_SMALL if area.width() < least[0] or area.height() < least[1] else ""

    def _drawn(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.theme.card)
        with QPainter(picture) as painter:
            self._paint(painter)
        return picture

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.words:
            self._write(painter)
        else:
            self.draw(painter)

    def _write(self, painter: QPainter) -> None:
        painter.setFont(Lettering(self.theme, NAME_POINTS).font)
        painter.setPen(self.theme.quiet)
        centered = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.rect()), centered, self.words)
