"""A clip of the window, or of a card, while the window travels through the run."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from pgviz.gui.bridge import Bridge
from pgviz.gui.exporting.encoder import Encoder
from pgviz.gui.exporting.frames import pixels_of
from pgviz.gui.exporting.rendering import image_of
from pgviz.gui.panel import Panel
from pgviz.gui.view import View

BEHIND = 8  # frames that the encoder may be behind before the window waits for it
PATIENCE = 20  # ms between two looks at whether it has caught up


@dataclass(frozen=True)
class ClipOrder:
    """Which clip is wanted."""

    path: Path
    numbers: range  # the iterations, one a frame
    rate: float  # frames a second
    part: QWidget
    ground: QColor


class Recorder(QObject):
    """Shows one iteration after the other and hands its picture to the encoder."""

    progressed = Signal(int)  # how many frames are taken
    ended = Signal(str)  # with an error, empty if the file is saved

    def __init__(
        self, order: ClipOrder, bridge: Bridge, panels: Sequence[Panel], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._order, self._bridge, self._panels = order, bridge, panels
        self._before = bridge.view.iteration.number if bridge.view else 0
        self._taken = 0
        self._area = order.part.rect()  # what is resized meanwhile is cut, for all are of one size
        self._encoder = Encoder(order.path, order.rate, self)
        self._encoder.ended.connect(self._end)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        bridge.viewed.connect(self._look)
        self._timer.start(0)

    def cancel(self) -> None:
        """Give the clip up; no file is written."""
        if self._taken < len(self._order.numbers):
            self._stop()
        self._encoder.cancel()

    def _go_on(self) -> None:
        if self._encoder.waiting > BEHIND:
            self._timer.start(PATIENCE)
            return
        self._bridge.player.travel(self._wanted)
        self._bridge.show()

    def _look(self, view: View) -> None:
        if view.iteration.number == self._wanted and not self._timer.isActive():
            self._take()

    def _take(self) -> None:
        for panel in self._panels:
            panel.settle()
        image = image_of(self._order.part, self._order.ground)
        self._encoder.add(pixels_of(image.copy(self._area)))
        self._taken += 1
        self.progressed.emit(self._taken)
        if self._taken < len(self._order.numbers):
            self._timer.start(0)
        else:
            self._stop()
            self._encoder.finish()

    def _stop(self) -> None:
        self._timer.stop()
        self._bridge.viewed.disconnect(self._look)
        self._bridge.player.travel(self._before)

    def _end(self, error: str) -> None:
        if self._taken < len(self._order.numbers):
            self._stop()
        self._encoder.join()
        self.ended.emit(error)

    @property
    def _wanted(self) -> int:
        return self._order.numbers[self._taken]
