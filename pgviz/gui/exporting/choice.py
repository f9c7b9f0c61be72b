"""Which card is to be saved, and how: format, scale, and theme."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QWidget

from pgviz.gui.drop_down import DropDown
from pgviz.gui.exporting.rendering import FORMATS, SCALES
from pgviz.gui.theme import Theme

THEMES = {"shown": "as it is shown", "print": "for print: dark ink on white"}


@dataclass(frozen=True)
class Choice:
    """A picture as it is wanted."""

    suffix: str = "png"
    scale: int = 2
    theme: str = "shown"  # or "print"


class ChoiceDialog(QDialog):
    """Lets the user choose; `chosen` comes with what they did."""

    chosen = Signal(str, object)  # the card's key, and a Choice

    def __init__(
        self, cards: Mapping[str, str], card: str, last: Choice, theme: Theme, parent: QWidget
    ) -> None:
        """`cards` are titles by key; `card` is the key of the one that is suggested."""
        super().__init__(parent)
        self.setWindowTitle("Save a card")
        self.card = DropDown(theme)
        self.format = DropDown(theme)
        self.scale = DropDown(theme)
        self.theme = DropDown(theme)
        _fill(self.card, cards, card)
        _fill(self.format, {suffix: each.label for suffix, each in FORMATS.items()}, last.suffix)
        _fill(self.scale, {scale: f"{scale}×" for scale in SCALES}, last.scale)
        _fill(self.theme, THEMES, last.theme)
        self._arrange()
        self.format.currentIndexChanged.connect(self._follow)
        self._follow()
        self.accepted.connect(self._tell)

    def choice(self) -> Choice:
        """Return what is chosen now."""
        return Choice(*(each.currentData() for each in (self.format, self.scale, self.theme)))

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.addRow("Card", self.card)
        form.addRow("Format", self.format)
        form.addRow("Scale", self.scale)
        form.addRow("Colours", self.theme)
        form.addRow(save_or_cancel(self))

    def _follow(self) -> None:
        self.scale.setEnabled(FORMATS[self.format.currentData()].scales)

    def _tell(self) -> None:
        self.chosen.emit(self.card.currentData(), self.choice())


def save_or_cancel(dialog: QDialog) -> QDialogButtonBox:
    """Return the buttons that end a dialog which saves something."""
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Save | kinds.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def _fill(field: DropDown, options: Mapping[object, str], chosen: object) -> None:
    for value, label in options.items():
        field.addItem(label, value)
    field.setCurrentIndex(field.findData(chosen))
