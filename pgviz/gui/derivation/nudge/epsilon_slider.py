"""The slider that sets ε."""

from pgviz.gui.slider import FINENESS, Slider

HANDLE = 20  # px, the slider's height: the style sheet's handle fits in


class EpsilonSlider(Slider):
    """From −1 to 1, with FINENESS marks for an ε of 1; a double click takes it back to 0."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(-FINENESS, FINENESS)
        self.setMinimumHeight(HANDLE)
        self.setAccessibleName("ε: how far θ is nudged")
        self.setToolTip("Drag, or use the arrow keys; a double click takes θ back")
        self.double_clicked.connect(self.center)

    def center(self) -> None:
        """Go to 0."""
        self.setValue(0)
