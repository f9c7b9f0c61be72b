"""Between the trainer's thread and the window: commands one way, the newest iteration the other."""

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from pgviz.gui.pace import Pace
from pgviz.gui.speed import DEFAULT, FULL
from pgviz.gui.view import Pointer, View
from pgviz.training import cursor as places
from pgviz.training.commands import (
    Advance,
    Command,
    Pause,
    RequestFrame,
    Reset,
    Run,
    SetHyperparameters,
)
from pgviz.training.cursor import Cursor, Granularity
from pgviz.training.experiment import Experiment
from pgviz.training.iteration import Iteration
from pgviz.training.runner import Runner
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import policy_for

FRAME = 33  # ms

Mode = Literal["paused", "playing", "running"]


class Bridge(QObject):
    """Holds what is shown, and asks the runner for what comes after it.

    While playing, a timer moves the cursor and asks for one iteration at a time; while running,
    the runner goes on by itself and each frame shows the newest iteration. Nothing is polled
    once the runner has obeyed all that was sent and nothing moves.
    """

    opened = Signal(object)  # the Snapshot with which a new run begins
    informed = Signal(object)  # a Snapshot: figures, speed or message have changed
    viewed = Signal(object)  # a View, at most once a frame
    replayed = Signal(object)  # a View in which only the agent has moved
    pointed = Signal(object)  # the Pointer under the mouse
    mode_changed = Signal(str)
    frame_drawn = Signal(object)  # the Frame that the environment drew

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._snapshot = runner.newest
        self._sent = 0
        self._mode: Mode = "paused"
        self._granularity: Granularity = "update"
        self._pace = Pace(DEFAULT)
        self._awaited: Granularity | None = None  # how the awaited iteration is to be entered
        self._shown: Iteration | None = None
        self._cursor: Cursor | None = None
        self._selected = Pointer(0)
        self._replayed: Iteration | None = None  # whose selected trajectory the agent walks
        self._replay_time = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def snapshot(self) -> Snapshot:
        """What the runner said last."""
        return self._snapshot

    @property
    def mode(self) -> Mode:
        """Whether it is paused, plays at a pace or runs at full speed."""
        return self._mode

    @property
    def granularity(self) -> Granularity:
        """What one step is."""
        return self._granularity

    @property
    def view(self) -> View | None:
        """What is shown; None until the first iteration has come."""
        snapshot, iteration, cursor = self._snapshot, self._shown, self._cursor
        if iteration is None or cursor is None or snapshot.world is None:
            return None
        policy = policy_for(snapshot.world, iteration.hyperparameters)
        running = self._mode == "running"
        return View(snapshot.world, policy, iteration, cursor, self._selected, running)

    def run(self) -> None:
        """Go on at the chosen speed until paused."""
        full = self._pace.speed == FULL
        self._set_mode("running" if full else "playing")
        if full:
            self._awaited = None
            self._send(Run())
        self._pace.restart()
        self._timer.start()

    def pause(self) -> None:
        """Stop where it is."""
        if self._mode == "running":
            self._send(Pause())
        self._set_mode("paused")
        self._show()

    def toggle(self) -> None:
        """Run where it is paused, pause where it moves."""
        self.run() if self._mode == "paused" else self.pause()

    def set_speed(self, speed: float) -> None:
        """Change the pace, moves a second; FULL hands over to the runner."""
        self._pace = Pace(speed)
        if self._mode != "paused" and (speed == FULL) != (self._mode == "running"):
            self.pause()
            self.run()

    def set_granularity(self, granularity: Granularity) -> None:
        """Change what one step is."""
        self._granularity = granularity

    def forward(self) -> None:
        """Move the cursor one step; past the end of the iteration the next one is made."""
        if self._shown is None or self._cursor is None or self._awaited is not None:
            return
        following = places.forward(self._cursor, self._shown.batch, self._granularity)
        if following is None:
            self._awaited = self._granularity
            self._send(Advance())
        else:
            self._move(following)

    def advance(self, count: int) -> None:
        """Have so many iterations be made, showing the newest."""
        self._send(Advance(count))

    def back(self) -> None:
        """Move the cursor one step back, at the most to the beginning of the iteration."""
        if self._shown is not None and self._cursor is not None:
            before = places.back(self._cursor, self._shown.batch, self._granularity)
            self._move(before or self._cursor)

    def to_beginning(self) -> None:
        """Move the cursor to the first step of the iteration."""
        if self._shown is not None:
            self._move(places.beginning(self._shown.number))

    def to_end(self) -> None:
        """Move the cursor to the end of the iteration."""
        if self._shown is not None:
            self._move(places.end(self._shown.number, self._shown.batch))

    def apply(self, experiment: Experiment) -> None:
        """Make the runner's experiment this one: from the next iteration on, or from the start."""
        chosen = experiment.hyperparameters
        if replace(self._snapshot.experiment, hyperparameters=chosen) == experiment:
            self._send(SetHyperparameters(chosen))
        else:
            self.start_again(experiment)

    def start_again(self, experiment: Experiment) -> None:
        """Begin a run of this experiment from its first iteration."""
        self._set_mode("paused")
        self._awaited = None
        self._send(Reset(experiment))

    def select(self, pointer: Pointer) -> None:
        """Select what was clicked; a trajectory without a step selects no step of it."""
        before = self._selected
        if pointer.trajectory is None:  # a parameter alone: the step stays
            pointer = replace(before, parameter=pointer.parameter)
        elif pointer.parameter is None:
            pointer = replace(pointer, parameter=before.parameter)
        self._selected = pointer
        self._show()

    def previous_trajectory(self) -> None:
        self._select_by(trajectories=-1)

    def next_trajectory(self) -> None:
        self._select_by(trajectories=1)

    def earlier_step(self) -> None:
        self._select_by(steps=-1)

    def later_step(self) -> None:
        self._select_by(steps=1)

    def unselect_step(self) -> None:
        """Select the trajectory as a whole."""
        self._selected = replace(self._selected, step=None, parameter=None)
        self._show()

    def show_again(self) -> None:
        """Have all that is shown be drawn again."""
        self._show()

    def request_frame(self, trajectory: int, step: int) -> bool:
        """Ask for the picture that the environment draws before a step of the shown batch.

        Return whether it can be asked: only what was reset with a seed can be replayed.
        """
        if self._shown is None or self._shown.batch.reset_seeds is None:
            return False
        batch = self._shown.batch
        actions = batch.actions[batch.slice(trajectory)][:step]
        self._send(RequestFrame(int(batch.reset_seeds[trajectory]), actions))
        return True

    def close(self) -> None:
        """End the runner; nothing is shown any more."""
        self._timer.stop()
        self._runner.stop()

    def _select_by(self, trajectories: int = 0, steps: int = 0) -> None:
        if self._shown is None:
            return
        batch, before = self._shown.batch, self._selected
        trajectory = ((before.trajectory or 0) + trajectories) % batch.size
        step = before.step
        if steps:
            step = ((-1 if step is None and steps > 0 else step or 0) + steps) % int(
                batch.lengths[trajectory]
            )
        self._selected = replace(before, trajectory=trajectory, step=step)
        self._show()

    def _send(self, command: Command) -> None:
        self._sent = self._runner.send(command)
        self._timer.start()

    def _set_mode(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self.mode_changed.emit(mode)

    def _tick(self) -> None:
        snapshot = self._runner.newest
        if snapshot is not self._snapshot:
            self._take(snapshot)
        if self._mode == "running":
            self._replay()
        if self._mode == "playing" and self._pace.is_due():
            self.forward()
        if self.is_settled:
            self._timer.stop()

    @property
    def is_polling(self) -> bool:
        """Whether the runner is asked for news, 30 times a second."""
        return self._timer.isActive()

    @property
    def has_obeyed(self) -> bool:
        """Whether the runner has done all that was sent, as far as it has said."""
        return self._snapshot.handled >= self._sent

    @property
    def is_settled(self) -> bool:
        """Whether nothing moves and nothing is awaited."""
        snapshot = self._snapshot
        rests = self._mode == "paused" and snapshot.activity == "paused" and self.has_obeyed
        return rests and snapshot is self._runner.newest

    def _take(self, snapshot: Snapshot) -> None:
        before, self._snapshot = self._snapshot, snapshot
        if snapshot.run != before.run:
            self._begin(snapshot)
        self.informed.emit(snapshot)
        if snapshot.frame is not before.frame and snapshot.frame is not None:
            self.frame_drawn.emit(snapshot.frame)
        if snapshot.iteration is not None and snapshot.iteration is not before.iteration:
            self._enter(snapshot.iteration)
        if snapshot.activity == "paused" and self.has_obeyed:
            self._stop_waiting()

    def _begin(self, snapshot: Snapshot) -> None:
        self._shown = self._cursor = None
        self._selected = Pointer(0)
        self.opened.emit(snapshot)
        self._send(Advance())  # so that there is something to see

    def _enter(self, iteration: Iteration) -> None:
        self._shown = iteration
        if self._awaited is None:
            self._move(places.end(iteration.number, iteration.batch))
        else:
            awaited, self._awaited = self._awaited, None
            self._move(places.first_stop(iteration.number, iteration.batch, awaited))

    def _replay(self) -> None:
        """Let the agent walk on while an iteration that takes long is being made."""
        if (view := self.view) is None:
            return
        if view.iteration is not self._replayed:  # just shown
            self._replayed, self._replay_time = view.iteration, 0
            return
        length = int(view.iteration.batch.lengths[view.trajectory])
        self._replay_time = (self._replay_time + 1) % (length + 1)
        self.replayed.emit(replace(view, replay=self._replay_time))

    def _stop_waiting(self) -> None:
        """Pause with the runner, where it has stopped by itself: the message says why."""
        self._awaited = None
        if self._mode == "running" or self._snapshot.message is not None:
            self._set_mode("paused")
            self._show()

    def _move(self, cursor: Cursor) -> None:
        self._cursor = cursor
        if cursor.phase != "update" and self._granularity in ("step", "trajectory"):
            self._selected = replace(self._selected, trajectory=cursor.trajectory, step=cursor.step)
        self._show()

    def _show(self) -> None:
        if self._shown is not None:
            self._selected = existing(self._selected, self._shown)
        if (view := self.view) is not None:
            self.viewed.emit(view)


def existing(pointer: Pointer, iteration: Iteration) -> Pointer:
    """Return the pointer with what the iteration has of it."""
    trajectory = min(pointer.trajectory or 0, iteration.batch.size - 1)
    known = pointer.step is not None and pointer.step < iteration.batch.lengths[trajectory]
    parameters = len(iteration.before.theta)
    named = pointer.parameter is not None and pointer.parameter < parameters
    return Pointer(
        trajectory,
        pointer.step if known else None,
        pointer.parameter if named else None,
    )
