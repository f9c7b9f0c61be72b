"""The main window: cards around one bridge."""

from time import perf_counter

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QToolBar, QVBoxLayout, QWidget

from pgviz.gui.actions import make_actions
from pgviz.gui.appearance import Appearance
from pgviz.gui.branching.branching import Branching
from pgviz.gui.branching.button import BranchButton
from pgviz.gui.branching.family import forks_of
from pgviz.gui.branching.menu import BranchMenu
from pgviz.gui.breakpoints.chosen import Breakpoints
from pgviz.gui.bridge import Bridge
from pgviz.gui.deck import Deck
from pgviz.gui.dialogs import Dialogs
from pgviz.gui.exporting.clips import Clips
from pgviz.gui.exporting.pictures import Pictures
from pgviz.gui.exporting.records import Records
from pgviz.gui.exporting.surroundings import Surroundings
from pgviz.gui.form import Form
from pgviz.gui.homing import HomingWindow
from pgviz.gui.jump import Jump
from pgviz.gui.known_answer import KnownAnswer
from pgviz.gui.layouts import Layouts
from pgviz.gui.marks import event_marks
from pgviz.gui.menus import make_menu
from pgviz.gui.mistake_marks import MistakeMarks
from pgviz.gui.mistake_menu import MistakeMenu
from pgviz.gui.preferences import Preferences
from pgviz.gui.preview import Preview
from pgviz.gui.reference_offer import NAME as REFERENCE
from pgviz.gui.reference_offer import ReferenceOffer
from pgviz.gui.scrubber import Scrubber
from pgviz.gui.sessions.arriving import Arriving
from pgviz.gui.sessions.sessions import Sessions
from pgviz.gui.sharing import Sharing
from pgviz.gui.status import Status
from pgviz.gui.study_bar import StudyBar
from pgviz.gui.theme import GAP, Theme
from pgviz.gui.transport import Transport
from pgviz.gui.view import View
from pgviz.gui.workbench import Workbench
from pgviz.lessons.lessons import lesson
from pgviz.lessons.scenarios import scenario, scenarios
from pgviz.training.cursor import Granularity
from pgviz.training.experiment import Experiment
from pgviz.training.runner import Runner
from pgviz.training.snapshot import Snapshot

CHAIN = "chain"

LARGEST_AT_FIRST = (1920, 1200)  # px; on a larger screen the window begins smaller than it
SMALLEST = (960, 600)  # px; below, cards would cut what they show


