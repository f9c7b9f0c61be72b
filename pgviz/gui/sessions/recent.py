"""The menu of sessions: those with a name of late, and those that were autosaved."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from pgviz.environments.errors import PgvizError
from pgviz.gui.preferences import Preferences
from pgviz.training.sessions.autosave import autosaved

MOST = 8  # files of each kind


class RecentMenu(QMenu):
    """Made anew whenever it is opened."""

    def __init__(
        self, preferences: Preferences, open_file: Callable[[Path], None], parent: QWidget
    ) -> None:
        super().__init__("Open recent", parent)
        self._preferences, self._open = preferences, open_file
        self.aboutToShow.connect(self.fill)

    def remember(self, path: Path) -> None:
        """Have a file be the first from now on."""
        others = [each for each in self._preferences.recent if each != path]
        self._preferences.recent = [path, *others][:MOST]

    def fill(self) -> None:
        """List the files as they are now."""
        self.clear()
        self._list([path for path in self._preferences.recent if os.access(path, os.F_OK)])
        self.addSeparator()
        self.addAction("Autosaved:").setEnabled(False)
        try:
            self._list(autosaved()[:MOST])
        except PgvizError as error:
            self.addAction(str(error)).setEnabled(False)

    def _list(self, paths: "list[Path] | tuple[Path, ...]") -> None:
        if not paths:
            self.addAction("none").setEnabled(False)
        for path in paths:
            action = self.addAction(path.stem.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(partial(self._open, path))
