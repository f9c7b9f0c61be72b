"""What is being tried: opening scenarios, editing hyperparameters, and undoing both."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QInputDialog, QWidget

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import EnvironmentSpec
from pgviz.gui.bridge import Bridge
from pgviz.gui.edits import Apply, Edit, Edits
from pgviz.gui.form import Form
from pgviz.gui.new_runs import ONE
from pgviz.gui.pending import Pending
from pgviz.gui.sessions.recall import Former, Recall
from pgviz.lessons.lessons import lesson
from pgviz.lessons.scenarios import scenario
from pgviz.training.commands import Command
from pgviz.training.engine import WorldFacts
from pgviz.training.experiment import LARGEST_SEED, Experiment
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters
from pgviz.training.limits import require_memory
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import policy_for

UNDO_LIMIT = 500
ASK = (
    "A Gymnasium id that is registered, such as MountainCar-v0, or module:Id,\n"
    "which imports the module first."
)


class Workbench(QObject):
    """The experiment as the user wants it; the runner follows."""

    awaited = Signal(object)  # what is Pending, or None where the shown iteration is as wanted

    def __init__(
        self, bridge: Bridge, recall: Recall, form: Form, experiment: Experiment, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._recall = bridge, recall
        self._form, self._window = form, window
        self._experiment = self._base = experiment
        self._world: WorldFacts | None = None
        self._edits = Edits(self)
        self._edits.setUndoLimit(UNDO_LIMIT)
        form.edited.connect(self.edit)
        bridge.opened.connect(self._follow)
        bridge.informed.connect(self._settle)
        bridge.viewed.connect(self._show_pending)
        bridge.player.mode_changed.connect(self._show_pending)
        recall.replaced.connect(self._note_opening)

    @property
    def experiment(self) -> Experiment:
        """What is wanted, which is what runs once the runner has obeyed."""
        return self._experiment

    @property
    def base(self) -> Experiment:
        """Where the present scenario or environment begins."""
        return self._base

    def edit(self, key: str, value: Any) -> None:
        """Set one hyperparameter, or the seed; a value that can't be is refused in the form."""
        try:
            after = self._changed(key, value)
            self._check(after)
        except PgvizError as error:
            self._form.row(key).refuse(str(error))
            self._show()
            return
        label = "seed" if key == "seed" else DECLARATIONS[key].label
        self._do(f"change of {label}", after)

    def open_scenario(self, name: str) -> None:
        """Open a scenario as it begins."""
        chosen = scenario(name)
        self._base = chosen.experiment
        self._do(f"opening of {chosen.title}", chosen.experiment, anew=True)

    def open_lesson(self, name: str) -> None:
        """Change what a lesson needs: its hyperparameters, and the scenario if it must be.

        Where a paused run goes on with them, one iteration is made, so that it is what is seen.
        """
        chosen = lesson(name)
        after = chosen.applied(self._experiment)
        if after.scenario != self._experiment.scenario:
            self._base = scenario(chosen.scenarios[0]).experiment
        goes_on = self._bridge.is_settled and not self._experiment.begins_anew(after)
        if after != self._experiment:
            self._do(f"settings of the lesson “{chosen.claim}”", after)
        if goes_on and self._pending is not None:
            self._bridge.player.advance(1)

    def open_environment(self, environment_id: str) -> None:
        """Open an environment by its id, with the default settings."""
        spec = EnvironmentSpec(environment_id.strip())
        self._do(f"opening of {spec.id}", Experiment(spec, Hyperparameters(), 1), anew=True)

    def open_run(self, text: str, experiment: Experiment, first: Iterable[Command]) -> None:
        """Begin a run of this experiment even if it is the present one, and do `first` at once."""
        self._base = _base_of(experiment)

        def begin(wanted: Experiment, former: Former | None) -> None:
            self._begin(wanted, former, first if wanted == experiment else ONE)

        self._push(text, experiment, begin)

    def change_world(self, spec: EnvironmentSpec) -> None:
        """Begin again in a world that other arguments make, with the settings as they are."""
        after = replace(self._experiment, environment=spec)
        if after != self._experiment:
            self._do("change of the world", after)

    def ask_for_environment(self) -> None:
        """Let the user type an environment's id."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle("Another environment")
        dialog.setLabelText(ASK)
        dialog.textValueSelected.connect(self.open_environment)
        dialog.open()

    def start_again(self) -> None:
        """Begin from the first iteration, with the same seed and the settings as they are."""
        self._push("start of the run", self._experiment, self._begin)

    def new_seed(self) -> None:
        """Begin from the first iteration with the next seed."""
        self.edit("seed", (self._experiment.seed + 1) % LARGEST_SEED)

    def restore_settings(self) -> None:
        """Set every hyperparameter to where the scenario begins."""
        after = replace(self._experiment, hyperparameters=self._base.hyperparameters)
        if after != self._experiment:
            self._do("settings of the scenario", after)

    def push(self, edit: QUndoCommand) -> None:
        """Do what can be undone."""
        self._edits.push(edit)

    def undo(self) -> None:
        """Take the last edit back, unless a run is still on its way."""
        if not self._recall.is_busy:
            self._edits.undo()

    def redo(self) -> None:
        """Do again what was taken back, unless a run is still on its way."""
        if not self._recall.is_busy:
            self._edits.redo()

    def _changed(self, key: str, value: Any) -> Experiment:
        if key == "seed":
            return replace(self._experiment, seed=value)
        chosen = self._experiment.hyperparameters.changed({key: value})
        return replace(self._experiment, hyperparameters=chosen)

    def _check(self, experiment: Experiment) -> None:
        if self._world is not None:
            chosen = experiment.hyperparameters
            require_memory(self._world, policy_for(self._world, chosen), chosen)

    def _do(self, text: str, after: Experiment, *, anew: bool = False) -> None:
        if anew and after == self._experiment:
            self.start_again()
        else:
            self._push(text, after, self._apply)

    def _push(self, text: str, after: Experiment, apply: Apply) -> None:
        self._recall.give_up()
        self._edits.push(Edit(text, self._experiment, after, apply, self._present))

    def _present(self) -> Former:
        return self._recall.present

    def _note_opening(self, left: Former) -> None:
        """Have the opening of a session, which is done, be what is undone next."""
        after, present = self._bridge.snapshot.experiment, self._present
        edit = Edit("opening of a session", left.experiment, after, self._begin, present, left)
        self._edits.push(edit)

    def _begin(
        self, experiment: Experiment, former: Former | None, first: Iterable[Command] = ONE
    ) -> None:
        """Begin a run, doing what is to be done at `first`, unless it can be brought back."""
        self._experiment = experiment
        start = partial(self._bridge.runs.start_again, experiment, first)
        self._recall.bring_back(former, otherwise=start)
        self._show()

    def _apply(self, experiment: Experiment, former: Former | None) -> None:
        is_new = self._experiment.begins_anew(experiment)
        self._experiment = experiment
        if is_new:
            start = partial(self._bridge.runs.apply, experiment)
            self._recall.bring_back(former, otherwise=start)
        else:
            self._bridge.runs.apply(experiment)
        self._show()
        self._show_pending()

    def _follow(self, snapshot: Snapshot) -> None:
        """Take over what has been opened: a world, and the experiment that it is opened for."""
        self._world = snapshot.world
        self._experiment = snapshot.experiment
        self._base = _base_of(snapshot.experiment)
        self._show()

    def _settle(self, snapshot: Snapshot) -> None:
        """Go back to what runs, where the runner could not do what was wanted."""
        if self._bridge.has_obeyed and snapshot.experiment != self._experiment:
            self._follow(snapshot)
        self._show_pending()

    def _show_pending(self) -> None:
        pending = self._pending
        self._form.show_pending(pending)
        self.awaited.emit(pending)

    @property
    def _pending(self) -> Pending | None:
        """From which iteration on it holds, where the shown one was made before."""
        shown, wanted = self._bridge.focus.iteration, self._experiment.hyperparameters
        if shown is None or shown.hyperparameters == wanted:
            return None
        count = self._bridge.snapshot.count
        is_newest = shown.number == count - 1
        return Pending(count, wanted.estimator, is_newest and self._bridge.player.mode == "paused")

    def _show(self) -> None:
        if self._world is not None:
            self._form.show_experiment(self._world, self._experiment, self._base)


def _base_of(experiment: Experiment) -> Experiment:
    if experiment.scenario is not None:
        return scenario(experiment.scenario).experiment
    return replace(experiment, hyperparameters=Hyperparameters())
