"""How often a long list is weighed anew while iterations follow each other."""

from pgviz.estimation.listing import Listing
from pgviz.gui.derivation.material import Material

STEPS_A_FRAME = 50_000  # of all listed trajectories: some 10 ms


class Throttle:
    """Lets through every frame of a short list, and of a long one as many as the window bears."""

    def __init__(self) -> None:
        self._listing: Listing | None = None
        self._waited = 0  # frames

    def is_due(self, material: Material) -> bool:
        """Return whether this frame is to be worked out; always where nothing runs."""
        listing = material.listing
        steps = 0 if listing is None else listing.batch.steps
        self._waited += 1
        waits = material.running and listing is self._listing
        if waits and self._waited <= steps // STEPS_A_FRAME:
            return False
        self._listing, self._waited = listing, 0
        return True
