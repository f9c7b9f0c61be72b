"""`pgviz`, or a bare window of pyqtgraph, which ends once it has painted and tells when that was.

    python -m tests.benchmarks.first_paint pgviz|pyqtgraph [WORDS ...]

pgviz is started by its own command line, with the WORDS. A line of JSON tells the times of the
first paint, and of the first in which all cards show an iteration.
"""

import json
import sys
import time
from types import ModuleType

from pgviz.cli import main, window

Times = dict[str, float]


def pgviz(*words: str) -> Times:
    """Open the window as the command does; return when it has painted, and painted all."""
    times: Times = {}

    def load_gui() -> ModuleType:
        gui = original()
        gui.Window = _telling(gui.Window, times)
        return gui

    original, window.load_gui = window.load_gui, load_gui
    assert main(words) == 0
    return times


def _telling(kind: type, times: Times) -> type:
    """Return the kind of window that notes its times, and closes itself."""
    from PySide6.QtCore import QEvent, QTimer

    class Telling(kind):
        def event(self, event: QEvent) -> bool:
            is_done = super().event(event)
            if event.type() == QEvent.Type.UpdateRequest:
                self._note()
            return is_done

        def _note(self) -> None:
            times.setdefault("first", time.time())
            if self.bridge.view is not None and "full" not in times:
                times["full"] = time.time()
                QTimer.singleShot(0, self, self.end)

    return Telling


def pyqtgraph() -> Times:
    """Open a window with one plot; return when it has painted."""
    import pyqtgraph as pg
    from PySide6.QtCore import QEvent

    times: Times = {}

    class Plot(pg.PlotWidget):
        def event(self, event: QEvent) -> bool:
            is_done = super().event(event)
            if event.type() == QEvent.Type.UpdateRequest and "full" not in times:
                times["first"] = times["full"] = time.time()
                self.close()
            return is_done

    application = pg.mkQApp()
    plot = Plot()
    plot.plot([1.0, 3.0, 2.0])
    plot.resize(1440, 900)
    plot.show()
    application.exec()
    return times


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    print(json.dumps(pgviz(*rest) if what == "pgviz" else pyqtgraph()))
