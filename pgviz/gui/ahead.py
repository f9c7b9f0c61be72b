"""What the window does without while it opens, done in its idle moments after that."""

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, Qt, QTimer

from pgviz.gui.bridge import Bridge

PAUSE = 50  # ms between two pieces, for whatever else there is to do

PIECES = (  # of what takes long to import at once; each after those that it imports itself
    "pgviz.gui.derivation.scenes.baseline",
    "pgviz.gui.derivation.scenes.bias",
    "pgviz.gui.derivation.scenes.log",
    "pgviz.gui.derivation.scenes.past",
    "pgviz.gui.derivation.scenes.sample",
    "pgviz.gui.derivation.stages",
    "latex2mathml.tokenizer",
    "latex2mathml.converter",
    "ziafont",
    "ziamath",
)
"""The modules behind the derivation's pictures, and behind formulas that have to be typeset."""


class Ahead(QObject):
    """Does one piece of work after the other while the run rests, once something is shown."""

    def __init__(self, bridge: Bridge, last: Iterable[Callable[[], object]]) -> None:
        """`last` is done once all modules are imported; the bridge owns it."""
        super().__init__(bridge)
        self._bridge = bridge
        self._pieces = [*(partial(import_module, name) for name in PIECES), *last]
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._do_one)
        bridge.viewed.connect(self._begin, Qt.ConnectionType.SingleShotConnection)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not self._pieces

    def _begin(self, view: object) -> None:
        self._timer.start()

    def _do_one(self) -> None:
        if self._bridge.player.mode == "paused":  # frames of a run are not to wait for it
            self._pieces.pop(0)()
        if self.is_done:
            self._timer.stop()
