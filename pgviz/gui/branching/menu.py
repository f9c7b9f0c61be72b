"""The menu of branches: which there are, which one goes on, and what can be done with them."""

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from pgviz.gui.branching.branching import Branching
from pgviz.gui.format import count
from pgviz.training.branches import Branch

TITLE = "Branches"


class BranchMenu(QMenu):
    """Made anew whenever it is opened."""

    def __init__(self, branching: Branching, here: QAction, parent: QWidget) -> None:
        super().__init__(TITLE, parent)
        self._branching, self._here = branching, here
        self._compare, self._delete = QMenu("Plot the difference from", self), QMenu("Delete", self)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List the branches as they are now."""
        self.clear()
        self.addAction(self._here)
        self.addSeparator()
        self._list_branches()
        self.addSeparator()
        if (present := self._branching.present) is not None:
            rename = self.addAction(f"Rename “{_plain(present.name)}” …")
            rename.triggered.connect(self._branching.ask_for_name)
        self._list_comparisons()
        self._list_deletions()

    def _list_branches(self) -> None:
        present = self._branching.snapshot.branch
        for branch in self._branching.branches:
            action = _choice(self, described(branch), branch.number == present)
            action.triggered.connect(partial(self._branching.switch, branch.number))

    def _list_comparisons(self) -> None:
        branching, compared = self._branching, self._branching.compared
        others = [each for each in branching.branches if each is not branching.present]
        self._compare.clear()
        for number, text in ((None, "none"), *((each.number, each.name) for each in others)):
            checked = number == (compared and compared.number)
            action = _choice(self._compare, _plain(text), checked)
            action.triggered.connect(partial(branching.compare_with, number))
        self._compare.setEnabled(bool(others))
        self.addMenu(self._compare)

    def _list_deletions(self) -> None:
        self._delete.clear()
        able = [branch for branch in self._branching.branches if branch.fork is not None]
        for branch in able:
            action = self._delete.addAction(described(branch))
            action.triggered.connect(partial(self._branching.delete, branch.number))
        self._delete.setEnabled(bool(able))
        self.addMenu(self._delete)


def described(branch: Branch) -> str:
    """Return a branch's name, and from where on it is a branch of its own."""
    name = _plain(branch.name)
    return name if branch.fork is None else f"{name} · from {count(branch.fork.iteration)}"


def _plain(name: str) -> str:
    return name.replace("&", "&&")  # one would be taken for the mark of a key


def _choice(menu: QMenu, text: str, checked: bool) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(checked)
    return action
