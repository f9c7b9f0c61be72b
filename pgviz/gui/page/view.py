"""The widget that shows a page of arithmetic."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from pgviz.gui.arithmetic.lines import Page
from pgviz.gui.format import exact
from pgviz.gui.page.fit import TEXT_POINTS
from pgviz.gui.page.html import NOTE, Reached, page_html, plain_text
from pgviz.gui.theme import Theme


class PageView(QTextEdit):
    """Text to be read, selected and copied; its numbers tell their digits under the mouse.

    Copying without a selection copies the whole page, exact.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Page, Reached] | None = None
        self._written = QSize()  # for which the page was written
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.document().setDocumentMargin(0.0)
        self.document().setUndoRedoEnabled(False)
        self.setAccessibleName("Arithmetic")
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme; the next page is written in it."""
        self._theme = theme
        self.setFont(theme.font(TEXT_POINTS))

    def show_page(self, page: Page, reached: Reached) -> None:
        """Show a page; `reached` says which of its lines the cursor has come to."""
        self._shown = page, reached
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A scroll bar that comes or goes resizes the text too, but then it is being written.
        if self._shown is not None and self.size() != self._written:
            self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            event.ignore()  # arrow keys step through the iteration, wherever the focus is

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.explanation(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def explanation(self, place: QPoint) -> str:
        """Return all digits of the number at a place, or what the name there stands for."""
        link = self.anchorAt(place)
        if link.startswith(NOTE):
            return link.removeprefix(NOTE)
        return exact(float(link)) if link else ""

    def _write(self) -> None:
        """Write the page, without its sentence where there is no room, with a bar if need be."""
        self._written = self.size()
        if not self._fits(sentence=True) and not self._fits(sentence=False):
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            self.setHtml(self._html(sentence=False))

    def _fits(self, sentence: bool) -> bool:
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHtml(self._html(sentence))
        return self.document().size().height() <= self.viewport().height()

    def _html(self, sentence: bool) -> str:
        assert self._shown is not None
        page, reached = self._shown
        return page_html(page, self._theme, self.viewport().width(), reached, sentence)

    def _copy(self) -> None:
        if self.textCursor().hasSelection():
            self.copy()
        elif self._shown is not None:
            QGuiApplication.clipboard().setText(plain_text(self._shown[0]))
