"""A picture of the window, drawn without a screen."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from pgviz.environments.errors import PgvizError
from pgviz.gui.preferences import Preferences
from pgviz.gui.view import View
from pgviz.gui.window import Window
from pgviz.training.experiment import Experiment
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.snapshot import Snapshot


def save_picture(
    path: Path, experiment: Experiment, iterations: int, size: tuple[int, int], theme: str
) -> None:
    """Save what a window of `size` px shows after so many iterations, as a PNG file.

    Needs a QApplication. Raises PgvizError where an iteration fails or the file can't be written.
    """
    with TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "preferences.ini")
        preferences.theme = theme
        window = Window(experiment, Runner(experiment, InThread()), preferences)
        window.resize(*size)
        window.show()
        try:
            Wait(window, iterations).until_made()
            QApplication.processEvents()
            _save(window, path)
        finally:
            window.close()


class Wait(QObject):
    """Has a window make its first iterations and waits for them."""

    def __init__(self, window: Window, iterations: int) -> None:
        super().__init__(window)
        self._bridge, self._iterations = window.bridge, iterations
        self._loop = QEventLoop()
        self._failure = ""
        self._bridge.viewed.connect(self._look)
        self._bridge.informed.connect(self._listen)

    def until_made(self) -> None:
        """Return once the last iteration is shown; raises PgvizError where one fails."""
        self._loop.exec()
        if self._failure:
            raise PgvizError(self._failure)

    def _look(self, view: View) -> None:
        if view.iteration.number == 0 and self._iterations > 1:
            self._bridge.advance(self._iterations - 1)
        if view.iteration.number >= self._iterations - 1:
            self._loop.quit()

    def _listen(self, snapshot: Snapshot) -> None:
        if snapshot.message is not None:
            self._failure = snapshot.message.text
            self._loop.quit()


def _save(window: Window, path: Path) -> None:
    """Write beside the file first: one that is there already stays whole if writing fails."""
    beside = path.with_name(f".pgviz-{os.getpid()}")  # the name itself may be as long as can be
    try:
        if not window.grab().save(str(beside), "PNG"):
            raise PgvizError(f"The picture can't be written to {path}; choose another place.")
        beside.replace(path)
    except OSError as error:
        raise PgvizError(f"The picture can't be written to {path}: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
