"""Going to an iteration by its number."""

from PySide6.QtWidgets import QWidget

from pgviz.environments.errors import PgvizError
from pgviz.gui.bridge import Bridge
from pgviz.gui.format import count
from pgviz.gui.question import Question
from pgviz.training.declarations import Integer


class Jump:
    """Asks for a number, which is checked as one in the form is."""

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        self._bridge, self._window = bridge, window

    def ask(self) -> None:
        """Let the user type an iteration's number; before there is one, do nothing."""
        shown = self._bridge.focus.iteration
        if shown is not None and self._bridge.snapshot.count:
            label = f"Its number, from 0 to {count(self._bridge.snapshot.count - 1)}"
            question = Question("Jump to iteration", label, self._fault, self._window)
            question.answered.connect(self._travel)
            question.ask(str(shown.number))

    def _travel(self, text: str) -> None:
        self._bridge.player.travel(self._declared.parse(text))

    def _fault(self, text: str) -> str:
        try:
            self._declared.parse(text)
        except PgvizError as error:
            return str(error)
        return ""

    @property
    def _declared(self) -> Integer:
        """How a number is declared that there is an iteration of, as long as the run is now."""
        newest = max(self._bridge.snapshot.count - 1, 0)
        return Integer("iteration", "iteration", "", "", default=0, low=0, high=newest)
