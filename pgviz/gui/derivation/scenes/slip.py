"""Another slip: how often each trajectory happens moves, its score does not."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QToolButton, QWidget

from pgviz.environments.slip import slip_of
from pgviz.gui.derivation.scenes.before_after import BeforeAfter
from pgviz.gui.derivation.scenes.canvas import Canvas, Reading
from pgviz.gui.derivation.scenes.labelled_slider import LabelledSlider
from pgviz.gui.derivation.scenes.slid import SlidStage
from pgviz.gui.derivation.scenes.slip_facts import Facts, LastAltered
from pgviz.gui.derivation.scenes.slip_rows import frequency_rows, score_rows
from pgviz.gui.derivation.stage import Material
from pgviz.gui.format import count, exact, short
from pgviz.gui.notation import trajectory_name
from pgviz.gui.theme import SPACE, Theme

NO_SLIP = (
    "This world has no slip that could be changed. "
    "Open this lesson in Grid world or in Frozen lake to see it."
)
FIRST = 0.2  # how much more slippery the other world is to begin with
FREQUENCY_SHARE = 0.53  # of the width
POINTS = 8.5
ROW = 1.25  # lines of type, the least a component of the score takes


class SlipPicture(Canvas):
    """How often, before and after; and the score, before and after."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("A trajectory with another slip")
        self.slip: float | None = None  # None until a slippery world is shown
        self._home: float | None = None
        self._last = LastAltered()

    @property
    def home(self) -> float:
        """The slip of the world that is learnt in."""
        assert self._home is not None
        return self._home

    def show_material(self, material: Material) -> None:
        here = slip_of(material.world.spec)
        if here is not None and here != self._home:
            self.slip = here + FIRST if here + FIRST <= 1.0 else here - FIRST
        self._home = here
        super().show_material(material)

    def why_nothing(self) -> str:
        return NO_SLIP if self._home is None else ""

    def arrange(self, area: QRectF) -> None:
        assert self.slip is not None
        self.facts = Facts(self.material, self._last.of(self.material.world, self.slip))
        line = self.type(name=True, bold=True).height + SPACE / 2.0
        middle = area.left() + FREQUENCY_SHARE * area.width()
        left = QRectF(area.topLeft(), QPointF(middle - 2.0 * SPACE, area.bottom()))
        right = QRectF(QPointF(middle + 2.0 * SPACE, area.top()), area.bottomRight())
        heads = [QRectF(each.left(), each.top(), each.width(), line) for each in (left, right)]
        slips = [f"slip {short(slip, 2)}" for slip in self.facts.slips]
        most = max(int((right.height() - 2.0 * line) / (ROW * self.type().height)), 1)
        self.frequencies, self.scores = (
            BeforeAfter(body.adjusted(0.0, line, 0.0, 0.0), rows, (slips[0], slips[1]), self.theme)
            for body, rows in (
                (left, frequency_rows(self.facts)),
                (right, score_rows(self.facts, most)),
            )
        )
        self.labels = [
            self.heading(heads[0], *self._how_often),
            self.heading(heads[1], *self._score),
            *self.frequencies.labels,
            *self.scores.labels,
        ]
        self.readings = self._readings(heads[1])

    def draw_marks(self, painter: QPainter) -> None:
        self.frequencies.draw(painter)
        self.scores.draw(painter)

    def _readings(self, head: QRectF) -> list[Reading]:
        rows = [
            Reading(part.row(index), row.details)
            for part in (self.frequencies, self.scores)
            for index, row in enumerate(part.rows)
        ]
        difference = f"largest difference: {exact(self.facts.largest_difference)}"
        return [Reading(head, difference), *rows]

    @property
    def _how_often(self) -> tuple[str, ...]:
        name = trajectory_name(self.material.trajectory)
        if not self.facts.possible:
            slip = short(self.facts.slips[1], 2)
            return f"{name} can't happen at slip {slip}", f"impossible at slip {slip}"
        return f"how often {name} happens moves", "how often: moves"

    @property
    def _score(self) -> tuple[str, ...]:
        if not self.facts.possible:
            return "∇log π stays; it is never asked for there", "∇log π stays"
        many, difference = len(self.material.theta), self.facts.largest_difference
        told = "0, to the last digit" if difference == 0.0 else short(difference)
        return (
            f"∇log P(τ;θ) stays: largest of {count(many)} differences {told}",
            f"∇log P(τ;θ) stays: differs by {told}",
            f"∇log P(τ;θ) changes by {told}",
            "∇log P stays",
        )


class SlipScene(SlidStage):
    """Drag the slip: frequencies move, the score stays."""

    picture: SlipPicture

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        slider = LabelledSlider("slip", "How often a step goes sideways", "dynamics", theme)
        self.learn = QToolButton()
        self.learn.setText("Learn in this world")
        self.learn.setToolTip("Begin again with this slip, and the settings as they are")
        slider.add(self.learn)
        super().__init__(slider, SlipPicture(theme), theme, parent)
        self.learn.clicked.connect(self._want_world)
        self.restyle(theme)

    def show_slider(self) -> None:
        assert self.picture.slip is not None
        self.slider.show_value(self.picture.slip, 0.0, 1.0, self.picture.home)
        self.learn.setEnabled(self.picture.slip != self.picture.home)

    def slide(self, value: float) -> None:
        self.picture.slip = value
        self.picture.refresh()
        self.show_slider()

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.learn.setFont(theme.font(POINTS))

    def _want_world(self) -> None:
        self.environment_wanted.emit(self.picture.facts.altered.spec)
