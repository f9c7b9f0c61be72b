"""What the user does with branches: leave for one, switch, rename, delete, compare."""

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QWidget

from pgviz.gui.branching.edit import BranchEdit, Orders
from pgviz.gui.branching.family import Other, others_of, visible
from pgviz.gui.bridge import Bridge
from pgviz.gui.question import Question
from pgviz.gui.sessions.recall import Recall
from pgviz.training.branches import Branch
from pgviz.training.commands import Hide, Leave, Rename, Switch
from pgviz.training.snapshot import Snapshot

LONGEST_NAME = 40  # characters

Push = Callable[[QUndoCommand], None]


class Branching(QObject):
    """Each edit of the branches is done, and put where it can be undone, by `push`."""

    compared_changed = Signal()

    def __init__(self, bridge: Bridge, recall: Recall, push: Push, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._recall = bridge, recall
        self._push, self._window = push, window
        self._compared: int | None = None
        self._promised = 0  # the number of the branch that was asked for last
        bridge.opened.connect(self._forget)

    @property
    def snapshot(self) -> Snapshot:
        """What the runner said last."""
        return self._bridge.snapshot

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Those that were not deleted, by number."""
        return visible(self.snapshot)

    @property
    def present(self) -> Branch | None:
        """The branch that goes on; None until there is a run."""
        return self._named(self.snapshot.branch)

    @property
    def compared(self) -> Other | None:
        """The branch that the present one is compared with."""
        others = others_of(self.snapshot)
        return next((other for other in others if other.number == self._compared), None)

    def branch_here(self, name: str = "") -> None:
        """Leave the present branch before the iteration that is shown."""
        shown = self._bridge.focus.iteration
        if shown is None or self.present is None:
            return
        self._promised = number = self._next_number()
        before = self.snapshot.branch
        self._edit(
            "leaving for another branch",
            (Leave(shown.number, name.strip() or self._free_name(number)),),
            (Switch(before), Hide(number, True)),
            again=(Hide(number, False), Switch(number)),
        )

    def switch(self, number: int) -> None:
        """Go on with another branch."""
        if number != self.snapshot.branch and self._named(number) is not None:
            self._edit("switch of branches", (Switch(number),), (Switch(self.snapshot.branch),))

    def rename(self, number: int, name: str) -> None:
        """Call a branch something else."""
        branch = self._named(number)
        if branch is not None and name.strip() not in ("", branch.name):
            forth, back = Rename(number, name.strip()), Rename(number, branch.name)
            self._edit("name of a branch", (forth,), (back,))

    def delete(self, number: int) -> None:
        """Take a branch out of sight; from the present one, go back to what it left."""
        branch = self._named(number)
        if branch is None or branch.fork is None:
            return
        forth: Orders = (Hide(number, True),)
        back: Orders = (Hide(number, False),)
        if number == self.snapshot.branch:
            left = branch.fork.branch if self._named(branch.fork.branch) else 0
            forth, back = (Switch(left), *forth), (*back, Switch(number))
        self._edit("deletion of a branch", forth, back)

    def compare_with(self, number: int | None) -> None:
        """Draw how far the present branch is from another one; None for no comparison."""
        self._compared = number
        self.compared_changed.emit()

    def ask_for_name(self) -> None:
        """Let the user type another name for the present branch."""
        present = self.present
        if present is not None:
            number = present.number
            question = Question("Rename the branch", "Its name", _name_fault, self._window)
            question.answered.connect(lambda name: self.rename(number, name))
            question.ask(present.name)

    def _named(self, number: int) -> Branch | None:
        return next((branch for branch in self.branches if branch.number == number), None)

    def _next_number(self) -> int:
        promised = 0 if self._bridge.has_obeyed else self._promised
        return max(promised, *(branch.number for branch in self.snapshot.branches)) + 1

    def _free_name(self, first: int) -> str:
        taken = {branch.name for branch in self.snapshot.branches}
        return next(name for number in count(first) if (name := f"branch {number}") not in taken)

    def _edit(self, text: str, forth: Orders, back: Orders, again: Orders = ()) -> None:
        self._push(BranchEdit(text, self._bridge, self._recall, forth, back, again))

    def _forget(self) -> None:
        self._promised, self._compared = 0, None


def _name_fault(name: str) -> str:
    if not name.strip():
        return "A branch has a name."
    return f"At most {LONGEST_NAME} characters." if len(name.strip()) > LONGEST_NAME else ""
