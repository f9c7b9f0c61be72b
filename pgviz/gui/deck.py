"""The window's cards: what is shown in them, and what is done in them."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from time import perf_counter
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pgviz.gui.branching.family import Other, others_of
from pgviz.gui.bridge import Bridge
from pgviz.gui.card import Card
from pgviz.gui.form import Form
from pgviz.gui.marks import Mark
from pgviz.gui.panel import Panel
from pgviz.gui.panels import make_panels
from pgviz.gui.panels.derivation import DerivationPanel
from pgviz.gui.panels.landscape import LandscapePanel
from pgviz.gui.panels.learning import LearningPanel
from pgviz.gui.panels.trajectories import TrajectoriesPanel
from pgviz.gui.preview import Preview
from pgviz.gui.theme import Theme
from pgviz.gui.turns import Turns
from pgviz.gui.view import Pointer, View
from pgviz.training.snapshot import Frame, Snapshot

PanelKind = TypeVar("PanelKind", bound=Panel)

NO_PICTURE = "This environment draws no picture."
NO_REPLAY = "A trajectory of this world can't be replayed."


class Deck(QObject):
    """Has every panel show the bridge's view, and point at what is pointed at in any of them."""

    quantity_chosen = Signal()  # a term was clicked, whose arithmetic is to be seen

    def __init__(self, form: Form, bridge: Bridge, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self.turns = Turns()
        self._news: Callable[[], None] | None = None  # that Learning has still to show
        self.panels = make_panels(theme)
        self.trajectories = one_of(TrajectoriesPanel, self.panels)
        self.learning = one_of(LearningPanel, self.panels)
        self.landscape = one_of(LandscapePanel, self.panels)
        self.derivation = one_of(DerivationPanel, self.panels)
        self.cards = {item.key: Card(item, theme) for item in (form, *self.panels)}
        self._connect_bridge()
        self._connect_panels()

    def show_news(self, snapshot: Snapshot, compared: Other | None, marks: Sequence[Mark]) -> None:
        """Show how the run has come along, and its branches; at full speed in Learning's turn."""
        self._news = partial(self._tell, snapshot, compared, marks)
        if self._bridge.player.mode != "running":
            self._tell_news()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        for card in self.cards.values():
            card.restyle(theme)

    def _connect_bridge(self) -> None:
        bridge = self._bridge
        bridge.viewed.connect(self._show_view)
        bridge.travels.previewed.connect(self._show_preview)
        bridge.replayed.connect(self.trajectories.show_view)
        bridge.frame_drawn.connect(self._show_frame)

    def _connect_panels(self) -> None:
        for panel in self.panels:
            panel.pointed.connect(self._point)
            panel.chosen.connect(self._choose)
        for card in self.cards.values():  # one that was closed has seen no view
            card.visibilityChanged.connect(self._show_again)
        for panel in (self.learning, self.derivation, self.landscape):
            panel.travelled.connect(self._bridge.player.travel)
        self.derivation.draws_wanted.connect(self._bridge.draw_estimates)
        self.trajectories.frame_wanted.connect(self._ask_for_frame)

    def _show_view(self, view: View) -> None:
        studying = self._bridge.studying
        self.learning.show_luck(studying.seed_runs_at(view.world, view.iteration))
        if view.running:
            self._show_in_turns(view)
        else:
            self._tell_news()
            for panel in self._seen:
                panel.show_view(view)

    def _show_in_turns(self, view: View) -> None:
        begun = perf_counter()
        self.turns.next_frame()
        if not self.learning.isVisible():
            self._tell_news()
        for index, panel in enumerate(self._seen):
            if self.turns.is_due(index):
                if panel is self.learning:
                    self._tell_news()
                panel.show_view(view)
        self.turns.spend(perf_counter() - begun)

    def _tell_news(self) -> None:
        news, self._news = self._news, None
        if news is not None:
            news()

    def _tell(self, snapshot: Snapshot, compared: Other | None, marks: Sequence[Mark]) -> None:
        self.learning.show_history(snapshot.history)
        self.learning.show_branches(others_of(snapshot), compared, marks)
        self.derivation.show_history(snapshot.history)
        self.landscape.show_branches(snapshot)

    @property
    def _seen(self) -> list[Panel]:
        return [panel for panel in self.panels if panel.isVisible()]

    def _show_preview(self, preview: Preview) -> None:
        """Show where the iteration is; the other panels follow once it has been made again."""
        self.learning.show_cursor(preview.number)

    def _show_again(self, visible: bool) -> None:
        if visible:
            self._bridge.show()

    def _point(self, pointer: Pointer) -> None:
        for panel in self.panels:
            panel.show_pointer(pointer)

    def _choose(self, pointer: Pointer) -> None:
        self._bridge.focus.select(pointer)
        if pointer.quantity is not None:
            self.quantity_chosen.emit()

    def _ask_for_frame(self, place: tuple[int, int]) -> None:
        if not self._bridge.request_frame(*place):
            self.trajectories.set_frame(None, NO_REPLAY)

    def _show_frame(self, frame: Frame) -> None:
        missing = "" if frame.picture is not None else NO_PICTURE
        self.trajectories.set_frame(frame.picture, missing)


def one_of(kind: type[PanelKind], panels: Iterable[Panel]) -> PanelKind:
    """Return the panel of a kind."""
    return next(panel for panel in panels if isinstance(panel, kind))
