"""Between the trainer's thread and the window: commands one way, the newest iteration the other."""

from PySide6.QtCore import QObject, Signal

from pgviz.gui.beat import Beat
from pgviz.gui.focus import Focus
from pgviz.gui.frames import Frames
from pgviz.gui.new_runs import ONE, NewRuns
from pgviz.gui.orders import Orders
from pgviz.gui.player import Player
from pgviz.gui.replay import Replay
from pgviz.gui.studying import Studying
from pgviz.gui.travels import Travels
from pgviz.gui.view import View
from pgviz.training.commands import Command, SetBudget
from pgviz.training.engine import Message
from pgviz.training.runner import Runner
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import policy_for
from pgviz.training.studies.runner import StudySnapshot


class Bridge(QObject):
    """Shows what the focus is on, and the newest that the runner says, at most once a frame.

    Nothing is polled once the runner has obeyed all that was sent and nothing moves.
    """

    opened = Signal(object)  # the Snapshot with which a new run begins
    informed = Signal(object)  # a Snapshot: figures, speed and message have changed
    viewed = Signal(object)  # a View, at most once a frame
    replayed = Signal(object)  # a View in which only the agent has moved
    frame_drawn = Signal(object)  # the Frame that the environment drew
    alarmed = Signal()  # by the trainer's thread: it has a message, whether asked or not
    waited = Signal(int)  # so many seconds for what was asked: told each second of a long wait

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._orders = Orders(runner)
        self._heard: Message | None = None  # with which the runner has rested before
        self._owes_view = False  # where cards took turns, until what was made last has come
        self._replay = Replay()
        self._frames = Frames()
        self.focus = Focus(self)
        self.focus.changed.connect(self.show)
        self._beat = Beat(lambda: self._orders.has_news, self)
        self._beat.ticked.connect(self._tick)
        self.travels = Travels(self.focus, self.send, self)
        self.player = Player(self._orders, self.focus, self.travels, self.send, self)
        self.player.mode_changed.connect(self._beat.start)
        self.player.paused.connect(self._come_to_rest)
        self.runs = NewRuns(self._orders, self.player, self.send)
        self.studying = Studying(self)
        self.studying.progressed.connect(self._show_study)
        self.studying.finished.connect(self._show_study)
        self.alarmed.connect(self._beat.start)
        runner.alert(self.alarmed.emit)
        self._beat.start()

    @property
    def snapshot(self) -> Snapshot:
        """What the runner said last."""
        return self._orders.snapshot

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
            running=self.player.mode == "running",
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
        return self.player.mode == "paused" and not orders.is_waiting and not orders.has_news

    @property
    def is_stopping(self) -> bool:
        """Whether the runner has still to give up what it works on."""
        return self._orders.is_stopping

    def send(self, command: Command) -> None:
        """Ask the runner for something."""
        self._orders.send(command)
        self._beat.start()

    def request_frame(self, trajectory: int, step: int) -> bool:
        """Ask for the picture that the environment draws before a step of the shown batch.

        Return whether it can be asked for.
        """
        shown = self.focus.iteration
        request = None if shown is None else self._frames.want(shown, trajectory, step)
        if request is not None:
            self.send(request)
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
            self.send(SetBudget(budget))

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
        is_paused = self.player.mode == "paused"  # else the next frame shows it
        if study.result is not None and is_paused:
            self.show()

    def _come_to_rest(self, is_awaited: bool) -> None:
        """Show where it stops, or what was made last, which is about to come."""
        self._owes_view = is_awaited
        if not is_awaited:
            self.show()

    def _tick(self, takes_news: bool) -> None:
        if takes_news and self._orders.has_news:
            self._take()
        elif (seconds := self._orders.wait()) is not None:
            self.waited.emit(seconds)
            if self._owes_view:
                self.show()
        self.travels.tell_delay()
        if self.player.mode == "running":
            self._walk()
        self.player.play()
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
        if snapshot.branch != before.branch and snapshot.iteration is None:
            self.focus.to_beginning()  # of the branch before: θ is the same there, if it is its 0
        if snapshot.activity == "paused" and self.has_obeyed:
            self._rest()

    def _begin(self, snapshot: Snapshot) -> None:
        self.focus.clear()
        self._frames.forget()
        self.opened.emit(snapshot)
        self.runs.begin()

    def _rest(self) -> None:
        """Pause with the runner, where it has stopped by itself: the message says why."""
        is_given_up = self.travels.is_under_way
        message, heard = self.snapshot.message, self._heard
        self.travels.end()
        self.runs.begin_with(ONE)
        self._heard = message
        has_failed = message is not None and message is not heard
        was_running = self.player.mode == "running"
        if was_running or is_given_up or has_failed or self._owes_view:
            self.player.halt()
            self.show()

    def _walk(self) -> None:
        """Let the agent walk on while an iteration that takes long is being made."""
        if (view := self.view) is not None and (moved := self._replay.next_frame(view)):
            self.replayed.emit(moved)
