"""J at every place of a grid, a little at a time: the window must not wait for it."""

from collections.abc import Callable
from time import monotonic

import numpy as np

from pgviz.gui.landscape.plane import Plane

Objective = Callable[[np.ndarray], float]
"""J of θ [parameters]."""

GRIDS = {1: (161,), 2: (29, 37)}  # points of a line; of a plane, up and across


class Heights:
    """The grid's first and last points lie on the edges of the plane."""

    def __init__(self, plane: Plane, objective: Objective) -> None:
        self._objective = objective
        shape = GRIDS[len(plane.axes)]
        ends = zip(plane.lows[::-1], plane.highs[::-1], shape, strict=True)
        grid = np.meshgrid(*(np.linspace(*each) for each in ends), indexing="ij")
        places = np.stack([each.ravel() for each in grid[::-1]], axis=-1)
        self._thetas, self._done = plane.thetas(places), 0
        self.values = np.full(shape, np.nan)

    @property
    def is_done(self) -> bool:
        """Whether all are known."""
        return self._done == len(self._thetas)

    def work(self, seconds: float = np.inf) -> None:
        """Work out more of them, for so long, or to the end."""
        until, flat = monotonic() + seconds, self.values.reshape(-1)
        while not self.is_done and monotonic() < until:
            flat[self._done] = self._objective(self._thetas[self._done])
            self._done += 1
