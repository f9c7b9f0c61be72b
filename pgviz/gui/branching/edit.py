"""What is done to branches, so that it can be undone."""

from PySide6.QtGui import QUndoCommand

from pgviz.gui.bridge import Bridge
from pgviz.gui.sessions.recall import Recall
from pgviz.training.commands import Hide, Leave, Rename, Switch

BranchCommand = Leave | Switch | Rename | Hide
Orders = tuple[BranchCommand, ...]


class BranchEdit(QUndoCommand):
    """Commands that do something to the branches of one run, and those that take it back."""

    def __init__(
        self,
        text: str,
        bridge: Bridge,
        recall: Recall,
        forth: Orders,
        back: Orders,
        again: Orders = (),
    ) -> None:
        """`again` is for doing it once more after it was taken back, where that is not `forth`."""
        super().__init__(text)
        self._bridge, self._recall, self._run = bridge, recall, recall.identity
        self._forth, self._back, self._again = forth, back, again or forth

    def redo(self) -> None:
        self._order(self._forth)
        self._forth = self._again

    def undo(self) -> None:
        self._order(self._back)

    def _order(self, commands: Orders) -> None:
        if self._recall.identity == self._run:
            for command in commands:
                if isinstance(command, Leave | Switch):  # it goes elsewhere
                    self._bridge.player.halt()
                self._bridge.send(command)
        else:  # another run has begun since: it has none of these branches
            self.setObsolete(True)
