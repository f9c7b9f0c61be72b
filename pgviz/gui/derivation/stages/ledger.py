"""L2, L4 and L5: the sum over all trajectories, term by term."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pgviz.estimation.listed import Listed
from pgviz.estimation.listing import Listing
from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.ledger import words
from pgviz.gui.derivation.ledger.columns import COLUMNS
from pgviz.gui.derivation.ledger.direction import ALONG, direction_along
from pgviz.gui.derivation.ledger.drawn import Finder
from pgviz.gui.derivation.ledger.identities import gradient_identity, objective_identity
from pgviz.gui.derivation.ledger.ledger import Ledger
from pgviz.gui.derivation.ledger.missing import wanted_horizon, why_no_list
from pgviz.gui.derivation.ledger.table import LedgerTable
from pgviz.gui.derivation.ledger.throttle import Throttle
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.stage import Stage
from pgviz.gui.drop_down import DropDown
from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.format import count
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer

POINTS = 8.5
NO_DIRECTION = "{} is 0 here: along it every gradient is 0."


class LedgerStage(Stage):
    """The table of all trajectories, with what isn't listed and the sum below it."""

    line: ClassVar[str]  # of the derivation, e.g. "L2"
    identity: ClassVar[Callable[[Listed], Identity | None]]
    has_gradients: ClassVar[bool] = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.table = LedgerTable(COLUMNS[self.line], theme)
        self.along, self.summary = DropDown(theme), ElidedLabel()
        self.horizon, self.words = QToolButton(), QLabel()
        self._material: Material | None = None
        self._listing: Listing | None = None  # that the finder knows
        self._finder: Finder | None = None
        self._throttle = Throttle()
        self._lay_out()
        self._connect()
        self.restyle(theme)

    def show_material(self, material: Material) -> None:
        if not self._throttle.is_due(material):
            return
        self._material = material
        self._offer_horizon(wanted_horizon(material.listing))
        missing = why_no_list(material)
        self.words.setText(missing)
        self._stack.setCurrentWidget(self.words if missing else self.table)
        if missing:
            self.summary.setText("")
            self.along.hide()
            self.identity_changed.emit(None)
        else:
            self._show_ledger(self._ledger(material), material)

    def show_pointer(self, pointer: Pointer) -> None:
        self.table.show_pointer(pointer)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.table.restyle(theme)
        self.along.restyle(theme)
        for part in (self.along, self.horizon):
            part.setFont(theme.font(POINTS))
        for label in (self.summary, self.words):
            dress(label, theme.font(POINTS), theme.quiet)

    def _ledger(self, material: Material) -> Ledger:
        mdp, listed = material.world.mdp, material.listed
        assert mdp is not None
        assert listed is not None
        if self._finder is None or listed.listing is not self._listing:
            self._listing = listed.listing
            self._finder = Finder(listed.listing, noisy=mdp.reward_noise > 0.0)
        direction = direction_along(material, ALONG[max(self.along.currentIndex(), 0)])
        return Ledger(mdp, listed, direction, self._finder.rows(material.iteration.batch))

    def _show_ledger(self, ledger: Ledger, material: Material) -> None:
        self.table.show_ledger(ledger, material.trajectory, running=material.running)
        self._name_directions(material)
        self.along.setVisible(self.has_gradients)
        nothing = self.has_gradients and ledger.direction.is_nothing
        name = ledger.direction.name
        self.summary.setText(NO_DIRECTION.format(name) if nothing else words.summary(ledger))
        self.identity_changed.emit(self.identity(ledger.listed))

    def _name_directions(self, material: Material) -> None:
        for number, along in enumerate(ALONG):
            text = f"∇ along {direction_along(material, along).name}"
            if self.along.itemText(number) != text:
                self.along.setItemText(number, text)

    def _offer_horizon(self, horizon: int | None) -> None:
        self.horizon.setVisible(horizon is not None)
        if horizon is not None:
            self.horizon.setText(f"List them all: horizon {count(horizon)}")
            self.horizon.setToolTip(
                "Set the horizon to the largest at which all trajectories can be listed. "
                "J is then that of shorter trajectories; undo takes it back."
            )

    def _want_horizon(self) -> None:
        horizon = self._material and wanted_horizon(self._material.listing)
        if horizon:
            self.horizon_wanted.emit(horizon)

    def _show_again(self) -> None:
        if self._material is not None:
            self.show_material(self._material)

    def _connect(self) -> None:
        self.table.pointed.connect(self.pointed)
        self.table.chosen.connect(self.chosen)
        self.horizon.clicked.connect(self._want_horizon)
        self.along.activated.connect(self._show_again)

    def _lay_out(self) -> None:
        self.along.addItems([f"∇ along {along}" for along in ALONG])
        self.along.setAccessibleName("Direction of the gradients")
        self.along.setToolTip("The direction, of length 1, along which gradients are numbers")
        self.horizon.hide()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.summary, 1)
        head.addWidget(self.horizon)
        head.addWidget(self.along)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addLayout(self._stack, 1)


class ObjectiveStage(LedgerStage):
    """L2: J as a sum over all trajectories."""

    line = "L2"
    identity = staticmethod(objective_identity)
    has_gradients = False


class RatioStage(LedgerStage):
    """L4: ∇J as a sum weighted by P, with ∇P/P."""

    line = "L4"
    identity = staticmethod(gradient_identity)


class LogDerivativeStage(LedgerStage):
    """L5: ∇P beside P ∇log P."""

    line = "L5"
    identity = staticmethod(gradient_identity)
