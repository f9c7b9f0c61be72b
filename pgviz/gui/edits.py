"""Edits of the experiment that can be undone."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand, QUndoStack

from pgviz.gui.sessions.recall import Former
from pgviz.training.experiment import Experiment

Apply = Callable[[Experiment, Former | None], None]
"""apply(experiment, former): make this the experiment; `former` is the run that had it, if any."""


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
    """From one experiment to another, and perhaps from one run to another."""

    def __init__(
        self,
        text: str,
        before: Experiment,
        after: Experiment,
        apply: Apply,
        present: Callable[[], Former],
        left: Former | None = None,
    ) -> None:
        """`present` tells which run is shown; `left` is for what is done already: another run."""
        super().__init__(text)
        self._before, self._after, self._apply = before, after, apply
        self._present = present
        self._run_before, self._is_done = left, left is not None
        self._run_after: Former | None = None

    def redo(self) -> None:
        if self._is_done:
            self._is_done = False
            return
        self._run_before = self._present_unless(self._run_after)
        self._apply(self._after, self._run_after)

    def undo(self) -> None:
        self._run_after = self._present_unless(self._run_before)
        self._apply(self._before, self._run_before)

    def _present_unless(self, other: Former | None) -> Former | None:
        """Return the run that is shown; None while it is still the one on the other side."""
        present = self._present()
        return None if other is not None and present.identity == other.identity else present
