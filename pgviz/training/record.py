"""What is kept of one branch of a run: its figures, its settings, and states to go back to."""

from collections.abc import Iterable

from pgviz.training.engine import Way
from pgviz.training.fork import Fork
from pgviz.training.history import Columns, History
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.keyframes import Keyframes
from pgviz.training.state import TrainerState

BUDGET = 128 * 2**20  # bytes for states, unless another is given


class Record:
    """Grows with its branch. Written by the trainer's thread; its history is read by any."""

    def __init__(self, history: History, keyframes: Keyframes, fork: Fork | None = None) -> None:
        self.history, self.fork = history, fork
        self._keyframes = keyframes

    @classmethod
    def begun(cls, hyperparameters: Hyperparameters, budget: int = BUDGET) -> "Record":
        """Return the record of a run that begins."""
        return cls(History(hyperparameters), Keyframes(budget))

    def append(
        self, rows: Columns, hyperparameters: Hyperparameters, states: Iterable[TrainerState]
    ) -> None:
        """Keep the iterations that follow, made with the same hyperparameters from these states."""
        self._keyframes.add(states)
        self.history.append(rows, hyperparameters)

    def holds(self, iteration: int) -> bool:
        """Return whether there was such an iteration."""
        return 0 <= iteration < len(self.history)

    def way_to(self, iteration: int) -> Way:
        """Return how to make an iteration again; it must be held."""
        state = self._keyframes.nearest(iteration)
        numbers = range(state.iteration, iteration + 1)
        return Way(state, tuple(map(self.history.hyperparameters_at, numbers)))

    def forked(self, branch: int, iteration: int) -> "Record":
        """Return the record of a branch that leaves this one, which is `branch`, there."""
        fork = Fork(branch, iteration)
        return Record(self.history.until(iteration), self._keyframes.before(iteration - 1), fork)
