"""Which picture of an environment is asked for: it draws them one at a time, and not at once."""

from pgviz.training.commands import RequestFrame
from pgviz.training.iteration import Iteration
from pgviz.training.snapshot import Frame


class Frames:
    """Knows the one frame that is still of use: what was asked for last."""

    def __init__(self) -> None:
        self._wanted: RequestFrame | None = None

    def want(self, iteration: Iteration, trajectory: int, step: int) -> RequestFrame | None:
        """Return what to ask for: the frame before a step, made by replaying the trajectory.

        None where that can't be: only what was reset with a seed can be replayed.
        """
        batch = iteration.batch
        if batch.reset_seeds is None:
            return None
        actions = batch.actions[batch.slice(trajectory)][:step]
        self._wanted = RequestFrame(int(batch.reset_seeds[trajectory]), actions)
        return self._wanted

    def forget(self) -> None:
        """Want nothing any more."""
        self._wanted = None

    def accept(self, frame: Frame | None) -> bool:
        """Return whether a frame is the one that is wanted; from then on none is."""
        if frame is None or frame.request is not self._wanted:
            return False
        self.forget()
        return True
