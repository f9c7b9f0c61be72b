"""Where one future of a run leaves another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fork:
    """Where a branch leaves another: the iteration is the first that is its own."""

    branch: int
    iteration: int
