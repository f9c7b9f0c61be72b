"""Opening the window on the screen."""

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from pgviz.environments.errors import describe
from pgviz.gui.ahead import Ahead
from pgviz.gui.exporting.frames import frames_of
from pgviz.gui.fonts import load_fonts
from pgviz.gui.long_lived import spare_once_shown
from pgviz.gui.picture import picture
from pgviz.gui.preferences import Preferences
from pgviz.gui.status import Status
from pgviz.gui.window import Window
from pgviz.lessons.sharing import Shared
from pgviz.resources import resource
from pgviz.training.runner import Runner

__all__ = ["frames_of", "make_application", "open_window", "picture"]

ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP")  # the last is unknown to Windows


def open_window(
    runner: Runner,
    *,
    run: bool,
    derivation: int | str | None = None,
    shared: Shared | None = None,
    session: Path | None = None,
    link: str | None = None,
) -> int:
    """Open a window on a runner, which may have been started; return the exit code at the end.

    The runner ends with the window, and learns at once if `run`. `derivation` is what
    `Window.show_derivation` is to show, if anything; `shared` a run of the runner's experiment that
    is made again up to its cursor; `session` a file to begin with; `link` a share string that the
    window reads itself, and says what is wrong with it.
    """
    application = make_application()
    window = Window(runner.newest.experiment, runner, Preferences())
    _closer = Closer(window)
    spare_once_shown(window.bridge)
    _ahead = Ahead(window.bridge, [window.derivation.prepare])
    application.wanted.connect(window.arriving.open_url)
    window.show()
    window.activateWindow()
    if shared is not None:
        window.sharing.follow(shared)
    if derivation is not None:  # once the cards are where they were left
        QTimer.singleShot(0, window, lambda: window.show_derivation(derivation))
    if session is not None:
        window.sessions.begin_with(session, run=run)
    elif run:
        window.bridge.player.run()
    if link is not None:
        window.arriving.open_link(link)
    window.sessions.look_for_unfinished()
    with faults_told(window.status):
        return application.exec() or _farewell(runner)


def _farewell(runner: Runner) -> int:
    """Return the exit code once the window is closed: 1, and why, where not all is saved."""
    message = runner.saver.newest.message if runner.saver else None
    if message is not None:
        print(message.text, file=sys.stderr)
    return int(message is not None)


@contextmanager
def faults_told(status: Status) -> Iterator[None]:
    """Have what a slot raises be said in the window; where it was raised, on standard error.

    Qt's event loop goes on after it, and so does the learning, which knows nothing of the window.
    """

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        before(kind, error, trace)
        status.show_fault(
            f"A fault of pgviz: {describe(error)}; the terminal says where. Learning can go on."
        )

    before, sys.excepthook = sys.excepthook, tell
    try:
        yield
    finally:
        sys.excepthook = before


class Application(QApplication):
    """Tells of what the system wants a running program to open, as macOS does."""

    wanted = Signal(object)  # a QUrl

    # A filter would be asked of every event of every object; this is of the application's own.
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.wanted.emit(event.url())
            return True
        return super().event(event)


def make_application() -> Application:
    """Return the one application with our fonts and icon, made at the first call."""
    existing = QApplication.instance()
    if isinstance(existing, Application):
        return existing
    application = Application(sys.argv[:1])
    application.setApplicationName("pgviz")
    application.setDesktopFileName("pgviz")
    application.setWindowIcon(QIcon(str(resource("icons/pgviz.svg"))))
    load_fonts()
    return application


class Closer(QObject):
    """Closes the window when the system asks the process to end.

    Python runs a signal's handler only between two of its own instructions, and Qt's event loop
    may have none for hours; the bytes that Python writes to the wake-up socket reach Qt at once.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        self._theirs = theirs
        signal.set_wakeup_fd(theirs.fileno())
        for name in ENDINGS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _noted)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(window.end)


def _noted(number: int, frame: object) -> None:
    """Let the wake-up socket tell it: the default action would end the process here."""
