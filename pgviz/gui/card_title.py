"""The upper part of a card: what it is, its mark, and the ways to float and to close it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pgviz.gui.card_outline import PADDING, paint_card
from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.icons import icon
from pgviz.gui.labels import dress
from pgviz.gui.tag import Tag
from pgviz.gui.theme import SPACE, Theme


class CardTitle(QWidget):
    """The upper part of a card: title, grey line, and on hover the ways to float and to close."""

    def __init__(self, title: str, theme: Theme, card: QDockWidget) -> None:
        super().__init__(card)
        self._theme = theme
        self._title, self.subtitle = QLabel(title), ElidedLabel()
        self._buttons = {
            "maximize": self._button("Float or dock this card", card),
            "x": self._button("Close this card; the View menu opens it again", card),
        }
        self._buttons["maximize"].clicked.connect(self._toggle_floating)
        self._buttons["x"].clicked.connect(card.close)
        self._beside, self._below = Tag(theme), Tag(theme)  # the mark, where there is room for it
        self._arrange()
        self.restyle(theme)

    def show_mark(self, mark: str, sentence: str) -> None:
        """Wear a mark, whose tooltip is the sentence; none where it is empty."""
        for tag in (self._beside, self._below):
            tag.setText(mark)
            tag.explain(sentence)
        self._place_mark()

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        self._title.setFont(theme.font(10.0, QFont.Weight.DemiBold))
        dress(self.subtitle, theme.font(9.0), theme.quiet)
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme.faint))
        for tag in (self._beside, self._below):
            tag.restyle(theme)
        self._place_mark()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_mark()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_card(self, self._theme, top=True)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._show_buttons(True)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_buttons(False)

    def _arrange(self) -> None:
        # What the subtitle would like to have must not take the mark's room.
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout()
        self._row.setSpacing(2 * SPACE)
        self._row.addWidget(self._title)
        self._row.addWidget(self._beside)
        self._row.addWidget(self.subtitle, 1)
        for button in self._buttons.values():
            self._row.addWidget(button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(PADDING, 2 * SPACE, 2 * SPACE, 0)
        lines.setSpacing(SPACE // 2)
        lines.addLayout(self._row)
        lines.addWidget(self._below, 0, Qt.AlignmentFlag.AlignLeft)

    def _place_mark(self) -> None:
        """Put the mark after the title, or below it where it would be cut."""
        marked, beside = bool(self._beside.text()), self._has_room_beside
        self._beside.setVisible(marked and beside)
        self._below.setVisible(marked and not beside)

    @property
    def _has_room_beside(self) -> bool:
        wanted = self._title.minimumSizeHint().width() + self._beside.sizeHint().width()
        wanted += sum(button.width() for button in self._buttons.values())
        wanted += self._row.spacing() * (self._row.count() - 1)
        margins = self.layout().contentsMargins()
        return wanted <= self.width() - margins.left() - margins.right()

    def _button(self, tip: str, card: QDockWidget) -> QToolButton:
        button = QToolButton(card)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(20, 20)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.hide()
        return button

    def _show_buttons(self, shown: bool) -> None:
        for button in self._buttons.values():
            button.setVisible(shown)

    def _toggle_floating(self) -> None:
        card = self.parentWidget()
        assert isinstance(card, QDockWidget)
        card.setFloating(not card.isFloating())
