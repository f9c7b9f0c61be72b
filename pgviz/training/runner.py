"""Training in a thread of its own, driven by commands."""

import threading
import traceback
from collections.abc import Callable

from pgviz.environments.errors import describe
from pgviz.training.anywhere import Anywhere
from pgviz.training.bulletin import Bulletin
from pgviz.training.commands import Command, Quit
from pgviz.training.engine import Engine, Message
from pgviz.training.experiment import Experiment
from pgviz.training.history import History
from pgviz.training.inbox import Inbox
from pgviz.training.memory import BUDGET
from pgviz.training.saver import Saver
from pgviz.training.snapshot import Snapshot
from pgviz.training.trainer import Trainer

FAREWELL = 1.8  # s for the thread to end by itself


class Runner:
    """The background trainer: `send` tells it what to do, `newest` is what there is to show.

    It opens `experiment` and rests. Whatever goes wrong becomes the message of a snapshot: the
    run pauses, θ stays as it was, and the next Run or Advance tries again. As a context manager
    it starts and stops its thread. Without an `engine` it works in a worker process where it can.
    Runs are saved where there is a `saver`, which it starts and closes as well.
    """

    def __init__(
        self,
        experiment: Experiment,
        engine: Engine | None = None,
        saver: Saver | None = None,
        budget: int = BUDGET,
    ) -> None:
        """`budget` is how many bytes the past of a run may take: what is kept to go back to it."""
        self._engine = engine or Anywhere()
        self._inbox = Inbox()
        self._bulletin = Bulletin(Snapshot(experiment))
        self.saver = saver
        self._trainer = Trainer(self._engine, self._inbox, self._bulletin, saver, budget)
        # A daemon, so that an environment that hangs in it can't keep the program from ending.
        self._thread = threading.Thread(target=self._live, name="pgviz trainer", daemon=True)

    def __enter__(self) -> "Runner":
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def newest(self) -> Snapshot:
        """The newest snapshot; ask as often as the window paints."""
        return self._bulletin.newest

    @property
    def history(self) -> History:
        """What is kept of every iteration of the newest run."""
        return self.newest.history

    @property
    def is_alive(self) -> bool:
        """Whether its thread runs."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Start the thread."""
        if self.saver is not None:
            self.saver.start()
        self._thread.start()

    def send(self, command: Command) -> int:
        """Pass a command on; return its number, which `Snapshot.handled` reaches in time."""
        return self._inbox.put(command)

    def alert(self, listener: Callable[[], None] | None) -> None:
        """Have `listener` be called, in the trainer's thread, whenever there is a message.

        It is for who does not ask for the newest all the time; None is for nobody.
        """
        self._bulletin.alert(listener)

    def wait_until(self, predicate: Callable[[Snapshot], bool], seconds: float) -> Snapshot:
        """Return the first snapshot from now on that the predicate accepts.

        It may miss snapshots that are replaced at once. Raises TimeoutError where none was
        accepted in so many seconds.
        """
        return self._bulletin.wait_until(predicate, seconds)

    def stop(self) -> None:
        """End the thread and its worker, in about two seconds whatever they do.

        Then everything is saved, where it is to be.
        """
        self.send(Quit())
        self._thread.join(FAREWELL)
        if self._thread.is_alive():
            self._engine.kill()
            self._thread.join(FAREWELL)
        if self.saver is not None:
            self.saver.close()

    def _live(self) -> None:
        try:
            self._trainer.train()
        except Exception as error:
            text = f"The trainer ended by a fault of its own: {describe(error)}"
            self._bulletin.publish(activity="paused", message=Message(text, traceback.format_exc()))
            raise
        finally:
            self._trainer.close()
