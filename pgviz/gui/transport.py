"""The bar at the top: which world, run and step, how far and how fast, and what has come of it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pgviz.gui.actions import OPENS_LESSONS, OPENS_MENU, LocalKey, keys_text
from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.figures import Figures
from pgviz.gui.icons import icon
from pgviz.gui.labels import dress
from pgviz.gui.lesson_menu import LessonMenu
from pgviz.gui.scenario_chooser import ScenarioChooser
from pgviz.gui.speed import SpeedSlider
from pgviz.gui.theme import SPACE, Theme
from pgviz.lessons.scenarios import Scenario
from pgviz.training.cursor import GRANULARITIES, Granularity

BUTTON, RUN, NAMES_WIDTH = 34, 84, 184  # px
MARGINS = 4 * SPACE  # px, left and right together
ROOMY = 1400  # px at type scale 1, from which on all has room at its full length


class Transport(QWidget):
    """Shows the state of the run; what is pressed are the window's actions."""

    granularity_chosen = Signal(str)

    def __init__(
        self, scenarios: tuple[Scenario, ...], actions: dict[str, QAction], theme: Theme
    ) -> None:
        super().__init__()
        self._theme, self._running = theme, False
        self.chooser = ScenarioChooser(scenarios, theme)
        self.description = ElidedLabel()
        self.speed = SpeedSlider(theme)
        self.figures = Figures(theme)
        self.run = QPushButton("Run")
        self.run.setObjectName("run")
        self.run.clicked.connect(actions["run"].trigger)
        self.run.setToolTip(actions["run"].toolTip())
        self._buttons = {
            name: self._button(actions[action])
            for name, action in (
                ("skip-back", "reset"),
                ("dices", "new-seed"),
                ("step-back", "back"),
                ("step-forward", "forward"),
            )
        }
        self.menu_button = self._menu_button(OPENS_MENU)
        self.lessons = LessonMenu(actions["derivation"], self)
        self.lessons_button = self._menu_button(OPENS_LESSONS)
        self.lessons_button.setMenu(self.lessons)
        self._granularities = self._segments(actions)
        self._arrange()
        self.restyle(theme)

    def show_running(self, running: bool) -> None:
        """Show what the big button does next."""
        self._running = running
        self.run.setText("Pause" if running else "Run")
        self.run.setAccessibleName("Pause" if running else "Run")
        self.run.setIcon(icon("pause" if running else "play", self._theme.card))

    def show_granularity(self, granularity: Granularity) -> None:
        """Show what one step is."""
        self._granularities.button(GRANULARITIES.index(granularity)).setChecked(True)
        self.speed.show_granularity(granularity)

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        size = round(BUTTON * theme.type_scale)
        menus = ("book-open", self.lessons_button), ("settings-2", self.menu_button)
        for name, button in (*self._buttons.items(), *menus):
            button.setIcon(icon(name, theme.ink))
            button.setIconSize(QSize(size // 2, size // 2))
            button.setFixedSize(size, size)
        for button in self._granularities.buttons():
            button.setFont(theme.font())
            button.setFixedHeight(size)
            button.setMinimumWidth(button.sizeHint().width())
        self.run.setFont(theme.font(10.5))
        self.run.setFixedSize(round(RUN * theme.type_scale), size)
        dress(self.description, theme.font(8.5), theme.quiet)
        self.chooser.restyle(theme)
        for widget in (self.chooser, self.description):
            widget.setFixedWidth(round(NAMES_WIDTH * theme.type_scale))  # so that nothing moves
        self.speed.restyle(theme)
        self.figures.restyle(theme)
        self.show_running(self._running)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the figures that there is no room for, and the speed where even one is much."""
        layout = self.layout()
        roomy = self.width() >= ROOMY * self._theme.type_scale
        self.speed.word(brief=not roomy)
        layout.setSpacing((3 if roomy else 2) * SPACE)
        items = [layout.itemAt(index) for index in range(layout.count())]
        controls = [item for item in items if item.widget() not in (self.figures, self.speed)]
        used = sum(item.sizeHint().width() + layout.spacing() for item in controls)
        speed = self.speed.width() + layout.spacing()
        first = self.figures.all[0].minimumWidth()
        self.speed.setVisible(used + speed + first <= self.width() - MARGINS)
        room = self.width() - used - (speed if self.speed.isVisibleTo(self) else 0)
        self.figures.fit(room)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.text())
        button.clicked.connect(action.trigger)
        return button

    def _menu_button(self, key: LocalKey) -> QToolButton:
        button = QToolButton()
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(f"{key.text}  ({keys_text(key)})")
        button.setAccessibleName(key.text)
        button.setShortcut(key.keys[0])
        return button

    def _segments(self, actions: dict[str, QAction]) -> QButtonGroup:
        group = QButtonGroup(self)
        for index, granularity in enumerate(GRANULARITIES):
            button = QToolButton()
            button.setText(granularity)
            button.setCheckable(True)
            button.setToolTip(actions[f"by-{granularity}"].toolTip())
            button.setAccessibleName(actions[f"by-{granularity}"].text())
            group.addButton(button, index)
        group.idClicked.connect(self._choose_granularity)
        return group

    def _choose_granularity(self, index: int) -> None:
        self.granularity_chosen.emit(GRANULARITIES[index])

    def by_step(self) -> None:
        self.granularity_chosen.emit("step")

    def by_trajectory(self) -> None:
        self.granularity_chosen.emit("trajectory")

    def by_phase(self) -> None:
        self.granularity_chosen.emit("phase")

    def by_update(self) -> None:
        self.granularity_chosen.emit("update")

    def _arrange(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.chooser)
        names.addWidget(self.description)
        segments = QHBoxLayout()
        segments.setSpacing(0)
        for button in self._granularities.buttons():
            segments.addWidget(button)
        moves = QHBoxLayout()
        moves.setSpacing(SPACE)
        for widget in (
            self._buttons["skip-back"],
            self._buttons["dices"],
            self._buttons["step-back"],
            self.run,
            self._buttons["step-forward"],
        ):
            moves.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*[MARGINS // 2] * 4)
        layout.addLayout(names)
        layout.addLayout(moves)
        layout.addLayout(segments)
        layout.addWidget(self.speed)
        layout.addStretch(1)
        layout.addWidget(self.figures)
        layout.addWidget(self.lessons_button)
        layout.addWidget(self.menu_button)
