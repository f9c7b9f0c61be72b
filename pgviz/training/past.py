"""Going back in a run, and leaving it for another future."""

from dataclasses import replace
from typing import Any

from pgviz.training.branches import Branches, Head
from pgviz.training.bulletin import Bulletin
from pgviz.training.commands import Urgency
from pgviz.training.engine import Engine, EngineFailed, Message, Progress
from pgviz.training.experiment import Experiment
from pgviz.training.faults import faults_told
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.inbox import Inbox
from pgviz.training.iteration import Iteration
from pgviz.training.memory import BUDGET, Allotment, MemoryUse
from pgviz.training.record import Record
from pgviz.training.remaking import Remaking
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import TrainerState


class Past:
    """Keeps the branches of the run, and publishes what is asked of them; for one thread alone.

    What can't be done, for there is no such iteration or branch, changes nothing; what fails
    becomes a message.
    """

    def __init__(
        self, engine: Engine, inbox: Inbox, bulletin: Bulletin[Snapshot], budget: int = BUDGET
    ) -> None:
        """`budget` is how many bytes the past may take."""
        self._engine, self._inbox, self._bulletin = engine, inbox, bulletin
        self._remaking = Remaking(engine, inbox)
        self._budget = budget
        self._branches: Branches | None = None  # until the first run begins
        self._notes = ""

    @property
    def shown(self) -> dict[str, Any]:
        """What a snapshot says of the run and its branches, by its fields."""
        branches, head = self._begun, self._begun.head
        return {
            "experiment": replace(branches.experiment, hyperparameters=head.hyperparameters),
            "state": head.state,
            "revisited": None,
            "notes": self._notes,
            "history": branches.record.history,
            "branches": branches.shown,
            "branch": branches.current,
            "memory": self.memory,
        }

    @property
    def memory(self) -> MemoryUse:
        """What the past takes."""
        branches = self._branches
        if branches is None:
            return MemoryUse(self._budget)
        sizes = branches.figures_size, branches.states_size, self._remaking.size
        return MemoryUse(self._budget, *sizes, branches.kept)

    @property
    def state(self) -> TrainerState:
        """What the present branch goes on from."""
        return self._begun.head.state

    @property
    def contents(self) -> SessionContents | None:
        """The whole run as a session, for any thread to read; None before the first began."""
        if self._branches is None:
            return None
        now = self._bulletin.newest
        return self._branches.contents(
            shown=now.shown, notes=self._notes, breakpoints=now.breakpoints
        )

    def begin(self, experiment: Experiment, state: TrainerState) -> None:
        """Begin a run: it has one branch and no past."""
        self._replace(Branches.begun(experiment, state), "")

    def restore(self, contents: SessionContents) -> tuple[Iteration | None, Iteration | None]:
        """Take a session over; return its newest iteration, if any, and the one of the past shown.

        Both are of the present branch. Raises EngineFailed, and keeps what there was, where one
        can't be made again.
        """
        with faults_told("The session can't be opened"):
            branches = Branches.of(contents)
        newest = len(branches.record.history) - 1
        last = self._remade(branches.record, newest)
        shown = last if contents.shown == newest else self._remade(branches.record, contents.shown)
        self._replace(branches, contents.notes)
        return last, shown

    def set_notes(self, notes: str) -> None:
        """Keep the user's notes."""
        self._notes = notes
        self._bulletin.publish(notes=notes)

    def append(self, progress: Progress) -> None:
        """Keep what was made of the present branch."""
        self._begun.append(progress)
        self._fit()
        self._remaking.keep_batches(self._begun, progress)

    def set_budget(self, budget: int) -> None:
        """Take no more than so many bytes from now on."""
        self._budget = budget
        self._fit()
        self._bulletin.publish(memory=self.memory)

    def set_hyperparameters(self, hyperparameters: Hyperparameters) -> None:
        """Have the present branch go on with these."""
        if self._branches is not None:
            self._branches.set_hyperparameters(hyperparameters)

    def revisit(self, number: int) -> None:
        """Publish an iteration of the present branch, made again unless it is at hand."""
        now = self._bulletin.newest
        at_hand = [each for each in (now.iteration, now.revisited) if each is not None]
        known = next((each for each in at_hand if each.number == number), None)
        if known is not None:
            self._bulletin.publish(revisited=known)
        elif self._branches is not None and self._branches.record.holds(number):
            again = self._again(number, Urgency.ABANDON)
            if again is not None:
                self._bulletin.publish(revisited=again, memory=self.memory)

    def leave(self, number: int, name: str) -> None:
        """Leave the present branch before an iteration, with what that was made with."""
        if self._branches is None or not 0 <= number <= len(self._branches.record.history):
            return
        last = self._again(number - 1) if number else None
        if number == 0 or last is not None:
            self._branches.fork(number, name, self._head_at(number, last))
            self._fit()
            self._publish(last)

    def switch(self, number: int) -> None:
        """Go on with another branch."""
        branches = self._branches
        if branches is None or not branches.has(number) or number == branches.current:
            return
        before, branches.current = branches.current, number
        count = len(branches.record.history)
        last = self._again(count - 1) if count else None
        if count == 0 or last is not None:
            self._publish(last)
        else:
            branches.current = before

    def rename(self, number: int, name: str) -> None:
        """Call a branch something else."""
        if self._branches is not None and self._branches.has(number):
            self._branches.rename(number, name)
            self._bulletin.publish(branches=self._branches.shown)

    def hide(self, number: int, hidden: bool) -> None:
        """Take a branch out of sight, or bring it back."""
        branches = self._branches
        if branches is None or not branches.has(number):
            return
        if not hidden or number not in (0, branches.current):
            branches.hide(number, hidden)
            self._bulletin.publish(branches=branches.shown)

    @property
    def _begun(self) -> Branches:
        assert self._branches is not None
        return self._branches

    def _remade(self, record: Record, number: int | None) -> Iteration | None:
        if number is None or not record.holds(number):
            return None
        way = replace(record.way_to(number), yields_to=Urgency.QUIT)
        retraced = self._engine.retrace(way, self._inbox)
        if retraced is None:
            raise EngineFailed(Message("The session is not opened, for the trainer is to end."))
        return retraced.iteration

    def _replace(self, branches: Branches, notes: str) -> None:
        self._branches, self._notes = branches, notes
        self._remaking.forget()
        self._fit()

    def _fit(self) -> None:
        """Share the budget out."""
        if self._branches is not None:
            allotment = Allotment.of(self._budget, self._branches.figures_size)
            self._branches.fit(allotment.states)
            spare = max(allotment.states - self._branches.states_size, 0)
            self._remaking.restrict(allotment.iterations, spare)

    def _again(self, number: int, yields_to: Urgency = Urgency.QUIT) -> Iteration | None:
        """Return an iteration of the present branch; None where it failed or was given up."""
        try:
            return self._remaking.again(self._begun, number, yields_to)
        except EngineFailed as failed:
            self._bulletin.publish(message=failed.message)
            return None

    def _head_at(self, number: int, last: Iteration | None) -> Head:
        """Return where an iteration began, which follows `last`."""
        record, head = self._begun.record, self._begun.head
        if record.holds(number):
            head = replace(head, hyperparameters=record.history.hyperparameters_at(number))
        if last is not None:
            return replace(head, state=last.after)
        begins = record.way_to(0).state if record.holds(0) else head.state
        return replace(head, state=begins)

    def _publish(self, last: Iteration | None) -> None:
        """Show the present branch, whose last iteration so far this is."""
        self._bulletin.publish(iteration=last, message=None, **self.shown)
