"""A card: a dock that holds one panel, with its title and a grey line beside it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.icons import icon
from pgviz.gui.labels import dress
from pgviz.gui.panel import CardContent
from pgviz.gui.tag import Tag
from pgviz.gui.theme import RADIUS, SPACE, Theme

PADDING = 3 * SPACE


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
        _paint_card(self, self._theme, top=True)

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


class CardBody(QFrame):
    """The lower part of a card, with the panel in it."""

    def __init__(self, content: QWidget, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, SPACE, PADDING, PADDING)
        layout.addWidget(content)

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_card(self, self._theme, top=False)


class Card(QDockWidget):
    """A card's content in its dock."""

    def __init__(self, content: CardContent, theme: Theme) -> None:
        super().__init__(content.title)
        self.setObjectName(content.key)  # what the saved layout knows it by
        self.content = content
        self._head, self._body = CardTitle(content.title, theme, self), CardBody(content, theme)
        self.setTitleBarWidget(self._head)
        self.setWidget(self._body)
        content.subtitle_changed.connect(self._head.subtitle.setText)

    @property
    def subtitle(self) -> str:
        """The grey line as it stands."""
        return self._head.subtitle.text()

    def show_mark(self, mark: str, sentence: str) -> None:
        """Wear a mark beside the title, explained by a sentence; none where it is empty."""
        self._head.show_mark(mark, sentence)

    def restyle(self, theme: Theme) -> None:
        self._head.restyle(theme)
        self._body.restyle(theme)
        self.content.restyle(theme)


def _paint_card(widget: QWidget, theme: Theme, *, top: bool) -> None:
    """Paint the upper or the lower half of a rounded card over the whole widget."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    # The half of the outline that belongs to the other part lies outside of the widget.
    area.adjust(0.0, 0.0 if top else -2.0 * RADIUS, 0.0, 2.0 * RADIUS if top else 0.0)
    outline = QPainterPath()
    outline.addRoundedRect(area, RADIUS, RADIUS)
    painter.setPen(QPen(theme.line, 1.0))
    painter.fillPath(outline, theme.card)
    painter.drawPath(outline)
