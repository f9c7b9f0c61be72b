"""A card in another theme, for as long as its picture is taken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtGui import QPalette

from pgviz.gui.card import Card
from pgviz.gui.panel import Panel
from pgviz.gui.stylesheet import stylesheet
from pgviz.gui.theme import PRINT, Theme, palette


def for_paper(theme: Theme) -> Theme:
    """Return the theme of print, in the type of another."""
    return replace(PRINT, type_scale=theme.type_scale, line_scale=theme.line_scale)


@contextmanager
def dressed(card: Card, theme: Theme, usual: Theme, show: Callable[[], None]) -> Iterator[None]:
    """Have a card wear a theme for a `with` block; `show` has the panels draw what is looked at."""
    if theme == usual:
        yield
        return
    card.setStyleSheet(stylesheet(theme))
    card.setPalette(palette(theme))
    _wear(card, theme, show)
    try:
        yield
    finally:
        card.setStyleSheet("")
        card.setPalette(QPalette())
        _wear(card, usual, show)


def _wear(card: Card, theme: Theme, show: Callable[[], None]) -> None:
    card.restyle(theme)
    show()
    if isinstance(card.content, Panel):
        card.content.settle()
