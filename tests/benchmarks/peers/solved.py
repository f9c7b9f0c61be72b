"""When CartPole counts as solved."""

from collections import deque
from collections.abc import Collection, Iterable

THRESHOLD, TRAJECTORIES = 475.0, 100


class Solved:
    """Whether the returns of the last 100 trajectories have an average of 475."""

    def __init__(self) -> None:
        self._returns: deque[float] = deque(maxlen=TRAJECTORIES)

    def by(self, returns: Iterable[float]) -> bool:
        """Return whether it is solved now that these trajectories were sampled as well."""
        self._returns.extend(returns)
        enough = len(self._returns) == TRAJECTORIES
        return enough and sum(self._returns) >= THRESHOLD * TRAJECTORIES


def until_solved(batches: Iterable[Collection[float]]) -> int:
    """Return how many trajectories were sampled until it was solved, from each batch's returns."""
    solved, sampled = Solved(), 0
    for returns in batches:
        sampled += len(returns)
        if solved.by(returns):
            break
    return sampled