class Window(HomingWindow):
    """Shows what the runner makes; owns the runner and ends it when it is closed."""

    def __init__(self, experiment: Experiment, runner: Runner, preferences: Preferences) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("pgviz")
        self.setMinimumSize(*SMALLEST)
        self.setContentsMargins(GAP, 0, GAP, 0)
        self.setDockOptions(self.DockOption.AllowNestedDocks | self.DockOption.AllowTabbedDocks)
        self._preferences, self._must_end = preferences, False
        self.appearance = Appearance(preferences, self)
        theme = self.appearance.theme
        self.bridge = Bridge(runner, self)
        self.bridge.limit_past(preferences.history_budget)
        self.studying = self.bridge.studying
        self.actions_by_name = make_actions(self)
        self.breakpoints = Breakpoints(self.bridge)
        self.dialogs = Dialogs(self, self.appearance, self.bridge, self.breakpoints, preferences)
        self.transport = Transport(scenarios(), self.actions_by_name, theme)
        self.known_answer = KnownAnswer(self.transport.description)
        self.form = Form(theme)
        self.status = Status(theme)
        self.sessions = Sessions(self, self.bridge, runner.saver, preferences, self.status, theme)
        recall = self.sessions.recall
        self.workbench = Workbench(self.bridge, recall, self.form, experiment, self)
        self.sharing = Sharing(self.bridge, self.workbench, self.status, self)
        opening = self.sessions.open_file, self.sharing.open_text
        self.arriving = Arriving(self, self.bridge, *opening)
        self.study_bar = StudyBar(self.studying, theme)
        self.scrubber = Scrubber(theme)
        self.branching = Branching(self.bridge, recall, self.workbench.push, self)
        self.jump = Jump(self.bridge, self)
        self.branch_menu = BranchMenu(self.branching, self.actions_by_name["branch"], self)
        self.branch_button = BranchButton(self.branch_menu, theme)
        self._take_cards(Deck(self.form, self.bridge, theme, self))
        self.marks = MistakeMarks(self, self.cards.values(), self.status)
        self.reference_offer = ReferenceOffer(self.actions_by_name[REFERENCE])
        self.mistakes = MistakeMenu(self._wanted_mistake, self)
        self.layouts = Layouts(self, self.cards, self.appearance)
        around = Surroundings(self, self.cards, self.bridge, self.appearance, self.status)
        self.pictures, self.clips = Pictures(around), Clips(around)
        self.records = Records(self, self.bridge, self.status)
        self._assemble()
        self._connect()
        self._recall()
        if not runner.is_alive:
            runner.start()

    @property
    def home(self) -> QWidget:
        """The button that runs and pauses."""
        return self.transport.run

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def show_derivation(self, what: int | str) -> None:
        """Show a line of the derivation by its number, "chain" for all, or a lesson by its name."""
        self.layouts.show_derivation()
        if what == CHAIN:
            self.derivation.show_chain(True)
        elif isinstance(what, int):
            self.derivation.show_line(what)
        else:
            self.open_lesson(what)

    def open_lesson(self, name: str) -> None:
        """Show what is often misunderstood, in a scenario where it can be seen."""
        self.workbench.open_lesson(name)
        self.layouts.show_derivation()
        self.derivation.show_lesson(lesson(name))

    def end(self) -> None:
        """Close, and ask nothing more: the system wants it."""
        self._must_end = True
        self.close()

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return super().event(event)
        begun = perf_counter()
        is_done = super().event(event)  # all is painted that has changed
        self.deck.turns.spend(perf_counter() - begun)
        return is_done

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._must_end and not self.sessions.saving.may_close(self.end):
            event.ignore()
            return
        self.dialogs.close()
        self._preferences.keep_window(self.saveGeometry(), self.layouts.placement.packed())
        self.hide()  # what is left to save may take a moment
        self.sessions.close()
        self.bridge.close()
        super().closeEvent(event)

    def _take_cards(self, deck: Deck) -> None:
        self.deck, self.panels, self.cards = deck, deck.panels, deck.cards
        self.trajectories, self.learning = deck.trajectories, deck.learning
        self.landscape, self.derivation = deck.landscape, deck.derivation

    def _assemble(self) -> None:
        self.setMenuWidget(column_of(self.transport, self.sessions.notice))
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, bar_of(self.branch_button, self.scrubber))
        self.setStatusBar(self.status)
        self.status.addPermanentWidget(self.study_bar)
        self.status.addPermanentWidget(self.sessions.label)
        others, within = (self.mistakes, self.branch_menu), {"Session": self.sessions.recent}
        menu = make_menu(self, self.actions_by_name, self.cards, others, within)
        self.transport.menu_button.setMenu(menu)
        self.transport.show_granularity(self.bridge.focus.granularity)
        self.home.setFocus()

    def _connect(self) -> None:
        bridge, transport = self.bridge, self.transport
        self.mistakes.chosen.connect(self.workbench.edit)
        self.workbench.awaited.connect(self.marks.show_pending)
        transport.granularity_chosen.connect(self._choose_granularity)
        transport.speed.changed.connect(bridge.player.set_speed)
        transport.chooser.chosen.connect(self.workbench.open_scenario)
        transport.lessons.chosen.connect(self.open_lesson)
        transport.chooser.other_wanted.connect(self.workbench.ask_for_environment)
        self.studying.failed.connect(self.status.show_fault)
        self.appearance.changed.connect(self._restyle)
        self.branching.compared_changed.connect(self._show_news)
        self.sessions.saving.named.connect(self._entitle)
        self._connect_bridge()
        self._connect_cards()

    def _connect_bridge(self) -> None:
        bridge = self.bridge
        bridge.opened.connect(self._show_run)
        bridge.informed.connect(self._show_snapshot)
        bridge.viewed.connect(self._show_view)
        bridge.travels.previewed.connect(self._show_preview)
        bridge.travels.delayed.connect(self.status.show_making)
        bridge.player.mode_changed.connect(self._show_mode)
        bridge.waited.connect(self._show_wait)
        self.scrubber.travelled.connect(bridge.player.travel)

    def _connect_cards(self) -> None:
        self.deck.quantity_chosen.connect(self._show_arithmetic)
        self.derivation.horizon_wanted.connect(self._set_horizon)
        self.derivation.wanted.connect(self.workbench.edit)
        self.derivation.environment_wanted.connect(self.workbench.change_world)

    def _recall(self) -> None:
        """Be where it was when it was closed, or fill the screen unless it is very large."""
        screen = self.screen().availableGeometry().size()
        self.resize(screen.boundedTo(QSize(*LARGEST_AT_FIRST)))
        self.restoreGeometry(self._preferences.geometry)
        # The cards can be given their sizes only once the window has its own.
        QTimer.singleShot(0, self, self._recall_layout)

    def _recall_layout(self) -> None:
        self.layouts.recall(self._preferences)

    def _choose_granularity(self, granularity: Granularity) -> None:
        self.bridge.focus.granularity = granularity
        self.transport.show_granularity(granularity)

    def _show_run(self, snapshot: Snapshot) -> None:
        world, experiment = snapshot.world, snapshot.experiment
        assert world is not None
        self.transport.chooser.show_scenario(experiment.scenario, world.title)
        self.transport.lessons.show_scenario(experiment.scenario)
        self.known_answer.show_run(snapshot)
        self._entitle()
        self.status.show_note(summary_of(experiment))

    def _entitle(self) -> None:
        world, path = self.bridge.snapshot.world, self.sessions.saving.path
        names = [path and path.name, world and world.title, "pgviz"]
        self.marks.entitle(" – ".join(filter(None, names)))

    def _show_snapshot(self, snapshot: Snapshot) -> None:
        self.status.show_snapshot(snapshot, self.bridge.player.mode)
        self.branch_button.show_branches(snapshot)
        marks = event_marks(snapshot.history, forks_of(snapshot))
        self.scrubber.show_history(snapshot.history, marks)
        self.deck.show_news(snapshot, self.branching.compared, marks)

    def _show_news(self) -> None:
        self._show_snapshot(self.bridge.snapshot)

    def _show_view(self, view: View) -> None:
        self.status.count_frame()
        self.marks.show(view.iteration.hyperparameters.estimator)
        self.transport.figures.show_view(view)
        self.known_answer.show_view(view)
        self.scrubber.show_cursor(view.iteration.number)
        self.reference_offer.show_iteration(view.iteration)

    def _show_preview(self, preview: Preview) -> None:
        """Show what is known of an iteration; the panels follow once it has been made again."""
        self.transport.figures.show_preview(preview)
        self.scrubber.show_cursor(preview.number)

    def _wanted_mistake(self) -> str:
        return self.workbench.experiment.hyperparameters.mistake

    def _show_mode(self, mode: str) -> None:
        self.transport.show_running(mode != "paused")
        self.status.show_snapshot(self.bridge.snapshot, mode)

    def _show_wait(self, seconds: int) -> None:
        bridge = self.bridge
        self.status.show_wait(seconds, bridge.snapshot.activity, stopping=bridge.is_stopping)

    def _set_horizon(self, horizon: int) -> None:
        self.workbench.edit("horizon", horizon)

    def _show_arithmetic(self) -> None:
        self.layouts.bring_to_front("inspector")

    def _restyle(self, theme: Theme) -> None:
        self.transport.restyle(theme)
        self.status.restyle(theme)
        self.study_bar.restyle(theme)
        self.sessions.restyle(theme)
        self.scrubber.restyle(theme)
        self.branch_button.restyle(theme)
        self.deck.restyle(theme)
        self.bridge.show()


def summary_of(experiment: Experiment) -> str:
    """Return what to look at in a scenario; nothing where it is none."""
    return scenario(experiment.scenario).summary if experiment.scenario else ""


def column_of(*widgets: QWidget) -> QWidget:
    """Return widgets one below the other, without a gap."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
    return column


def bar_of(*widgets: QWidget) -> QToolBar:
    """Return a bar across the window that holds widgets and stays where it is."""
    bar = QToolBar()
    bar.setObjectName("scrubber")  # what the saved layout knows it by
    bar.setMovable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for widget in widgets:
        bar.addWidget(widget)
    return bar
