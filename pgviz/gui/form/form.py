"""The hyperparameters as a card: grouped, live, each with its bounds and the way back."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from pgviz.environments.world import World
from pgviz.estimation.mistakes import sentence_of
from pgviz.gui.form.choice_editor import ChoiceEditor
from pgviz.gui.form.relevance import without_effect
from pgviz.gui.form.row import Row
from pgviz.gui.labels import dress
from pgviz.gui.panel import CardContent
from pgviz.gui.pending import Pending
from pgviz.gui.theme import SPACE, Theme
from pgviz.policies.choice import fitting_kinds
from pgviz.training.declarations import Declaration, Integer
from pgviz.training.experiment import LARGEST_SEED, Experiment
from pgviz.training.hyperparameters import DECLARATIONS, ON_PURPOSE

SEED = Integer(
    key="seed",
    label="seed",
    symbol="",
    group="Luck",
    help="All random numbers follow from it: the same seed and settings, the same run.",
    default=1,
    restarts=True,
    low=0,
    high=LARGEST_SEED,
)
ALWAYS = "a change acts from the next iteration on"


class Form(CardContent):
    """Shows the settings of the next iteration; says what the user wants them to be."""

    title = "Hyperparameters"
    key = "hyperparameters"

    edited = Signal(str, object)  # key and checked value, "seed" included

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rows = {each.key: Row(each, theme) for each in _in_order()}
        self._headings: list[QLabel] = []
        self._note, self._pending = QLabel(), ""
        self._arrange()
        for row in self._rows.values():
            row.committed.connect(self.edited)
        self.restyle(theme)

    def show_experiment(self, world: World, experiment: Experiment, base: Experiment) -> None:
        """Show the settings of `experiment`; a field's reset leads to those of `base`."""
        fitting = fitting_kinds(world.observations, world.actions)
        chosen = experiment.hyperparameters
        kind = fitting[0] if chosen.policy == "auto" else chosen.policy
        idle = without_effect(chosen, kind)
        values, bases = _values(experiment), _values(base)
        for key, row in self._rows.items():
            row.show_value(values[key], bases[key], idle.get(key, ""))
        self._rows["mistake"].alarm(sentence_of(chosen.estimator))
        self._allow_policies(fitting)

    def show_pending(self, pending: Pending | None) -> None:
        """Say from which iteration on changed settings act; None where all of them do already."""
        self._pending = pending.start if pending else ""
        self._dress_note()

    def row(self, key: str) -> Row:
        """Return the line of one hyperparameter."""
        return self._rows[key]

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for heading in self._headings:
            dress(heading, _small_capitals(theme), theme.quiet)
        self._dress_note()
        for row in self._rows.values():
            row.restyle(theme)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the longest row: only down the form is scrolled."""
        width = self._content.minimumSizeHint().width() + self._bar.sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        self._content, self._lowest = QWidget(), QWidget()
        upper, lowest = _lines_of(self._content), _lines_of(self._lowest)
        for group, rows in groupby(self._rows.values(), lambda row: row.declaration.group):
            self._add_group(lowest if group == ON_PURPOSE else upper, group, rows)
        upper.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE // 2)
        outer.addWidget(self._note)
        outer.addWidget(self._scrolled(), 1)
        outer.addWidget(self._lowest)

    def _add_group(self, lines: QVBoxLayout, group: str, rows: Iterable[Row]) -> None:
        heading = QLabel(capitals(group))
        heading.setContentsMargins(0, SPACE // 2, 0, 0)
        self._headings.append(heading)
        for widget in (heading, *rows):
            lines.addWidget(widget)

    def _scrolled(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._content)
        for area in (scroll.viewport(), self._content):
            area.setAutoFillBackground(False)  # the card shows through
        self._bar = scroll.verticalScrollBar()
        self._bar.rangeChanged.connect(self._align)
        return scroll

    def _align(self) -> None:
        """Let what is always seen end where the rows do that are scrolled."""
        beside = self._bar.sizeHint().width() if self._bar.maximum() else 0
        self._lowest.layout().setContentsMargins(0, 0, beside, 0)

    def _dress_note(self) -> None:
        """Say what is pending, or else when a change will act."""
        weight = QFont.Weight.DemiBold if self._pending else QFont.Weight.Normal
        color = self.theme.parameter if self._pending else self.theme.quiet
        self._note.setText(f"applies {self._pending}" if self._pending else ALWAYS)
        dress(self._note, self.theme.font(8.5, weight), color)

    def _allow_policies(self, fitting: tuple[str, ...]) -> None:
        editor = self._rows["policy"].editor
        assert isinstance(editor, ChoiceEditor)
        for kind in ("table", "mlp", "gaussian"):
            editor.allow(
                kind, allowed=kind in fitting, reason="It does not fit this environment's spaces."
            )


def _lines_of(widget: QWidget) -> QVBoxLayout:
    lines = QVBoxLayout(widget)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(SPACE // 2)
    return lines


def _in_order() -> list[Declaration]:
    """Return the fields from top to bottom: what is wrong on purpose stands apart, always seen."""
    return sorted([*DECLARATIONS.values(), SEED], key=lambda each: each.group == ON_PURPOSE)


def _values(experiment: Experiment) -> dict[str, Any]:
    return {**experiment.hyperparameters.as_mapping(), SEED.key: experiment.seed}


def _small_capitals(theme: Theme) -> QFont:
    font = theme.font(8.0, QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 108)
    return font


def capitals(text: str) -> str:
    """Return the words in capitals; a symbol among them stays as it is."""
    return " ".join(word.upper() if word.isascii() else word for word in text.split())
