"""How much memory the past of a run takes, and may take."""

from dataclasses import dataclass

BUDGET = 256 * 10**6  # bytes, unless another number is given
FOR_ITERATIONS = 4  # one part in so many of what the figures leave; the others are for states
FOR_BOTH = 8  # one part in so many of the budget is left for them, however many figures there are


@dataclass(frozen=True)
class Allotment:
    """What states and whole iterations may take, in bytes."""

    states: int
    iterations: int

    @classmethod
    def of(cls, budget: int, figures: int) -> "Allotment":
        """Return what a budget leaves beside the figures of all iterations, which stay."""
        left = max(budget - figures, budget // FOR_BOTH)
        iterations = left // FOR_ITERATIONS
        return cls(left - iterations, iterations)


@dataclass(frozen=True)
class MemoryUse:
    """What is taken of the budget, in bytes."""

    budget: int = BUDGET
    figures: int = 0  # of every iteration
    states: int = 0  # from which iterations are made again
    iterations: int = 0  # that were made again lately, and batches that took long
    kept: int = 0  # how many states there are

    @property
    def total(self) -> int:
        """All that is taken."""
        return self.figures + self.states + self.iterations
