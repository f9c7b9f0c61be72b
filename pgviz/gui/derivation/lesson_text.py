"""What a lesson says: what is wrongly believed, what is so, and what to try."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme
from pgviz.lessons.lessons import Lesson

POINTS = 9.5


class LessonText(QLabel):
    """Three short paragraphs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle(theme)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show a lesson."""
        self._lesson = lesson
        self._write()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        dress(self, theme.font(POINTS), theme.ink)
        self._write()

    def _write(self) -> None:
        if self._lesson is None:
            return
        theme, lesson = self._theme, self._lesson
        self.setText(
            _paragraph("✗", theme.negative.name(), f"<i>“{escape(lesson.claim)}”</i>")
            + _paragraph("✓", theme.estimate.name(), escape(lesson.truth))
            + _paragraph("→", theme.parameter.name(), f"Try: {escape(lesson.attempt)}")
        )


def _paragraph(mark: str, color: str, text: str) -> str:
    style = f"margin-top:0;margin-bottom:{SPACE // 2}px"
    return f'<p style="{style}"><b style="color:{color}">{mark}</b>&nbsp; {text}</p>'
