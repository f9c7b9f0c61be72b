"""The window's cards without the window: what any iteration of a run looks like in them."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QWidget

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import World
from pgviz.estimation.mistakes import mark_of, sentence_of
from pgviz.exporting.run import Run, history_of
from pgviz.gui.arrangement import ESTIMATE, FORM, OPENED_BEHIND, place, share_out
from pgviz.gui.card import Card
from pgviz.gui.card_outline import PADDING
from pgviz.gui.exporting.rendering import image_of
from pgviz.gui.figures import Figures
from pgviz.gui.form.form import Form
from pgviz.gui.labels import dress
from pgviz.gui.landscape.paths import Source
from pgviz.gui.panels import make_panels
from pgviz.gui.panels.landscape import LandscapePanel
from pgviz.gui.panels.learning import LearningPanel
from pgviz.gui.theme import GAP, Theme
from pgviz.gui.view import Pointer, View
from pgviz.policies.policy import Policy
from pgviz.training.cursor import end
from pgviz.training.iteration import Iteration
from pgviz.training.state import policy_for

LEAST = 200, 200  # px
TITLE_POINTS = 12.0
FIGURES_SHARE = 0.7  # of the width; the rest is the title's


class Stage(QMainWindow):
    """Shows the iterations of a run one at a time, at the end of each."""

    def __init__(self, run: Run, world: World, theme: Theme, size: tuple[int, int]) -> None:
        super().__init__()
        self._run, self._world, self._theme = run, world, theme
        self._policy: Policy = policy_for(world, run.experiment.hyperparameters)
        self._form, self._panels, self._figures = Form(theme), make_panels(theme), Figures(theme)
        self.cards = {each.key: Card(each, theme) for each in (self._form, *self._panels)}
        self.setContentsMargins(GAP, GAP, GAP, GAP)
        self.setMenuWidget(_head(title_of(run, world), self._figures, theme))
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.setMinimumSize(*LEAST)
        self.resize(*size)
        place(self, self.cards, ESTIMATE)
        self.show()
        share_out(self, self.cards, ESTIMATE, theme.type_scale)
        for panel in self._panels:
            if isinstance(panel, LearningPanel):
                panel.show_history(history_of(run))
            if isinstance(panel, LandscapePanel):
                panel.show_paths(Source.of_states("", run.states), len(run.numbers))

    def card(self, key: str) -> Card:
        """Return a card by its key; raises PgvizError, which names those that there are."""
        there = [key for key in self.cards if key in OPENED_BEHIND or self._shows(key)]
        if key not in there:
            raise PgvizError(f"There is no card {key!r}; there are {', '.join(there)}.")
        self.cards[key].show()
        self.cards[key].raise_()
        return self.cards[key]

    def _shows(self, key: str) -> bool:
        return key != FORM and self.cards[key].isVisible()

    def image(self, iteration: Iteration, part: QWidget) -> QImage:
        """Return what the stage, or a card of it, shows of an iteration."""
        self._show(iteration)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        return image_of(part, self._theme.background)

    def _show(self, iteration: Iteration) -> None:
        cursor = end(iteration.number, iteration.batch)
        view = View(self._world, self._policy, iteration, cursor, Pointer(0))
        begun = self._run.experiment
        made_with = replace(begun, hyperparameters=iteration.hyperparameters)
        self._form.show_experiment(self._world, made_with, begun)
        self._figures.show_view(view)
        self._figures.fit(round(FIGURES_SHARE * self.width()))
        estimator = iteration.hyperparameters.estimator
        for card in self.cards.values():
            card.show_mark(mark_of(estimator), sentence_of(estimator))
        for panel in self._panels:
            if panel.isVisible():
                panel.show_view(view)
                panel.settle()


def title_of(run: Run, world: World) -> str:
    """Return what the run is called above its cards."""
    return f"{world.title}, seed {run.experiment.seed}"


def _head(title: str, figures: Figures, theme: Theme) -> QWidget:
    head, label = QWidget(), QLabel(title)
    dress(label, theme.font(TITLE_POINTS, QFont.Weight.DemiBold), theme.ink)
    row = QHBoxLayout(head)
    row.setContentsMargins(PADDING, 0, PADDING, 0)
    row.addWidget(label)
    row.addStretch(1)
    row.addWidget(figures)
    return head
