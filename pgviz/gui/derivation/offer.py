"""The offer to look at another trajectory, where the selected one has nothing to show."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from pgviz.gui.derivation.listings import is_plain
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.stage import Scene
from pgviz.gui.notation import trajectory_name
from pgviz.gui.view import Pointer

SCENES: tuple[Scene, ...] = (3, 8, 10, "nudge")  # that show how a trajectory's score moves things
MOST_TRIED = 64  # trajectories, from the first on
ROUNDING = 1e-9  # of the steps' scores together: a sum as short is 0
LOW = "padding: 0px 8px;"  # it takes its height from the picture
WORDS = "The scores of {} add up to 0: it moves nothing. Look at {}"


class TrajectoryOffer(QToolButton):
    """A sentence that says what is missing; a click on it selects a trajectory that has it."""

    chosen = Signal(object)  # the Pointer to the trajectory

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._other: int | None = None
        self.setStyleSheet(LOW)
        self.hide()
        self.clicked.connect(self._choose)

    def show_material(self, scene: Scene, material: Material | None) -> None:
        """Offer another trajectory where the scene needs one; not while running."""
        wanted = material is not None and not material.running and scene in SCENES
        self._other = telling(material) if wanted and material is not None else None
        if material is not None and self._other is not None:
            names = trajectory_name(material.trajectory), trajectory_name(self._other)
            self.setText(WORDS.format(*names))
        self.setVisible(self._other is not None)

    def _choose(self) -> None:
        self.chosen.emit(Pointer(trajectory=self._other))


def telling(material: Material) -> int | None:
    """Return the trajectory with the longest score, where that of the selected one is 0.

    None where it isn't, where those of all are, or where the steps don't weigh the same.
    """
    if not is_plain(material.iteration.hyperparameters.estimator):
        return None
    if _length(material, material.trajectory) > 0.0:
        return None
    tried = range(min(material.iteration.batch.size, MOST_TRIED))
    lengths = [_length(material, trajectory) for trajectory in tried]
    return int(np.argmax(lengths)) if max(lengths) > 0.0 else None


def _length(material: Material, trajectory: int) -> float:
    """Return ‖∇log P(τ;θ)‖, 0 where it is rounding."""
    iteration = material.iteration
    chosen = np.zeros(iteration.batch.steps)
    steps = iteration.batch.slice(trajectory)
    chosen[steps] = 1.0
    length = float(np.linalg.norm(iteration.evaluation.score.weighted_sum(chosen)))
    most = float(iteration.estimate.score_norms[steps].sum())
    return length if length > ROUNDING * most else 0.0
