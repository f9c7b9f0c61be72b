"""A small combo box that stands where an axis has its name."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QComboBox, QWidget

from pgviz.gui.pictures.writing import LEFT, TINY, paint_text
from pgviz.gui.theme import Theme

ARROW = 12  # px, with the room around it


class AxisChoice(QComboBox):
    """Which dimension an axis shows: no frame, as wide as its text."""

    def __init__(self, names: Sequence[str], index: int, axis: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self.addItems(list(names))
        self.setCurrentIndex(index)
        self.setToolTip(f"Choose what the {axis} axis shows")
        self.setAccessibleName(f"{axis} axis")
        # By Tab only: after a click the arrow keys go on stepping through the trajectory.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.currentIndexChanged.connect(self.updateGeometry)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        if theme is not self._theme:
            self._theme = theme
            self.setFont(theme.font(TINY))
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.currentText()) + ARROW, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        awake = self.underMouse() or self.hasFocus()
        color = self._theme.score if awake else self._theme.quiet
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        paint_text(painter, QRectF(self.rect()), self.currentText(), color, LEFT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        tip = QPointF(self.width() - ARROW / 2.0 + 1.0, self.height() / 2.0 + 2.0)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-3.5, -4.0), tip + QPointF(3.5, -4.0)]))
