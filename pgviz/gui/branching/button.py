"""The name of the present branch, which opens the menu of them."""

from PySide6.QtWidgets import QMenu, QToolButton

from pgviz.gui.lettering import TICK_POINTS, Lettering
from pgviz.gui.theme import Theme
from pgviz.training.branches import FIRST
from pgviz.training.snapshot import Snapshot

WIDEST = 120.0  # px of a name, in normal type


class BranchButton(QToolButton):
    """Stands beside the line of all iterations."""

    def __init__(self, menu: QMenu, theme: Theme) -> None:
        super().__init__()
        self._name = FIRST
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.restyle(theme)

    def show_branches(self, snapshot: Snapshot) -> None:
        """Wear the name of the present branch."""
        name = next((b.name for b in snapshot.branches if b.number == snapshot.branch), FIRST)
        if name != self._name:
            self._name = name
            self._show()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        self.setFont(theme.font(TICK_POINTS))
        self._show()

    def _show(self) -> None:
        widest = WIDEST * self._theme.type_scale
        name = Lettering(self._theme, TICK_POINTS).elided(self._name, widest)
        self.setText(f"{name.replace('&', '&&')} ▾")
        self.setToolTip(f"Branch “{self._name}”: other futures of this run")
        self.setAccessibleName(f"Branch {self._name}")
