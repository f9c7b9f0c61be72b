"""The contributions of the selected trajectory, step by step, to ĝ."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from pgviz.gui.notation import step_formula, trajectory_name
from pgviz.gui.panel import Panel
from pgviz.gui.strips.columns import WIDEST, Columns
from pgviz.gui.strips.explanation import explanation
from pgviz.gui.strips.heat_rows import draw_heat
from pgviz.gui.strips.ink import Ink
from pgviz.gui.strips.overlay import draw_overlay
from pgviz.gui.strips.rows import draw_row
from pgviz.gui.strips.scene import Composer, Scene
from pgviz.gui.surface import is_own, ratio_of
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer, View


class ContributionsPanel(Panel):
    """Rows of π, ‖∇log π‖, ψ and shares over time, and a heat map of parameters over time."""

    title = "Contributions"
    key = "contributions"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._composer = Composer(theme)
        self._view: View | None = None
        self._scene: Scene | None = None
        self._picture: QPixmap | None = None  # of the scene, without what moves with the mouse
        self._pointer = self._pointed = NOWHERE

    def show_view(self, view: View) -> None:
        self._view = view
        self._compose()
        self.subtitle_changed.emit(subtitle(view))
        if not view.running and self._scene is not None:
            self.setAccessibleDescription(self._scene.spoken())

    def show_pointer(self, pointer: Pointer) -> None:
        if pointer != self._pointer:
            self._pointer = pointer
            self.update()

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._composer = Composer(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._view is not None:
            self._compose()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._scene is None:
            return
        if self._picture is None:
            self._picture = self._draw(self._scene)
        with QPainter(self) as painter:
            ink = Ink(painter, self.theme, ratio_of(painter))
            if is_own(painter, self):
                painter.drawPixmap(0, 0, self._picture)
            else:
                draw_scene(ink, self._scene)
            draw_overlay(ink, self._scene, self._pointer)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._pointer_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(NOWHERE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer_at(event.position())
        if pointer.step is not None:  # the step is meant, not what the row is
            pointer = replace(pointer, quantity=None)
        if event.button() == Qt.MouseButton.LeftButton and pointer != NOWHERE:
            self.chosen.emit(pointer)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = explanation(self._scene, event.pos()) if self._scene else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _compose(self) -> None:
        assert self._view is not None
        self._scene = self._composer.compose(self._view, self.size())
        self._picture = None
        self.update()

    def _draw(self, scene: Scene) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.theme.card)
        with QPainter(picture) as painter:
            draw_scene(Ink(painter, self.theme, ratio), scene)
        return picture

    def _point_at(self, pointer: Pointer) -> None:
        if pointer != self._pointed:
            self._pointed = pointer
            self.pointed.emit(pointer)

    def _pointer_at(self, place: QPointF) -> Pointer:
        found = self._scene.pointer_at(place.toPoint()) if self._scene else None
        return found or NOWHERE


def subtitle(view: View) -> str:
    """Return which trajectory is shown, and the formula of a step's contribution."""
    formula = step_formula(view.iteration.hyperparameters.estimator)
    return f"of {trajectory_name(view.trajectory)}, step by step: {formula}"


def draw_scene(ink: Ink, scene: Scene) -> None:
    """Draw all of a scene that does not move with the mouse."""
    layout = scene.layout
    columns = Columns(scene.steps, ink.device(layout.width), ink.device(WIDEST))
    for index, area in layout.rows:
        strip = scene.strips[index]
        draw_row(ink, strip, area, scene.spans[index], columns, scene.reached(strip.phase))
    draw_heat(ink, scene, columns)
