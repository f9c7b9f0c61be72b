"""A frame of Learning and of the line below it at many lengths of the run, and whether spikes show.

A frame takes in 30 more iterations and paints once; its time is that of the processor. A spike in
one iteration is seen where the picture differs from that without it: at its place, in each curve.
"""

from collections.abc import Mapping, Sequence
from time import process_time

import numpy as np
from PySide6.QtGui import QImage

from pgviz.gui.app import make_application
from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.panels.learning import LearningPanel
from pgviz.gui.scrubber import Scrubber
from pgviz.gui.theme import LIGHT
from pgviz.training.history import Columns, History
from pgviz.training.hyperparameters import Hyperparameters
from tests.benchmarks.open_window import live
from tests.benchmarks.result import Effort, Figure, Requirement, Result

LENGTHS = 1_000, 10_000, 100_000, 1_000_000
FRAMES, ADDED = 40, 30
SIZE = 1150, 110  # px, as in a window of 1440 × 900
SPIKES = 20
VISIBLE = 30  # of 255, that a pixel's brightness differs by
LEAST_HIGH = 0.4  # of the plot's height
NEAR = 2.0  # px from where its iteration is
MUST_TAKE = 1.2


class Learning:
    """The cards that show a run of some length."""

    def __init__(self, columns: Columns) -> None:
        self._history = History()
        self._history.append(columns, Hyperparameters())
        self._panel, self._scrubber = LearningPanel(LIGHT), Scrubber(LIGHT)
        for widget in (self._panel, self._scrubber):
            widget.resize(*SIZE)
            widget.show()
        live(0.0)  # only what is exposed is painted

    def frame(self) -> float:
        """Return the milliseconds of one frame."""
        self._history.append(noise(len(self._history), ADDED), Hyperparameters())
        begun = process_time()
        self._panel.show_history(self._history)
        self._panel.show_cursor(len(self._history) - 1)
        self._scrubber.show_history(self._history)
        self._scrubber.show_cursor(len(self._history) - 1)
        self._panel.repaint()
        self._scrubber.repaint()
        return 1000.0 * (process_time() - begun)

    def picture(self) -> tuple[np.ndarray, Sequence[CurvePlot]]:
        """Return what is drawn, [height, width] of brightness, and the plots in it."""
        self._panel.show_history(self._history)
        image = self._panel.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        return rows[:, : image.width()].astype(int), self._panel.plots

    def close(self) -> None:
        """Close the cards."""
        for widget in (self._panel, self._scrubber):
            widget.close()
            widget.deleteLater()


def measure(effort: Effort) -> Result:
    """Let all lengths take turns; then look for spikes in the longest run."""
    _application = make_application()  # Qt draws as long as this lives
    lengths = effort.either(LENGTHS, LENGTHS[:2])
    runs = {length: Learning(noise(0, length)) for length in lengths}
    times = _times(runs, effort)
    for run in runs.values():
        run.close()
    ratios = [times[length].over(times[lengths[0]]) for length in lengths[1:]]
    spikes = effort.either(SPIKES, 1)
    return Result(
        figures=(*times.values(), *ratios),
        requirements=(
            *(Requirement(each.name, each.median, "≤", MUST_TAKE) for each in ratios[-1:]),
            Requirement("spikes seen", seen(lengths[-1], spikes), "≥", spikes, "spikes"),
        ),
    )


def noise(first: int, count: int) -> Columns:
    """Return columns of noise, for so many iterations from `first` on."""
    random = np.random.default_rng(first)
    return _columns(first, random.random((len(History().columns), count)))


def _columns(first: int, values: np.ndarray) -> Columns:
    columns = dict(zip(History().columns, values, strict=True))
    return {**columns, "iteration": np.arange(first, first + values.shape[1])}


def _times(runs: Mapping[int, Learning], effort: Effort) -> dict[int, Figure]:
    frames = effort.either(FRAMES, 2)
    medians = [
        {
            length: float(np.median([run.frame() for _ in range(frames)]))
            for length, run in runs.items()
        }
        for _ in range(effort.repeats)
    ]
    return {
        length: Figure(f"{length:,} iterations", "ms", tuple(each[length] for each in medians))
        for length in runs
    }


def seen(length: int, spikes: int) -> int:
    """Return how many spikes are seen, each in a run of its own at a place of its own."""
    without, _ = picture_of(length, ())
    rows = np.random.default_rng(0).integers(length // 10, length, spikes).tolist()
    return sum(is_seen(without, *picture_of(length, (row,)), row) for row in rows)


def picture_of(length: int, spikes: Sequence[int]) -> tuple[np.ndarray, Sequence[CurvePlot]]:
    """Return the picture of a run that is 0 but for 1 at first and in the spikes, and its plots."""
    values = np.zeros((len(History().columns), length))
    values[:, [0, *spikes]] = 1.0
    run = Learning(_columns(0, values) | {"std_return": np.zeros(length)})
    try:
        return run.picture()
    finally:
        run.close()


def is_seen(without: np.ndarray, picture: np.ndarray, plots: Sequence[CurvePlot], row: int) -> bool:
    """Return whether the pictures differ where the row is in each plot, upwards, and only there."""
    differs = np.abs(picture - without) > VISIBLE
    return all(_stands(differs, plot, row) for plot in plots)


def _stands(differs: np.ndarray, plot: CurvePlot, row: int) -> bool:
    inside = plot.plot.toRect()
    part = differs[inside.top() : inside.bottom(), inside.left() : inside.right()]
    columns = inside.left() + np.flatnonzero(part.sum(axis=0) >= LEAST_HIGH * inside.height())
    away = np.abs(columns - plot.across.pixel(row))
    return bool(len(columns)) and float(away.max()) <= NEAR
