"""The line at the bottom: what is going on, the last message, how fast."""

from collections import deque
from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QStatusBar

from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.format import count
from pgviz.gui.labels import dress
from pgviz.gui.tag import Tag
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.snapshot import Snapshot

OPENING = "Opening the world …"
DOINGS = {
    "paused": "Paused — Space runs, → steps, F1 lists the keys",
    "playing": "Playing — Space pauses",
    "running": "Learning at full speed — Space pauses",
}
AWAITED = {"opening": "Opening the world", "paused": "The environment's picture"}
ITERATION = "This iteration"
FASTEST = "30 frames/s · 8,888,888 steps/s"  # which has room at once: none later moves the cards


class Status(QStatusBar):
    """Shows a snapshot in words; an error stays until the next thing is done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._frames: deque[float] = deque()  # when each frame of the last second was shown
        self._doing, self._message, self._speed = QLabel(), ElidedLabel(), ElidedLabel()
        self._message.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 0)
        self._mark = Tag(theme)
        self._mark.hide()
        self._theme, self._text, self._note, self._warning = theme, "", "", ""
        self._mode, self._fault = "", ""
        self._is_fault = False
        self.setSizeGripEnabled(False)
        self.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 0)
        self.addWidget(self._doing)
        self.addWidget(self._mark)
        self.addWidget(self._message, 1)
        self._speed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addPermanentWidget(self._speed)
        self.restyle(theme)

    def count_frame(self) -> None:
        """Take note of one more frame that is shown."""
        now = monotonic()
        self._frames.append(now)
        while self._frames[0] < now - 1.0:
            self._frames.popleft()

    @property
    def doing(self) -> str:
        """What is going on, in words."""
        return self._doing.text()

    @property
    def message(self) -> str:
        """The message as it stands, or nothing."""
        return self._text

    def show_note(self, text: str) -> None:
        """Say this where there is no message: what to look at in the scenario."""
        self._note = text
        self.show_message("")

    def show_mark(self, mark: str, sentence: str) -> None:
        """Say that a mistake is made on purpose, which one, and what comes of it."""
        self._mark.setText(mark)
        self._mark.setVisible(bool(mark))
        self._warning = sentence
        self.show_message(self._text)

    def show_snapshot(self, snapshot: Snapshot, mode: str) -> None:
        """Say what the runner does in this mode, and what it has to tell."""
        if mode != self._mode:
            self._mode, self._fault = mode, ""
        self._doing.setText(OPENING if snapshot.activity == "opening" else DOINGS[mode])
        message = snapshot.message
        self.show_message(
            message.text if message else self._fault, is_fault=not message or message.is_fault
        )
        self._show_speed(snapshot.steps_per_second if mode == "running" else None)

    def show_wait(self, seconds: int, activity: str, *, stopping: bool) -> None:
        """Say how long nothing has been heard of what the runner does, and what can be done."""
        if stopping:
            text = f"Stopping for {seconds} s — what does not return is ended by force"
        else:
            what = AWAITED.get(activity, ITERATION)
            text = f"{what} has taken {seconds} s so far — Space gives it up"
        self._doing.setText(text)

    def show_making(self, iteration: int) -> None:
        """Say that an iteration is not all shown yet, for it is being made again."""
        self._doing.setText(f"Making iteration {count(iteration)} again …")

    def show_fault(self, text: str) -> None:
        """Show a fault of the window itself until it is run or paused."""
        self._fault = text
        self.show_message(text)

    def show_message(self, text: str, *, is_fault: bool = True) -> None:
        """Show a sentence until the next one, in red if something is wrong."""
        self._text, self._is_fault = text, bool(text) and is_fault
        self._message.setText(text or self._warning or self._note)
        self._dress_message()

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        small = theme.font(8.5)
        dress(self._doing, small, theme.quiet)
        self._mark.restyle(theme)
        self._dress_message()
        dress(self._speed, small, theme.quiet)

    def _show_speed(self, steps_per_second: float | None) -> None:
        """Show how fast steps are made, or nothing where none are."""
        if steps_per_second is None:
            self._speed.setText("")
            self._speed.setMinimumWidth(0)
            return
        steps = f"{count(round(steps_per_second))} steps/s"
        self._speed.setMinimumWidth(QFontMetrics(self._speed.font()).horizontalAdvance(FASTEST))
        self._speed.setText(f"{len(self._frames)} frames/s · {steps}")

    def _dress_message(self) -> None:
        is_wrong = self._is_fault or bool(self._warning and not self._text)
        color = self._theme.negative if is_wrong else self._theme.quiet
        dress(self._message, self._theme.font(8.5), color)
