"""What stays as long as the program runs, and Python's collector need not look through."""

import gc

from PySide6.QtCore import Qt

from pgviz.gui.bridge import Bridge


def spare_once_shown(bridge: Bridge) -> None:
    """Have the collector leave alone, for good, all that is there once something is shown.

    That is modules, widgets and typeset formulas, for the most part. To look through them takes
    two frames or more, in which no other thread of Python can do anything.
    """
    bridge.viewed.connect(_spare, Qt.ConnectionType.SingleShotConnection)


def _spare(view: object) -> None:
    gc.freeze()
