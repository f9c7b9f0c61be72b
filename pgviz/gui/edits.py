"""Edits of the experiment that can be undone."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand, QUndoStack

from pgviz.training.experiment import Experiment

Apply = Callable[[Experiment], None]


class Edits(QUndoStack):
    """What can be undone; edits that turn out to be of a run that is gone are passed over."""

    def undo(self) -> None:
        _until_one_holds(self, super().undo)

    def redo(self) -> None:
        _until_one_holds(self, super().redo)


def _until_one_holds(edits: QUndoStack, move: Callable[[], None]) -> None:
    """Repeat a move for as long as Qt has to drop the edit, because it was obsolete."""
    count = edits.count() + 1
    while edits.count() < count:
        count = edits.count()
        move()


class Edit(QUndoCommand):
    """From one experiment to another."""

    def __init__(self, text: str, before: Experiment, after: Experiment, apply: Apply) -> None:
        super().__init__(text)
        self._before, self._after, self._apply = before, after, apply

    def redo(self) -> None:
        self._apply(self._after)

    def undo(self) -> None:
        self._apply(self._before)
