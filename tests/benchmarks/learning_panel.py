"""What a frame of the learning panel costs: python -m tests.benchmarks.learning_panel

A frame takes in 30 more iterations and paints once. Printed is the processor time of the median
frame, in milliseconds, at several lengths of the history.
"""

import time

import numpy as np

from pgviz.gui.app import make_application
from pgviz.gui.panels.learning import LearningPanel
from pgviz.gui.theme import LIGHT
from pgviz.training.history import Columns, History
from pgviz.training.hyperparameters import Hyperparameters

LENGTHS = 1_000, 10_000, 100_000, 1_000_000
FRAMES, ADDED = 60, 30
SIZE = 1150, 110


def some_columns(first: int, count: int) -> Columns:
    """Return columns of noise, for so many iterations from `first` on."""
    generator = np.random.default_rng(first)
    columns = {name: generator.random(count) for name in History().columns}
    return {**columns, "iteration": np.arange(first, first + count)}


def frame(panel: LearningPanel, history: History) -> float:
    """Return the milliseconds of one frame."""
    history.append(some_columns(len(history), ADDED), Hyperparameters())
    begin = time.process_time()
    panel.show_history(history)
    panel.repaint()
    return 1000.0 * (time.process_time() - begin)


def main() -> None:
    """Print a line a length."""
    application = make_application()
    for length in LENGTHS:
        history, panel = History(), LearningPanel(LIGHT)
        history.append(some_columns(0, length), Hyperparameters())
        panel.resize(*SIZE)
        panel.show()
        application.processEvents()  # only what is exposed is painted
        print(f"{length:9} {np.median([frame(panel, history) for _ in range(FRAMES)]):6.2f} ms")


if __name__ == "__main__":
    main()
