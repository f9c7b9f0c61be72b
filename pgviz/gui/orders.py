"""What was asked of the runner, and how far it has obeyed."""

from pgviz.gui.silence import Silence
from pgviz.training.commands import Command, Pause, Urgency
from pgviz.training.runner import Runner
from pgviz.training.snapshot import Snapshot


class Orders:
    """Sends commands to the runner, and keeps the snapshot that it was last seen with."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._sent = 0
        self._abandoning = 0  # the number of the last command to give up the work under way
        self._pausing = False  # whether that was a Pause
        self._silence = Silence()
        self.snapshot = Snapshot(runner.newest.experiment)  # all that it has said yet is news

    @property
    def has_news(self) -> bool:
        """Whether the runner has said something since."""
        return self.snapshot is not self._runner.newest

    @property
    def has_obeyed(self) -> bool:
        """Whether the runner has done all that was sent, as far as it has said."""
        return self.snapshot.handled >= self._sent

    @property
    def is_waiting(self) -> bool:
        """Whether the runner has still to do something that was asked of it."""
        return self.snapshot.activity != "paused" or not self.has_obeyed

    @property
    def is_overdue(self) -> bool:
        """Whether what was asked takes so long that the user may wonder."""
        return self.is_waiting and self._silence.is_long

    @property
    def is_stopping(self) -> bool:
        """Whether the runner has still to give up what it works on."""
        resetting = self.snapshot.activity == "opening" and not self._pausing
        return self.snapshot.handled < self._abandoning and not resetting

    def send(self, command: Command) -> None:
        """Ask for something."""
        abandons = command.urgency >= Urgency.ABANDON
        if abandons or not self.is_waiting:
            self._silence.end()
        self._sent = self._runner.send(command)
        if abandons:
            self._abandoning, self._pausing = self._sent, isinstance(command, Pause)

    def take(self) -> Snapshot:
        """Take in what the runner said last, and return it."""
        self._silence.end()
        self.snapshot = self._runner.newest
        return self.snapshot

    def wait(self) -> int | None:
        """Return for how many seconds has been waited, once for each second of a long wait."""
        return self._silence.news() if self.is_waiting else None
