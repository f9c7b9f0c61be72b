"""Iterations of the past, made again or found among those that were lately."""

from dataclasses import replace

from pgviz.training.branches import Branches
from pgviz.training.commands import Urgency
from pgviz.training.engine import Engine, Retraced, Way
from pgviz.training.inbox import Inbox
from pgviz.training.iteration import Iteration
from pgviz.training.packing import pack, unpack
from pgviz.training.recent import Recent

WHOLE, STATE = "whole", "state"


class Remaking:
    """Keeps the iterations that were asked for, and the states on the way to them.

    From these, to step back through a gap between keyframes costs one iteration a step.
    """

    def __init__(self, engine: Engine, inbox: Inbox) -> None:
        self._engine, self._inbox = engine, inbox
        self._recent = Recent(0)

    @property
    def size(self) -> int:
        """How many bytes are taken."""
        return self._recent.size

    def restrict(self, limit: int) -> None:
        """Take no more than so many bytes from now on."""
        self._recent.restrict(limit)

    def forget(self) -> None:
        """Keep nothing of a run that has been replaced."""
        self._recent.clear()

    def again(self, branches: Branches, number: int, yields_to: Urgency) -> Iteration | None:
        """Return an iteration of the present branch; None where it was given up.

        Raises EngineFailed where it can't be made again.
        """
        found = self._recent.get((WHOLE, branches.home_of(number), number))
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
        way = branches.record.way_to(number)
        first = way.state.iteration
        for at in range(number, first, -1):
            packed = self._recent.get((STATE, branches.home_of(at), at))
            if packed is not None:
                return Way(unpack(packed), way.hyperparameters[at - first :])
        return way

    def _keep(self, branches: Branches, retraced: Retraced) -> None:
        for state in retraced.states:
            number = state.iteration
            self._recent.put((STATE, branches.home_of(number), number), pack(state))
        number = retraced.iteration.number
        self._recent.put((WHOLE, branches.home_of(number), number), pack(retraced.iteration))
