"""Between the trainer's thread and the window: commands one way, the newest iteration the other."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from pgviz.gui.beat import Beat
from pgviz.gui.focus import Entry, Focus
from pgviz.gui.frames import Frames
from pgviz.gui.orders import Orders
from pgviz.gui.pace import Pace
from pgviz.gui.replay import Replay
from pgviz.gui.speed import DEFAULT, FULL
from pgviz.gui.studying import Studying
from pgviz.gui.travels import Travels
from pgviz.gui.view import View
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.commands import (
    Advance,
    Command,
    Hide,
    Leave,
    Pause,
    Rename,
    Reset,
    Restore,
    Run,
    SetBreakpoints,
    SetBudget,
    SetHyperparameters,
    SetNotes,
    Switch,
)
from pgviz.training.engine import Message
from pgviz.training.experiment import Experiment
from pgviz.training.runner import Runner
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.writing import SessionWriter
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import policy_for
from pgviz.training.studies.runner import StudySnapshot

ONE = (Advance(),)  # so that there is something to see

Mode = Literal["paused", "playing", "running"]


class Bridge(QObject):
    """Shows what the focus is on, and asks the runner for what comes after it.

    While playing, a timer moves the cursor and asks for one iteration at a time; while running,
    the runner goes on by itself and each frame shows the newest iteration. Nothing is polled
    once the runner has obeyed all that was sent and nothing moves.
    """

    opened = Signal(object)  # the Snapshot with which a new run begins
    informed = Signal(object)  # a Snapshot: figures, speed and message have changed
    viewed = Signal(object)  # a View, at most once a frame
    previewed = Signal(object)  # a Preview of the iteration that the next View is to be of
    delayed = Signal(int)  # the number of one that is made again, and takes longer than one notices
    replayed = Signal(object)  # a View in which only the agent has moved
    mode_changed = Signal(str)
    frame_drawn = Signal(object)  # the Frame that the environment drew
    alarmed = Signal()  # by the trainer's thread: it has a message, whether asked or not
    waited = Signal(int)  # so many seconds for what was asked: told each second of a long wait

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._orders = Orders(runner)
        self._mode: Mode = "paused"
        self._pace = Pace(DEFAULT)
        self._first: tuple[Command, ...] = ONE
        self._heard: Message | None = None  # with which the runner has rested before
        self._owes_view = False  # where cards took turns, until what was made last has come
        self._replay = Replay()
        self._frames = Frames()
        self.focus = Focus(self)
        self.focus.changed.connect(self.show)
        self.travels = Travels(self.focus, self._send, self)
        self.travels.previewed.connect(self.previewed)
        self.travels.delayed.connect(self.delayed)
        self.studying = Studying(self)
        self.studying.progressed.connect(self._show_study)
        self.studying.finished.connect(self._show_study)
        self._beat = Beat(lambda: self._orders.has_news, self)
        self._beat.ticked.connect(self._tick)
        self.alarmed.connect(self._poll)
        runner.alert(self.alarmed.emit)
        self._beat.start()

    @property
    def snapshot(self) -> Snapshot:
        """What the runner said last."""
        return self._orders.snapshot

    @property
    def mode(self) -> Mode:
        """Whether it is paused, plays at a pace or runs at full speed."""
        return self._mode

    @property
    def view(self) -> View | None:
        """What is shown; None until the first iteration has come."""
        world, focus = self.snapshot.world, self.focus
        if focus.iteration is None or focus.cursor is None or world is None:
            return None
        iteration = focus.iteration
        return View(
            world,
            policy_for(world, iteration.hyperparameters),
            iteration,
            focus.cursor,
            focus.selected,
            running=self._mode == "running",
            reference=self.studying.reference_at(world, iteration),
            draws=self.studying.draws_at(world, iteration),
        )

    @property
    def is_polling(self) -> bool:
        """Whether the runner is asked for news, 30 times a second."""
        return self._beat.is_going

    @property
    def has_obeyed(self) -> bool:
        """Whether the runner has done all that was sent, as far as it has said."""
        return self._orders.has_obeyed

    @property
    def is_settled(self) -> bool:
        """Whether nothing moves and nothing is awaited."""
        orders = self._orders
        return self._mode == "paused" and not orders.is_waiting and not orders.has_news

    @property
    def is_stopping(self) -> bool:
        """Whether the runner has still to give up what it works on."""
        return self._orders.is_stopping

    def toggle(self) -> None:
        """Run where it is paused, pause where it moves; give up what takes too long."""
        rests = self._mode == "paused" and not self._orders.is_overdue
        self.run() if rests else self.pause()

    def run(self) -> None:
        """Go on at the chosen speed until paused."""
        full = self._pace.speed == FULL
        self._set_mode("running" if full else "playing")
        if full:
            self.travels.end()
            self._send(Run())
        self._pace.restart()
        self._poll()

    def pause(self) -> None:
        """Stop where it is; an iteration that is half made is made again later."""
        was_running = self._mode == "running"
        if was_running or self._orders.is_waiting:
            self._send(Pause())
        self._set_mode("paused")
        if was_running:
            self._owes_view = True  # of what was made last, which is about to come
        else:
            self.show()

    def set_speed(self, speed: float) -> None:
        """Change the pace, moves a second; FULL hands over to the runner."""
        self._pace = Pace(speed)
        if self._mode != "paused" and (speed == FULL) != (self._mode == "running"):
            self.pause()
            self.run()

    def forward(self) -> None:
        """Move the cursor one step; past the end of the iteration the next one is shown."""
        travels = self.travels
        if travels.is_stepping or (self._is_here and self.focus.forward()):
            return
        if travels.number + 1 < self.count:
            self.travel(travels.number + 1, "step")
        else:
            travels.begin("step")
            self._send(Advance())

    def back(self) -> None:
        """Move the cursor one step back; before the iteration's beginning the one before it."""
        travels = self.travels
        # While an iteration is awaited only a step of a whole one is sure to lead out of it.
        stays = self.focus.granularity != "update" if travels.is_under_way else self.focus.back()
        if not stays and travels.number > 0:
            self.travel(travels.number - 1)

    def travel(self, iteration: int, entry: Entry = "end") -> None:
        """Show an iteration that there was, or the nearest one."""
        if self._mode == "running":
            self.pause()
        if self.count:
            self.travels.go(self.snapshot, min(max(iteration, 0), self.count - 1), entry)

    def to_first(self) -> None:
        """Show the very beginning of the run."""
        self.travel(0, "beginning")

    def to_newest(self) -> None:
        """Show the newest iteration."""
        self.travel(self.count - 1)

    def advance(self, count: int) -> None:
        """Have so many iterations be made, showing the newest."""
        self.travels.end()
        self._send(Advance(count))

    def apply(self, experiment: Experiment) -> None:
        """Make the runner's experiment this one: from the next iteration on, or from the start."""
        chosen = experiment.hyperparameters
        if replace(self.snapshot.experiment, hyperparameters=chosen) == experiment:
            self.begin_with(ONE)  # for some of them begin learning anew
            self._send(SetHyperparameters(chosen))
        else:
            self.start_again(experiment)

    def start_again(self, experiment: Experiment, first: Iterable[Command] = ONE) -> None:
        """Begin a run of this experiment from its first iteration; `first` is done at once."""
        self._set_mode("paused")
        self.travels.end()
        self.begin_with(first)
        self._send(Reset(experiment))

    def restore(self, contents: SessionContents, writer: SessionWriter | None) -> None:
        """Go on with a session as it was left, in the file of `writer` if there is one."""
        self._set_mode("paused")
        self.travels.end()
        self.begin_with(())
        self._send(Restore(contents, writer))

    def begin_with(self, first: Iterable[Command]) -> None:
        """Have the run that is about to begin do this at first, rather than one iteration."""
        self._first = tuple(first)

    @property
    def count(self) -> int:
        """How many iterations there are."""
        return len(self.snapshot.history)

    @property
    def _shows_present(self) -> bool:
        """Whether there is an iteration of the present branch; otherwise one of another is seen."""
        return self.snapshot.iteration is not None

    @property
    def _is_here(self) -> bool:
        """Whether the iteration that is shown is the one that was wanted."""
        return self._shows_present and not self.travels.is_under_way

    def turn(self, commands: Iterable[Leave | Switch | Rename | Hide]) -> None:
        """Leave for another branch, switch, rename or hide; where it goes elsewhere, paused."""
        for command in commands:
            if isinstance(command, Leave | Switch):
                self._set_mode("paused")
                self.travels.end()
            self._send(command)

    def keep_notes(self, notes: str) -> None:
        """Have these be the user's notes on the run."""
        self._send(SetNotes(notes))

    def stop_at(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Have runs stop by themselves where these strike."""
        self._send(SetBreakpoints(breakpoints))

    def request_frame(self, trajectory: int, step: int) -> bool:
        """Ask for the picture that the environment draws before a step of the shown batch.

        Return whether it can be asked for.
        """
        shown = self.focus.iteration
        request = None if shown is None else self._frames.want(shown, trajectory, step)
        if request is not None:
            self._send(request)
        return request is not None

    def show(self) -> None:
        """Have what is looked at be drawn."""
        self._owes_view = False
        if (view := self.view) is not None:
            self.viewed.emit(view)
            self.travels.preview()

    def limit_past(self, budget: int) -> None:
        """Have the past of runs take no more than so many bytes."""
        if budget != self.snapshot.memory.budget:
            self._send(SetBudget(budget))

    def close(self) -> None:
        """End the runner; nothing is shown any more."""
        self._beat.stop()
        self.studying.close()
        self._runner.stop()
        self._runner.alert(None)

    def draw_reference(self) -> None:
        """Draw a reference for ∇J at the θ that is shown, unless ∇J is known there exactly."""
        view = self.view
        if view is not None and view.iteration.exact is None:
            self.studying.draw_reference(view)

    def draw_estimates(self, count: int) -> None:
        """Draw the ĝ that is shown anew, so many times at the same θ."""
        if (view := self.view) is not None:
            self.studying.draw_estimates(view, count)

    def cancel(self) -> None:
        """Cancel the study that is under way; where there is none, select no step."""
        if self.studying.is_running:
            self.studying.cancel()
        else:
            self.focus.unselect_step()

    def _show_study(self, study: StudySnapshot) -> None:
        if study.result is not None and self._mode == "paused":  # else the next frame shows it
            self.show()

    def _send(self, command: Command) -> None:
        self._orders.send(command)
        self._poll()

    def _poll(self) -> None:
        self._beat.start()

    def _set_mode(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self.mode_changed.emit(mode)

    def _tick(self, takes_news: bool) -> None:
        if takes_news and self._orders.has_news:
            self._take()
        elif (seconds := self._orders.wait()) is not None:
            self.waited.emit(seconds)
            if self._owes_view:
                self.show()
        self.travels.tell_delay()
        if self._mode == "running":
            self._walk()
        if self._mode == "playing" and self._pace.is_due():
            self.forward()
        if self.is_settled:
            self._beat.stop()

    def _take(self) -> None:
        before, snapshot = self._orders.snapshot, self._orders.take()
        if snapshot.run != before.run:
            self._begin(snapshot)
        self.informed.emit(snapshot)
        if self._frames.accept(snapshot.frame):
            self.frame_drawn.emit(snapshot.frame)
        self.travels.take(before, snapshot)
        if snapshot.branch != before.branch and not self._shows_present:
            self.focus.to_beginning()  # of the branch before: θ is the same there, if it is its 0
        if snapshot.activity == "paused" and self.has_obeyed:
            self._rest()

    def _begin(self, snapshot: Snapshot) -> None:
        self.focus.clear()
        self._frames.forget()
        self.opened.emit(snapshot)
        first, self._first = self._first, ()  # a run that was asked for later is still to begin
        for command in first:
            self._send(command)

    def _rest(self) -> None:
        """Pause with the runner, where it has stopped by itself: the message says why."""
        is_given_up = self.travels.is_under_way
        message, heard = self.snapshot.message, self._heard
        self.travels.end()
        self._first, self._heard = ONE, message
        has_failed = message is not None and message is not heard
        if self._mode == "running" or is_given_up or has_failed or self._owes_view:
            self._set_mode("paused")
            self.show()

    def _walk(self) -> None:
        """Let the agent walk on while an iteration that takes long is being made."""
        if (view := self.view) is not None and (moved := self._replay.next_frame(view)):
            self.replayed.emit(moved)
