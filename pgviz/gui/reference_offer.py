"""When a reference for ∇J is offered."""

from PySide6.QtGui import QAction

from pgviz.gui.actions import tip_of
from pgviz.training.iteration import Iteration

NAME = "draw-reference"
NEEDLESS = "∇J is known exactly here: the world is small enough to be summed over"


class ReferenceOffer:
    """Keeps the action that draws a reference from being chosen where none is needed."""

    def __init__(self, action: QAction) -> None:
        self._action = action

    def show_iteration(self, iteration: Iteration) -> None:
        """Offer a reference where an iteration knows no exact ∇J; else say why not."""
        known = iteration.exact is not None
        if self._action.isEnabled() == known:
            self._action.setEnabled(not known)
            self._action.setToolTip(tip_of(NAME, NEEDLESS if known else ""))
