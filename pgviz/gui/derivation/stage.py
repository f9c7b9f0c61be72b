"""What stands under a line of the derivation: a picture or controls that make it visible."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.painted import PaintedPanel
from pgviz.gui.panel import Panel
from pgviz.gui.theme import Theme
from pgviz.gui.view import View
from pgviz.training.history import History

Scene = int | str
"""The number of a line, or what a lesson calls its picture."""


class Stage(Panel):
    """A panel within the derivation's card; its `show_view` is shown a Material."""

    nudged = Signal(object)  # the Nudge that the user wants
    identity_changed = Signal(object)  # the Identity that the line states, or None
    horizon_wanted = Signal(int)  # the horizon that the user wants, in steps
    draws_wanted = Signal(int)  # so many draws of ĝ at the shown θ
    wanted = Signal(str, object)  # a hyperparameter's key, and the value that the user wants
    environment_wanted = Signal(object)  # the EnvironmentSpec of the world to learn in
    travelled = Signal(int)  # the iteration that was clicked

    def show_view(self, view: View) -> None:
        assert isinstance(view, Material)
        self.show_material(view)

    def show_material(self, material: Material) -> None:
        """Draw what the material shows."""
        raise NotImplementedError

    def show_history(self, history: History) -> None:
        """Take in all iterations so far; most stages show but one."""


class MaterialPicture(PaintedPanel):
    """A painted picture of what the derivation shows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._material: Material | None = None

    @property
    def material(self) -> Material:
        """What is shown."""
        assert self._material is not None
        return self._material

    def show_material(self, material: Material) -> None:
        """Draw what the material shows."""
        self._material = material
        self.refresh()


class PaintedStage(MaterialPicture, Stage):
    """A stage that is painted by hand."""


__all__ = ["Material", "MaterialPicture", "Nudge", "PaintedStage", "Stage"]
