"""What each command does."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pgviz.training.breakpoints import armed
from pgviz.training.bulletin import Bulletin
from pgviz.training.commands import (
    Advance,
    Command,
    Hide,
    Leave,
    Pause,
    Quit,
    Rename,
    RequestFrame,
    Reset,
    Restore,
    Revisit,
    Run,
    SetBreakpoints,
    SetBudget,
    SetHyperparameters,
    SetNotes,
    Switch,
    Urgency,
)
from pgviz.training.engine import Engine, EngineFailed, Message, Progress, Task
from pgviz.training.experiment import Experiment
from pgviz.training.inbox import Inbox
from pgviz.training.memory import BUDGET
from pgviz.training.opening import Opening
from pgviz.training.past import Past
from pgviz.training.revocable import Revocable
from pgviz.training.saver import Saver
from pgviz.training.snapshot import Activity, Frame, Snapshot
from pgviz.training.speedometer import Speedometer


class Trainer:
    """Obeys commands, has iterations made and publishes them: all in the thread that calls it."""

    def __init__(
        self,
        engine: Engine,
        inbox: Inbox,
        bulletin: Bulletin[Snapshot],
        saver: Saver | None = None,
        budget: int = BUDGET,
    ) -> None:
        """`budget` is how many bytes the past of a run may take."""
        self._engine = Revocable(engine)
        self._inbox = inbox
        self._bulletin = bulletin
        self._past = Past(self._engine, inbox, bulletin, budget)
        self._saver = saver
        self._opening = Opening(self._engine, inbox, bulletin, self._past, saver)
        self._speedometer = Speedometer()
        self._remaining: int | None = 0  # iterations still to make; None: without end
        self._has_quit = False

    def train(self) -> None:
        """Open the first experiment, then do what the inbox says until it says to quit."""
        self._begin(self._bulletin.newest.experiment)
        self._obey()  # before any rest, which only ends for a command that wasn't heard yet
        while not self._has_quit:
            self._work_or_rest()
            self._obey()

    def close(self) -> None:
        """Release what the engine holds."""
        try:
            self._engine.close()
        except EngineFailed as failed:
            self._halt(failed.message)

    def _work_or_rest(self) -> None:
        try:
            if self._remaining == 0:
                self._engine.rest(self._inbox)
            else:
                self._work()
        except EngineFailed as failed:
            self._halt(failed.message)

    def _work(self) -> None:
        now = self._bulletin.newest
        assert now.state is not None
        watched = armed(now.breakpoints, now.history.columns)
        task = Task(now.state, now.experiment.hyperparameters, self._remaining, *watched)
        self._engine.work(task, self._inbox, self._accept)
        if self._remaining == 0:
            self._halt()

    def _accept(self, progress: Progress) -> None:
        steps, iteration = progress.scalars["steps"], progress.iteration
        self._past.append(progress)
        self._speedometer.add(int(steps.sum()))
        if self._remaining is not None:
            self._remaining -= len(steps)
        rate = self._speedometer.rate
        self._bulletin.publish(
            iteration=iteration,
            revisited=None,
            state=iteration.after,
            steps_per_second=rate,
            memory=self._past.memory,
        )
        if progress.struck is not None:
            self._bulletin.newest.history.note_stop(iteration.number, progress.struck)
            self._halt(Message(progress.struck.account(iteration.scalars), is_fault=False))
        elif self._saver is not None and self._saver.is_due:
            self._keep()

    def _keep(self, *, at_once: bool = False) -> None:
        """Have the run be saved as it is now, in a thread of its own."""
        contents = self._past.contents
        if self._saver is not None and contents is not None:
            self._saver.offer(contents, at_once=at_once)

    def _obey(self) -> None:
        while self._may_obey() and (waiting := self._inbox.pop()):
            number, command = waiting
            self._meaning[type(command)](self, command)
            self._bulletin.publish(handled=number)
            self._keep()

    def _may_obey(self) -> bool:
        # What is sent behind an Advance waits for its end, so that a list of commands means the
        # same however fast they come; only one that gives iterations up comes before its turn.
        hurries = self._inbox.listen() >= Urgency.ABANDON
        return not self._has_quit and (hurries or self._activity != "advancing")

    def _run(self, command: Run) -> None:
        if self._remaining is not None and self._has_world():
            self._go(None)

    def _advance(self, command: Advance) -> None:
        if self._remaining is not None and self._has_world():
            self._go(self._remaining + command.count)

    def _go(self, remaining: int | None) -> None:
        self._remaining = remaining
        self._speedometer.start()
        self._bulletin.publish(activity=self._activity, message=None)

    def _pause(self, command: Pause) -> None:
        self._halt()

    def _halt(self, message: Message | None = None) -> None:
        self._remaining = 0
        self._bulletin.publish(activity=self._activity, steps_per_second=0.0)
        self._keep(at_once=True)
        if message is not None:
            self._bulletin.publish(message=message)

    def _set_hyperparameters(self, command: SetHyperparameters) -> None:
        before = self._bulletin.newest.experiment
        after = replace(before, hyperparameters=command.hyperparameters)
        if before.begins_anew(after):
            self._begin(after)
        else:
            self._past.set_hyperparameters(after.hyperparameters)
            self._bulletin.publish(experiment=after)

    def _revisit(self, command: Revisit) -> None:
        self._past.revisit(command.iteration)

    def _leave(self, command: Leave) -> None:
        self._halt()
        self._past.leave(command.iteration, command.name)

    def _switch(self, command: Switch) -> None:
        self._halt()
        self._past.switch(command.branch)

    def _rename(self, command: Rename) -> None:
        self._past.rename(command.branch, command.name)

    def _hide(self, command: Hide) -> None:
        self._past.hide(command.branch, command.hidden)

    def _set_notes(self, command: SetNotes) -> None:
        self._past.set_notes(command.notes)

    def _set_budget(self, command: SetBudget) -> None:
        self._past.set_budget(command.bytes)

    def _set_breakpoints(self, command: SetBreakpoints) -> None:
        self._bulletin.publish(breakpoints=command.breakpoints)

    def _reset(self, command: Reset) -> None:
        self._halt()
        self._begin(command.experiment)

    def _request_frame(self, request: RequestFrame) -> None:
        frame = Frame(request, None)
        try:
            if self._bulletin.newest.world is not None:
                frame = Frame(request, self._engine.render(request, self._inbox))
        except EngineFailed as failed:
            self._bulletin.publish(message=failed.message)
        self._bulletin.publish(frame=frame)

    def _quit(self, command: Quit) -> None:
        self._halt()
        self._has_quit = True

    def _begin(self, experiment: Experiment) -> None:
        self._opening.begin(experiment, self._activity)

    def _restore(self, command: Restore) -> None:
        self._halt()
        self._opening.restore(command, self._activity)

    def _has_world(self) -> bool:
        if self._bulletin.newest.state is None:
            self._begin(self._bulletin.newest.experiment)
        return self._bulletin.newest.state is not None

    @property
    def _activity(self) -> Activity:
        if self._remaining is None:
            return "running"
        return "advancing" if self._remaining else "paused"

    _meaning: Mapping[type[Command], Callable[["Trainer", Any], None]] = {
        Run: _run,
        Pause: _pause,
        Advance: _advance,
        SetHyperparameters: _set_hyperparameters,
        SetBreakpoints: _set_breakpoints,
        SetBudget: _set_budget,
        SetNotes: _set_notes,
        Reset: _reset,
        Restore: _restore,
        Revisit: _revisit,
        Leave: _leave,
        Switch: _switch,
        Rename: _rename,
        Hide: _hide,
        RequestFrame: _request_frame,
        Quit: _quit,
    }
