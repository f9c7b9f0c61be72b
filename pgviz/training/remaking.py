"""Iterations of the past, made again or found among those that were lately."""

from dataclasses import replace

from pgviz.training.branches import Branches
from pgviz.training.commands import Urgency
from pgviz.training.engine import Engine, Progress, Retraced, Way
from pgviz.training.inbox import Inbox
from pgviz.training.iteration import Iteration
from pgviz.training.packed_states import pack_state, unpack_state
from pgviz.training.packing import pack, unpack
from pgviz.training.recent import Recent


class Remaking:
    """Keeps the iterations that were asked for, the states on the way to them, and long batches.

    From these states, to step back through a gap between keyframes costs one iteration a step.
    What takes long of an iteration is nearly always to sample its batch, which is a twentieth of
    it in bytes.
    """

    def __init__(self, engine: Engine, inbox: Inbox) -> None:
        self._engine, self._inbox = engine, inbox
        # Apart, for a whole iteration takes the place of many states.
        self._iterations, self._states, self._batches = Recent(), Recent(), Recent()

    @property
    def size(self) -> int:
        """How many bytes are taken."""
        return self._iterations.size + self._states.size + self._batches.size

    def restrict(self, limit: int, spare: int) -> None:
        """Take no more than so many bytes from now on, and for batches no more than `spare`."""
        self._batches.restrict(spare)
        for recent in (self._iterations, self._states):
            recent.restrict(limit // 2)

    def forget(self) -> None:
        """Keep nothing of a run that has been replaced."""
        self._iterations.clear()
        self._states.clear()
        self._batches.clear()

    def keep_batches(self, branches: Branches, progress: Progress) -> None:
        """Keep what took long to sample of the present branch's newest iterations."""
        for number, batch in progress.long_batches:
            self._batches.put((branches.home_of(number), number), pack(batch))

    def again(self, branches: Branches, number: int, yields_to: Urgency) -> Iteration | None:
        """Return an iteration of the present branch; None where it was given up.

        Raises EngineFailed where it can't be made again.
        """
        found = self._iterations.get((branches.home_of(number), number))
        if found is not None:
            iteration: Iteration = unpack(found)
            return iteration
        way = replace(self._way(branches, number), yields_to=yields_to)
        retraced = self._engine.retrace(way, self._inbox)
        if retraced is None:
            return None
        self._keep(branches, retraced)
        return retraced.iteration

    def _way(self, branches: Branches, number: int) -> Way:
        """Return the shortest way to an iteration."""
        way = self._way_from_state(branches, number)
        packed = self._batches.get((branches.home_of(number), number))
        if packed is None or way.state.iteration < number:
            return way
        return replace(way, batch=unpack(packed))

    def _way_from_state(self, branches: Branches, number: int) -> Way:
        way = branches.record.way_to(number)
        first = way.state.iteration
        for at in range(number, first, -1):
            packed = self._states.get((branches.home_of(at), at))
            if packed is not None:
                return Way(unpack_state(packed), way.hyperparameters[at - first :])
        return way

    def _keep(self, branches: Branches, retraced: Retraced) -> None:
        for state in retraced.states:
            number = state.iteration
            self._states.put((branches.home_of(number), number), pack_state(state))
        number = retraced.iteration.number
        self._iterations.put((branches.home_of(number), number), pack(retraced.iteration))
