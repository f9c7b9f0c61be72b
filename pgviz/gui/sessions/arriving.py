"""What comes from outside: a file or a link that is dropped, or that the system hands over."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from pgviz.gui.bridge import Bridge
from pgviz.lessons.sharing import is_share_string


class Arriving(QObject):
    """Has one session file, or one share string, that is dropped on the window be opened."""

    def __init__(
        self,
        window: QWidget,
        bridge: Bridge,
        open_file: Callable[[Path], object],
        open_text: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._open_file, self._open_text = open_file, open_text
        self._link: str | None = None  # that has still to be opened
        bridge.informed.connect(self._open_awaited)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def open_url(self, url: QUrl) -> None:
        """Open a file or a link, whichever it is; the window says what is wrong with it."""
        self._open(of_url(url))

    def open_link(self, text: str) -> None:
        """Open a share string, as soon as there is the run that the window begins with."""
        self._link = text
        self._open_awaited()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            return self._consider(event)
        if event.type() == QEvent.Type.Drop:
            return self._receive(event)
        return super().eventFilter(watched, event)

    def _consider(self, event: QDragEnterEvent) -> bool:
        is_ours = dragged(event.mimeData()) is not None
        if is_ours:
            accept_copy(event)
        return is_ours

    def _receive(self, event: QDropEvent) -> bool:
        arrived = dragged(event.mimeData())
        if arrived is not None:
            accept_copy(event)
            self._open(arrived)
        return arrived is not None

    def _open(self, arrived: Path | str) -> None:
        if isinstance(arrived, Path):
            self._open_file(arrived)
        else:
            self.open_link(arrived)
        self._window.activateWindow()

    def _open_awaited(self) -> None:
        has_begun = self._bridge.snapshot.run > 0 or self._bridge.is_settled
        if self._link is not None and has_begun:
            text, self._link = self._link, None
            self._open_text(text)


def of_url(url: QUrl) -> Path | str:
    """Return the path of a local file, and any other URL as text."""
    return Path(url.toLocalFile()) if url.isLocalFile() else url.toString()


def dragged(data: QMimeData) -> Path | str | None:
    """Return the one local file or share string that is dragged, None where it is anything else."""
    first, *others = [of_url(url) for url in data.urls()] or [data.text()]
    is_ours = isinstance(first, Path) or is_share_string(first)
    return first if is_ours and not others else None


def accept_copy(event: QDropEvent) -> None:
    """Accept what is dragged; were it moved, the file manager would remove the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
