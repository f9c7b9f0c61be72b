"""Any two dimensions of the observations against each other."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent

from pgviz.environments.spaces import Box
from pgviz.environments.world import World
from pgviz.gui.pictures.axes import Axes, fit_axes, paint_bottom_axis, paint_left_axis
from pgviz.gui.pictures.axis_choice import AxisChoice
from pgviz.gui.pictures.path_picture import PathPicture
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.steady import SteadyRange, widened
from pgviz.gui.pictures.strands import Strands
from pgviz.gui.pictures.words import component_names

TIME = -1  # the dimension that is the time step
ROOMY = 140.0  # px of height at type scale 1, from which on the horizontal choice has its own line


class PhasePlot(PathPicture):
    """The paths in a plane that two dimensions span; a combo box at each axis chooses which."""

    longest_stride = 5

    def __init__(self, world: World, dimensions: tuple[int, int]) -> None:
        super().__init__()
        names = dimension_names(world)
        self._ranges = [SteadyRange() for _ in names]
        self._axes = Axes.over(QRectF(), (0.0, 1.0), (0.0, 1.0))
        self.choices = tuple(
            AxisChoice(names, dimension - TIME, axis, self)
            for axis, dimension in zip(("horizontal", "vertical"), dimensions, strict=True)
        )
        for choice in self.choices:
            choice.currentIndexChanged.connect(self._plot_again)

    @property
    def dimensions(self) -> tuple[int, int]:
        """What x and y show, counted as in the observation, or TIME."""
        x, y = (choice.currentIndex() + TIME for choice in self.choices)
        return x, y

    def show_scene(self, scene: Scene) -> None:
        for choice in self.choices:
            choice.restyle(scene.theme)
        super().show_scene(scene)
        self.prepare(scene, QRectF(self.rect()))
        self._place_choices()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.scene is not None:
            self.prepare(self.scene, QRectF(self.rect()))
            self._place_choices()

    def prepare(self, scene: Scene, area: QRectF) -> None:
        x, y = (self._range(scene, dimension) for dimension in self.dimensions)
        self._axes = fit_axes(scene.theme, area, x, y, self._lines_below(scene, area))

    def paint_world(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        alone = self._lines_below(scene, area) > 1
        named = area.right() - (0.0 if alone else self.choices[0].width())
        paint_bottom_axis(painter, self._axes, scene.theme, until=named)
        paint_left_axis(painter, self._axes, scene.theme)

    def strands(self, scene: Scene, places: Places) -> Strands:
        observed = places.look_up(scene.batch, scene.observations, scene.last_observations)
        x, y = (
            places.times if dimension == TIME else observed[:, dimension]
            for dimension in self.dimensions
        )
        return Strands.through(places, self._axes.points(x, y))

    def _lines_below(self, scene: Scene, area: QRectF) -> int:
        return 2 if area.height() > ROOMY * scene.theme.type_scale else 1

    def _range(self, scene: Scene, dimension: int) -> tuple[float, float]:
        low, high = _extent(scene, dimension)
        return widened(self._ranges[dimension - TIME].follow(scene.batch, low, high), 0.04)

    def _plot_again(self, index: int) -> None:
        if self.scene is not None:
            self.show_scene(self.scene)

    def _place_choices(self) -> None:
        horizontal, vertical = self.choices
        for choice in self.choices:
            choice.resize(choice.sizeHint())
        horizontal.move(self.width() - horizontal.width(), self.height() - horizontal.height())
        vertical.move(round(self._axes.area.left()), 0)


def dimension_names(world: World) -> tuple[str, ...]:
    """Return the names of the time step and of every observed number, TIME first."""
    space = world.observations
    return (
        "time step t",
        *(component_names(space) if isinstance(space, Box) else ("observation",)),
    )


def _extent(scene: Scene, dimension: int) -> tuple[float, float]:
    if dimension == TIME:
        return 0.0, float(scene.batch.lengths.max())
    parts = scene.observations[:, dimension], scene.last_observations[:, dimension]
    return float(min(part.min() for part in parts)), float(max(part.max() for part in parts))
