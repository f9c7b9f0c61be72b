"""A label that is cut where it is too long, and makes room where it may."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from pgviz.gui.elided_label import ElidedLabel

LONG = "a text that is longer than the one before"


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def shown(qtbot) -> tuple[QWidget, ElidedLabel]:
    """A window that is shown, and a label in a row in a column of it."""
    window, row, label = QWidget(), QWidget(), ElidedLabel()
    column, beside = QVBoxLayout(window), QHBoxLayout(row)
    column.addWidget(row)
    beside.addStretch()
    beside.addWidget(label)
    label.setText("short")
    qtbot.addWidget(window)
    window.resize(600, 100)
    window.show()
    qtbot.waitExposed(window)
    return window, label


def test_a_longer_text_is_painted_once_with_room_for_all_of_it(qtbot):
    _window, label = shown(qtbot)
    paints = Paints(label)
    label.setText(LONG)
    assert label.width() >= label.sizeHint().width()
    qtbot.waitUntil(lambda: paints.count > 0)
    QApplication.processEvents()
    assert paints.count == 1
    assert label.toolTip() == ""


def test_what_there_is_no_room_for_is_told_by_the_tooltip(qtbot):
    _window, label = shown(qtbot)
    label.setText(LONG * 5)
    assert label.width() < label.sizeHint().width()
    assert label.toolTip() == LONG * 5
    assert label.accessibleName() == LONG * 5
