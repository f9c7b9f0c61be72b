"""Saving what the run shown has come to: figures, arrays, and a script."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from pgviz.exporting.arrays import write_arrays
from pgviz.exporting.run import Run, run_of_history
from pgviz.exporting.scalars import write_scalars_csv, write_scalars_json
from pgviz.exporting.script.writing import write_script
from pgviz.gui.bridge import Bridge
from pgviz.gui.exporting.asking import ask_for_file
from pgviz.gui.exporting.telling import save
from pgviz.gui.status import Status

FIGURES = {"csv": "CSV: a row an iteration", "json": "JSON: with all settings"}
ARRAYS = {"npz": "NumPy arrays"}
SCRIPT = {"py": "Python script"}
NOTHING = "There is no iteration yet: take a step first."


class Records(QObject):
    """Writes files of the run and the iteration that are shown."""

    def __init__(self, window: QMainWindow, bridge: Bridge, status: Status) -> None:
        super().__init__(window)
        self._window, self._bridge, self._status = window, bridge, status

    def save_figures(self) -> None:
        """Ask where the figures of every iteration are to be saved."""
        self._ask("figures", FIGURES, self.write_figures)

    def save_arrays(self) -> None:
        """Ask where the arrays of the shown iteration are to be saved."""
        self._ask("iteration", ARRAYS, self.write_arrays)

    def save_script(self) -> None:
        """Ask where the script that ends in the shown θ is to be saved."""
        self._ask("reinforce", SCRIPT, self.write_script)

    def write_figures(self, path: Path) -> None:
        """Save the figures, as JSON where the file's name ends in that."""
        write = write_scalars_json if path.suffix.lower() == ".json" else write_scalars_csv
        save(self._status, path, lambda: write(path, self._run()))

    def write_arrays(self, path: Path) -> None:
        """Save the arrays of the shown iteration."""
        view = self._bridge.view
        assert view is not None
        experiment = self._bridge.snapshot.experiment
        save(self._status, path, lambda: write_arrays(path, experiment, view.iteration))

    def write_script(self, path: Path) -> None:
        """Save the script that ends in θ after the shown iteration."""
        view = self._bridge.view
        assert view is not None
        count, sha256 = view.iteration.number + 1, view.iteration.after.theta_sha256
        save(self._status, path, lambda: write_script(path, self._run(), view.world, count, sha256))

    def _run(self) -> Run:
        snapshot = self._bridge.snapshot
        return run_of_history(snapshot.experiment, snapshot.history)

    def _ask(self, name: str, kinds: Mapping[str, str], write: Callable[[Path], None]) -> None:
        if self._bridge.view is None:
            self._status.show_fault(NOTHING)
        else:
            ask_for_file(self._window, name, kinds, write)
