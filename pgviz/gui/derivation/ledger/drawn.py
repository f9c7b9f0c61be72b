"""Which of the listed trajectories were sampled."""

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.estimation.listing import Listing

Key = tuple[bytes, bytes, bytes, int, bool]

NOT_LISTED = -1


class Finder:
    """Finds sampled trajectories in a list by what happened in them.

    Where rewards are noisy, they tell no trajectories apart: the list holds their means.
    """

    def __init__(self, listing: Listing, *, noisy: bool) -> None:
        self._noisy = noisy
        keys = _keys(listing.batch, noisy=noisy)
        self._row = {key: row for row, key in enumerate(keys)}

    def rows(self, batch: Batch) -> np.ndarray:
        """Return the row of each sampled trajectory, [m] int; NOT_LISTED where it has none."""
        found = [self._row.get(key, NOT_LISTED) for key in _keys(batch, noisy=self._noisy)]
        return freeze(np.array(found, dtype=int))


def _keys(batch: Batch, *, noisy: bool) -> list[Key]:
    assert batch.states is not None  # a table's states are known
    assert batch.last_states is not None
    rewards = np.zeros(batch.steps) if noisy else batch.rewards + 0.0  # −0.0 is 0.0
    columns = batch.states.astype(np.int64), batch.actions.astype(np.int64), rewards
    return [
        (
            *(column[batch.slice(i)].tobytes() for column in columns),
            int(batch.last_states[i]),
            bool(batch.terminated[i]),
        )
        for i in range(batch.size)
    ]
