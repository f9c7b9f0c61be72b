"""J over θ: which way each branch has gone on what it climbs."""

from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pgviz.estimation.objective import exact_objective
from pgviz.gui.format import count, exact
from pgviz.gui.landscape.heights import Heights, Objective
from pgviz.gui.landscape.paths import Path, Source
from pgviz.gui.landscape.plane import Plane, plane_of
from pgviz.gui.landscape.plot import Landscape, LandscapePlot, path_names
from pgviz.gui.painted import PaintedPanel
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer, View
from pgviz.training.objective import horizon_of, is_summable, softmax_for
from pgviz.training.snapshot import Snapshot

SLICE = 0.008  # s, of a frame, that J is worked out for
GROWTH = 1.25  # times as many iterations: from then on it is drawn anew while it runs
NOTHING_YET = "Press Space: θ leaves a path on J."
UNKNOWN = "J(θ) is known exactly only where all states can be listed: not in this world."
WORKING = "J around the path is being worked out …"
STANDS_STILL = "θ has not moved yet: two iterations make a path."


class LandscapePanel(PaintedPanel):
    """The paths of all branches over J(θ), on the line or the plane that shows most of them."""

    title = "J over θ"
    key = "landscape"

    travelled = Signal(int)  # the iteration of the present branch that was clicked

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._view: View | None = None
        self._source: Source | None = None
        self._count = 0  # of iterations in the source
        self._known: tuple[object, ...] = ()  # what it was drawn of last, and how many of them
        self._drawn_count = 0
        self._is_stale = False
        self._paths: tuple[Path, ...] = ()
        self._plane: Plane | None = None
        self._heights: Heights | None = None  # that are being worked out
        self._landscape: Landscape | None = None
        self.plot: LandscapePlot | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)

    def show_branches(self, snapshot: Snapshot) -> None:
        """Take in the branches as they are now."""
        self.show_paths(Source.of(snapshot), snapshot.count)

    def show_paths(self, source: Source, count: int) -> None:
        """Take in paths of `count` iterations."""
        self._source, self._count = source, count
        self._follow()

    def show_view(self, view: View) -> None:
        self._view = view
        self._follow()
        self.update()

    def settle(self) -> None:
        if not self.visibleRegion().isEmpty():
            if self._is_stale:
                self._begin()
            if self._heights is not None:
                self._heights.work()
                self._work()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_stale and not self._timer.isActive():  # only where it is seen
            self._timer.start(0)

    def missing(self) -> str:
        if self._view is None or self._source is None:
            return NOTHING_YET
        if self._objective is None:
            return UNKNOWN
        if self._landscape is not None:
            return ""
        return WORKING if self._is_stale or self._heights is not None else STANDS_STILL

    def arrange(self, area: QRectF) -> None:
        assert self._landscape is not None
        self.plot = LandscapePlot(area, self._landscape, self.theme)

    def draw(self, painter: QPainter) -> None:
        assert self.plot is not None
        self.plot.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        if self.plot is not None and self._view is not None:
            shown = self._view.iteration
            self.plot.draw_cursor(painter, shown.before.theta, shown.after.theta)

    def pointer_at(self, position: QPointF) -> Pointer:
        return NOWHERE

    def tip_at(self, position: QPointF) -> str:
        objective = self._objective
        if self.words or self.plot is None or objective is None:
            return ""
        found = self.plot.point_at(position)
        if found is None:
            theta = self.plot.theta_at(position)
            return "" if theta is None else f"J = {exact(objective(theta))} at this place"
        path, index = found
        number = count(int(path.iterations[index]))
        value = exact(objective(path.thetas[index]))
        return f"“{path.name}”, before iteration {number}\nJ(θ) = {value}"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._path_at(event.position())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if found is not None and found[0].is_present and is_left:
            self.travelled.emit(int(found[0].iterations[found[1]]))

    def _path_at(self, position: QPointF) -> tuple[Path, int] | None:
        return None if self.words or self.plot is None else self.plot.point_at(position)

    @property
    def _objective(self) -> Objective | None:
        """J of θ with the settings that are shown; None where it is unknown."""
        if self._view is None:
            return None
        world, chosen = self._view.world, self._view.iteration.hyperparameters
        if world.mdp is None or not is_summable(world, chosen):
            return None
        policy, horizon = softmax_for(world, chosen), horizon_of(world, chosen)
        return partial(
            exact_objective, world.mdp, policy, discount=chosen.discount, horizon=horizon
        )

    def _follow(self) -> None:
        """Have it drawn anew where it is of something else, or has grown."""
        if self._view is None or self._source is None:
            return
        known = self._source.subject, self._view.iteration.hyperparameters.discount, self._horizon
        is_more = self._count > GROWTH * self._drawn_count
        has_grown = is_more or (self._count != self._drawn_count and not self._view.running)
        if known != self._known or has_grown:
            self._known, self._drawn_count, self._is_stale = known, self._count, True
            self.update()

    @property
    def _horizon(self) -> int:
        assert self._view is not None
        return self._view.iteration.hyperparameters.horizon

    def _begin(self) -> None:
        """Take in paths, and begin to work out J around them."""
        assert self._view is not None
        assert self._source is not None
        self._is_stale = False
        size = len(self._view.iteration.before.theta)
        self._paths = tuple(path for path in self._source.paths() if path.thetas.shape[1] == size)
        self._plane = self._heights = None
        objective = self._objective
        if objective is not None and self._paths:
            thetas = np.concatenate([path.thetas for path in self._paths[::-1]])
            self._plane = plane_of(thetas, self._view.policy.layers)
        if self._plane is None or objective is None:
            self._show(None)
        else:
            self._heights = Heights(self._plane, objective)
            if self._landscape is None:
                self.refresh()  # say so

    def _work(self) -> None:
        """Do a little of what there is to do."""
        if self._is_stale:
            self._begin()
        elif self._heights is None or self._plane is None:
            self._timer.stop()
        else:
            self._heights.work(SLICE)
            if self._heights.is_done:
                values, self._heights = self._heights.values, None
                self._show(Landscape(self._plane, values, self._paths))

    def _show(self, landscape: Landscape | None) -> None:
        self._landscape = landscape
        self.refresh()
        self.subtitle_changed.emit(self._subtitle() if landscape else "")

    def _subtitle(self) -> str:
        assert self._view is not None
        chosen = self._view.iteration.hyperparameters
        return f"{path_names(self._paths)} · γ {chosen.discount:g}, H {count(chosen.horizon)}"
