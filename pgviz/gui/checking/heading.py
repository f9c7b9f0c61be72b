"""The line over the comparisons of a check: its title and sentence, and how it stands."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pgviz.gui.icons import icon
from pgviz.gui.theme import SPACE, Theme, chosen_color

Index = QModelIndex | QPersistentModelIndex
SENTENCE, TALLY, STATE = (Qt.ItemDataRole.UserRole + number for number in (1, 2, 3))
PASSED, FAILED, PENDING = "passed", "failed", "pending"
ICONS = {PASSED: "check", FAILED: "x"}
ROLES = {PASSED: "estimate", FAILED: "negative", PENDING: "quiet"}


class HeadingDelegate(QStyledItemDelegate):
    """Paints a check over the whole width, and leaves comparisons to Qt."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.parent().isValid():
            size = super().sizeHint(option, index)
            return QSize(size.width() + 2 * SPACE, size.height() + SPACE)
        title, sentence = (QFontMetrics(font).height() for font in self._fonts())
        return QSize(0, title + sentence + 3 * SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.parent().isValid():
            super().paint(painter, option, index)
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, chosen_color(self.theme))
        area = QRect(option.rect).adjusted(SPACE, SPACE, -2 * SPACE, -SPACE)
        taken = self._paint_tally(painter, area, index)
        self._paint_words(painter, area.adjusted(0, 0, -taken, 0), index)
        painter.restore()

    def _fonts(self) -> tuple[QFont, QFont]:
        return self.theme.font(10.0, QFont.Weight.DemiBold), self.theme.font(9.0)

    def _paint_words(self, painter: QPainter, area: QRect, index: Index) -> None:
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        texts = index.data(), index.data(SENTENCE)
        colors = self.theme.ink, self.theme.quiet
        for font, text, color, place in zip(
            self._fonts(), texts, colors, (top, bottom), strict=True
        ):
            painter.setFont(font)
            painter.setPen(color)
            elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | place, elided)

    def _paint_tally(self, painter: QPainter, area: QRect, index: Index) -> int:
        """Paint how the check stands at the right and return the width that it takes."""
        state, text = index.data(STATE), index.data(TALLY)
        color, font = getattr(self.theme, ROLES[state]), self._fonts()[0]
        metrics = QFontMetrics(font)
        width, side = metrics.horizontalAdvance(text), metrics.ascent()
        painter.setFont(font)
        painter.setPen(color)
        middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, middle, text)
        if state in ICONS:
            left = area.right() - width - side - SPACE
            square = QRect(left, area.center().y() - side // 2, side, side)
            icon(ICONS[state], color).paint(painter, square)
        return width + side + 4 * SPACE
