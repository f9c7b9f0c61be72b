"""Between a study and the window: it is asked for news only while it runs."""

from PySide6.QtCore import QObject, QTimer, Signal

from pgviz.environments.world import EnvironmentSpec, World
from pgviz.estimation.projection import plane_through
from pgviz.estimation.reference import Reference
from pgviz.gui.view import View
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import Iteration
from pgviz.training.state import TrainerState
from pgviz.training.studies.draws import DrawsStudy, EstimateDraws, Target
from pgviz.training.studies.reference import ReferenceStudy
from pgviz.training.studies.runner import StudyRunner, StudySnapshot
from pgviz.training.studies.seeds import SeedRuns, SeedsStudy
from pgviz.training.studies.study import Study

INTERVAL = 100  # ms

Kept = dict[type[Study], StudySnapshot]
Place = tuple[EnvironmentSpec, TrainerState, Hyperparameters]


class Studying(QObject):
    """Starts and cancels studies, one at a time, and keeps the newest result of each kind.

    Nothing runs before the first study: no thread, no process, no timer.
    """

    progressed = Signal(object)  # the StudySnapshot of a study that runs
    finished = Signal(object)  # its last StudySnapshot: done, cancelled or given up
    failed = Signal(str)  # why it was given up, after `finished`

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = StudyRunner()
        self._shown: StudySnapshot | None = None
        self._kept: Kept = {}
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._look)

    @property
    def is_running(self) -> bool:
        """Whether a study is under way."""
        return self._timer.isActive()

    def start(self, study: Study) -> None:
        """Begin a study; one that is under way ends with what there is of it."""
        self._look()
        self._runner.start(study)
        self._timer.start()
        self._look()

    def draw_reference(self, view: View) -> None:
        """Draw a reference for ∇J at the θ of the iteration that is shown.

        Where there is one already it is drawn larger; one that is being drawn goes on.
        """
        at = view.world.spec, view.iteration.before, view.iteration.hyperparameters
        if self.is_running and _is_reference_at(self._shown, at):
            return
        former = self._kept.get(ReferenceStudy)
        known = _is_reference_at(former, at)
        self.start(former.study.enlarged() if known else ReferenceStudy(*at))

    def draw_estimates(self, view: View, count: int) -> None:
        """Draw ĝ anew so many times at the θ that is shown, seen in the plane of the g_i."""
        iteration = view.iteration
        self.start(
            DrawsStudy(
                view.world.spec,
                iteration.before,
                iteration.hyperparameters,
                count,
                target_of(view),
                plane_through(iteration.estimate).axes,
            )
        )

    def cancel(self) -> None:
        """End the study that is under way; what there is of it is kept."""
        self._runner.cancel()

    def close(self) -> None:
        """End everything; nothing more is told."""
        self._timer.stop()
        self._runner.stop()

    def reference_at(self, world: World, iteration: Iteration) -> Reference | None:
        """Return the reference at the θ before an iteration, if the newest was drawn there."""
        return self._result_at(ReferenceStudy, world, iteration)

    def draws_at(self, world: World, iteration: Iteration) -> EstimateDraws | None:
        """Return the draws of an iteration's ĝ, if the newest are such."""
        return self._result_at(DrawsStudy, world, iteration)

    def seed_runs_at(self, world: World, iteration: Iteration) -> SeedRuns | None:
        """Return the runs of other seeds, if the newest were made as an iteration was."""
        return self._result_at(SeedsStudy, world, iteration)

    def _result_at(self, kind: type[Study], world: World, iteration: Iteration) -> object:
        kept = self._kept.get(kind)
        at = world.spec, iteration.before, iteration.hyperparameters
        return kept.result if kept is not None and kept.study.is_at(*at) else None

    def _look(self) -> None:
        newest = self._runner.newest
        if not self.is_running or newest is None or newest is self._shown:
            return
        self._shown = newest
        if newest.result is not None:
            self._kept[type(newest.study)] = newest
        self.progressed.emit(newest) if newest.running else self._finish(newest)

    def _finish(self, last: StudySnapshot) -> None:
        self._timer.stop()
        self.finished.emit(last)
        if last.message is not None:
            self.failed.emit(last.message.text)


def _is_reference_at(snapshot: StudySnapshot | None, at: Place) -> bool:
    is_reference = snapshot is not None and isinstance(snapshot.study, ReferenceStudy)
    return is_reference and snapshot.study.is_at(*at)


def target_of(view: View) -> Target | None:
    """Return what draws of ĝ are compared with: ∇J where it is known, else its reference."""
    if view.iteration.exact is not None:
        return Target(view.iteration.exact.gradient)
    reference = view.reference
    return reference and Target(reference.gradient, reference.standard_error)
