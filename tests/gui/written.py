"""What is written in a picture: nothing of it is cut, and nothing touches."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF

from pgviz.gui.lettering import Label


def assert_legible(labels: Iterable[Label], area: QRectF) -> None:
    """Fail where letters are cut by the edge of an area, or touch other letters."""
    letters = [letters_of(label) for label in labels if label.text]
    around = area.adjusted(-0.5, -0.5, 0.5, 0.5)
    for index, each in enumerate(letters):
        assert around.contains(each)
        assert not any(each.intersects(other) for other in letters[:index])


def letters_of(label: Label) -> QRectF:
    """Return what a label's letters cover, which is less high than its line."""
    above = 0.2 * label.extent.height()
    return label.extent.adjusted(0.5, above, -0.5, -above)
