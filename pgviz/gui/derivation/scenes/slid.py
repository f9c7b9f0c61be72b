"""A stage with a slider above its picture."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pgviz.gui.derivation.scenes.canvas import Canvas
from pgviz.gui.derivation.scenes.labelled_slider import LabelledSlider
from pgviz.gui.derivation.stage import Material, Stage
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer


class SlidStage(Stage):
    """A subclass makes slider and picture, and connects them."""

    def __init__(
        self, slider: LabelledSlider, picture: Canvas, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.slider, self.picture = slider, picture
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(slider)
        column.addWidget(picture, 1)
        slider.moved.connect(self.slide)
        picture.pointed.connect(self.pointed)
        picture.chosen.connect(self.chosen)

    def show_material(self, material: Material) -> None:
        self.picture.show_material(material)
        slides = not self.picture.missing()  # however small the picture is for now
        self.slider.setVisible(slides)
        if slides:
            self.show_slider()

    def show_slider(self) -> None:
        """Show on the slider what the picture shows."""
        raise NotImplementedError

    def slide(self, value: float) -> None:
        """Show the picture at another value."""
        raise NotImplementedError

    def show_pointer(self, pointer: Pointer) -> None:
        self.picture.show_pointer(pointer)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.slider.restyle(theme)
        self.picture.restyle(theme)
