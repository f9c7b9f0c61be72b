"""The agent that walks on along a trajectory while an iteration that takes long is made."""

from dataclasses import replace

from pgviz.gui.view import View
from pgviz.training.iteration import Iteration


class Replay:
    """Moves the agent of the iteration that is shown by a step a frame, again and again."""

    def __init__(self) -> None:
        self._iteration: Iteration | None = None
        self._time = 0

    def next_frame(self, view: View) -> View | None:
        """Return the view with the agent a step further; None for one that was just shown."""
        if view.iteration is not self._iteration:
            self._iteration, self._time = view.iteration, 0
            return None
        length = int(view.iteration.batch.lengths[view.trajectory])
        self._time = (self._time + 1) % (length + 1)
        return replace(view, replay=self._time)
