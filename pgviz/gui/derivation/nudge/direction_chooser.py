"""The list of directions that θ can be nudged along."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter

from pgviz.gui.drop_down import DropDown
from pgviz.gui.notation import parameter_label
from pgviz.gui.theme import Theme
from pgviz.policies.layers import Layer

ALONG_ESTIMATE, NOWHERE = "along ĝ", "along ĝ = 0"


class DirectionChooser(DropDown):
    """ĝ, or a parameter of θ, found by typing a part of its name."""

    chosen = Signal(object)  # the index of a parameter, None for ĝ

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._layers: tuple[Layer, ...] = ()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(9)
        self.setAccessibleName("Direction in which θ is nudged")
        self.setToolTip(
            "d: the direction, of length 1, along which θ is nudged and slopes are taken.\n"
            "Type a part of a parameter's name to find it"
        )
        completer = self.completer()
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.activated.connect(self._choose)
        self.lineEdit().returnPressed.connect(self._choose_found)
        self.lineEdit().editingFinished.connect(self._put_back)

    def show_direction(
        self, layers: tuple[Layer, ...], parameter: int | None, *, has_estimate: bool
    ) -> None:
        """Offer the parameters of a policy, and show which direction is taken."""
        if layers != self._layers:
            self._layers = layers
            self._fill(layers[-1].span.stop)
        self.setItemText(0, ALONG_ESTIMATE if has_estimate else NOWHERE)
        if not self.lineEdit().isModified():  # nothing is being typed
            self.setCurrentIndex(0 if parameter is None else parameter + 1)
            self.lineEdit().setCursorPosition(0)  # its beginning is in sight

    def _fill(self, size: int) -> None:
        self.clear()
        names = [parameter_label(self._layers, index) for index in range(size)]
        self.addItems([ALONG_ESTIMATE, *(f"along {name}" for name in names)])

    def _choose(self, index: int) -> None:
        self.lineEdit().setModified(False)
        self.chosen.emit(index - 1 if index else None)

    def _choose_found(self) -> None:
        """Choose what was typed a part of, where that is one direction only."""
        completer = self.completer()
        if self.findText(self.currentText()) < 0 and completer.completionCount() == 1:
            index = self.findText(completer.currentCompletion())
            self.setCurrentIndex(index)
            self._choose(index)

    def _put_back(self) -> None:
        """Show the direction that is taken, where what was typed is none."""
        if self.findText(self.currentText()) < 0:
            self.setEditText(self.itemText(self.currentIndex()))
        self.lineEdit().setModified(False)
