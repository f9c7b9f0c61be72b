"""Edits of the experiment that can be undone."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from pgviz.training.experiment import Experiment

Apply = Callable[[Experiment], None]


class Edit(QUndoCommand):
    """From one experiment to another."""

    def __init__(self, text: str, before: Experiment, after: Experiment, apply: Apply) -> None:
        super().__init__(text)
        self._before, self._after, self._apply = before, after, apply

    def redo(self) -> None:
        self._apply(self._after)

    def undo(self) -> None:
        self._apply(self._before)
