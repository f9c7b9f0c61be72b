"""One sample may point away from ∇J: how many do, alone and in batches."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QToolButton, QWidget

from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.canvas import Canvas
from pgviz.gui.derivation.scenes.controlled import SOON, ControlledStage
from pgviz.gui.derivation.scenes.spread import Spread
from pgviz.gui.derivation.scenes.spread_rows import SpreadRows
from pgviz.gui.derivation.scenes.spread_words import headline
from pgviz.gui.derivation.scenes.spreads import SIZES, shown_sizes, spreads_of
from pgviz.gui.estimate.target import UNKNOWN, target_of
from pgviz.gui.format import count
from pgviz.gui.theme import SPACE, Theme

KEY = "batch_size"
NO_SLOPE = "∇J is 0 here: nothing points along it, and nothing away from it."


class SamplePicture(Canvas):
    """A histogram for single trajectories, and one for batches of several sizes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("How far ĝ reaches along ∇J, for several numbers of trajectories")
        self._of: tuple[object, ...] = ()  # what the spreads are of
        self.spreads: list[Spread] = []

    def show_material(self, material: Material) -> None:
        of = material.iteration, material.reference, material.draws, material.running
        if of != self._of:
            sizes = shown_sizes(material.iteration.batch.size)
            self._of, self.spreads = of, spreads_of(material, sizes)
        super().show_material(material)

    def why_nothing(self) -> str:
        if target_of(self.material) is None:
            return f"{UNKNOWN[0]}."
        return "" if self.spreads else NO_SLOPE

    def arrange(self, area: QRectF) -> None:
        target, current = target_of(self.material), self.material.iteration.batch.size
        assert target is not None
        type_ = self.type(name=True, bold=True)
        head = QRectF(area.left(), area.top(), area.width(), type_.height)
        body = area.adjusted(0.0, type_.height + SPACE, 0.0, 0.0)
        self.rows = SpreadRows(body, self.spreads, target, current, self.theme)
        self.labels = [self.heading(head, *headline(self.spreads, current)), *self.rows.labels]
        self.readings = self.rows.readings

    def draw_marks(self, painter: QPainter) -> None:
        self.rows.draw(painter)


class SampleStage(ControlledStage):
    """The picture, with buttons that set the number of trajectories."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(SamplePicture(theme), theme, parent)
        self.hint.setText("trajectories m")
        self.sizes = {size: self.add(self._button(size)) for size in SIZES}
        self.restyle(theme)

    def show_controls(self, material: Material) -> None:
        for size, button in self.sizes.items():
            button.setText(count(size))
            button.setChecked(size == material.iteration.batch.size)

    def _button(self, size: int) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setToolTip(f"Sample {count(size)} for each ĝ; Ctrl+Z takes it back")
        button.clicked.connect(lambda: self._set(size))
        return button

    def _set(self, size: int) -> None:
        for each, button in self.sizes.items():
            button.setChecked(each == size)
        self.sizes[size].setText(f"{count(size)} {SOON}")
        self.wanted.emit(KEY, size)
