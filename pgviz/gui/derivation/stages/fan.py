"""L6: many ĝ at one θ, around the ∇J that each of them estimates."""

from html import escape

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pgviz.gui.derivation.draw_button import DrawButton
from pgviz.gui.derivation.fan.picture import FanPicture
from pgviz.gui.derivation.fan.plane import fan_through
from pgviz.gui.derivation.fan.quality import Quality, expectation_identity
from pgviz.gui.derivation.fan.words import Findings
from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.ledger.identities import gradient_identity
from pgviz.gui.derivation.ledger.throttle import Throttle
from pgviz.gui.derivation.listings import is_plain
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.stage import Stage
from pgviz.gui.estimate.target import target_of
from pgviz.gui.labels import dress
from pgviz.gui.notation import weight_formula
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer

POINTS = 8.5
PARAGRAPH = '<p style="margin: 0 0 4px 0">{}</p>'
SHARES = 3, 2  # of the width: of the picture and of the words


class FanStage(Stage):
    """Draws of ĝ as rays, what they say in words, and a button that draws more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.picture, self.findings, self.more = FanPicture(theme), QLabel(), DrawButton()
        self._quality, self._throttle = Quality(), Throttle()
        self._lay_out()
        self.picture.pointed.connect(self.pointed)
        self.picture.chosen.connect(self.chosen)
        self.more.clicked.connect(self._want_draws)
        self.restyle(theme)

    def show_material(self, material: Material) -> None:
        found = self._find(material)
        self.picture.show_findings(found)
        self._write(found)
        self.more.show_material(material)
        if self._throttle.is_due(material):
            self.identity_changed.emit(_identity(material, found))

    def show_pointer(self, pointer: Pointer) -> None:
        self.picture.show_pointer(pointer)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.picture.restyle(theme)
        self.more.setFont(theme.font(POINTS))
        dress(self.findings, theme.font(POINTS), theme.ink)

    def _find(self, material: Material) -> Findings:
        target, draws = target_of(material), material.draws
        kept = None if draws is None else draws.gradients
        rows = np.empty((0, len(material.theta))) if kept is None else kept
        gradient = material.iteration.estimate.gradient
        estimator = material.iteration.hyperparameters.estimator
        return Findings(
            fan_through(gradient, rows, None if target is None else target.gradient),
            target,
            draws,
            self._quality.of(material),
            material.iteration.batch.size,
            material.iteration.estimate.signal_to_noise,
            "" if is_plain(estimator) else weight_formula(estimator),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.picture.findings is not None:
            self._write(self.picture.findings)

    def _write(self, found: Findings) -> None:
        """Write as many findings as there is room for; the tip holds all of them."""
        self.layout().activate()
        lines, label = found.lines, self.findings
        for kept in range(len(lines), 0, -1):
            label.setText("".join(PARAGRAPH.format(escape(line)) for line in lines[:kept]))
            if label.heightForWidth(label.width()) <= label.height():
                break
        label.setToolTip("\n".join([*lines, "", found.details]).strip())

    def _want_draws(self) -> None:
        self.draws_wanted.emit(self.more.count)

    def _lay_out(self) -> None:
        self.findings.setTextFormat(Qt.TextFormat.RichText)
        self.findings.setWordWrap(True)
        self.findings.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        self.findings.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        words.addWidget(self.findings, 1)
        words.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 * SPACE)
        row.addWidget(self.picture, SHARES[0])
        row.addLayout(words, SHARES[1])


def _identity(material: Material, found: Findings) -> Identity | None:
    """Return E[ĝ] = ∇J of the user's estimator, else of the formula, where it can be known."""
    if found.quality is not None:
        return expectation_identity(found.quality)
    complete = material.listing is not None and material.listing.complete
    listed = material.listed if complete else None
    return None if listed is None else gradient_identity(listed)
