"""A picture of the window, drawn without a screen."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QBuffer, QEventLoop, QObject, QTimer

from pgviz.environments.errors import PgvizError
from pgviz.gui.preferences import Preferences
from pgviz.gui.view import View
from pgviz.gui.window import Window
from pgviz.training.experiment import Experiment
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.snapshot import Snapshot

REST = 100  # ms, in which cards and their tabs find their places


def picture(
    experiment: Experiment,
    iterations: int,
    size: tuple[int, int],
    theme: str,
    derivation: int | str | None = None,
) -> bytes:
    """Return what a window of `size` px shows after so many iterations, as a PNG file's bytes.

    `derivation` is what `Window.show_derivation` is to show, if anything.
    Needs a QApplication. Raises PgvizError where an iteration fails.
    """
    with TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "preferences.ini")
        preferences.theme = theme
        window = Window(experiment, Runner(experiment, InThread()), preferences)
        window.resize(*size)
        window.show()
        try:
            Wait(window, iterations).until_made()
            if derivation is not None:
                window.show_derivation(derivation)
            _rest()
            for panel in window.panels:
                panel.settle()
            return _png(window)
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
            self._bridge.player.advance(self._iterations - 1)
        if view.iteration.number >= self._iterations - 1:
            self._loop.quit()

    def _listen(self, snapshot: Snapshot) -> None:
        if snapshot.message is not None:
            self._failure = snapshot.message.text
            self._loop.quit()


def _rest() -> None:
    loop = QEventLoop()
    QTimer.singleShot(REST, loop.quit)
    loop.exec()


def _png(window: Window) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    return buffer.data().data()
