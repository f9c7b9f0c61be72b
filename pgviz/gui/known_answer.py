"""The line under the scenario's name: how far J is from what is known, or which policy learns."""

from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.format import count
from pgviz.gui.view import View
from pgviz.lessons.known import Known, start_variance
from pgviz.lessons.scenarios import Scenario, scenario
from pgviz.training.experiment import Experiment
from pgviz.training.iteration import Iteration
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import policy_for

OTHER_OBJECTIVE = "With another γ or horizon, J is another; this is about the scenario's own."


class KnownAnswer:
    """Writes into a label: in short on one line, in full in its tooltip."""

    def __init__(self, label: ElidedLabel) -> None:
        self._label = label
        self._policy = self._variance = ""
        self._scenario: Scenario | None = None

    @property
    def _known(self) -> Known | None:
        return self._scenario and self._scenario.known

    def show_run(self, snapshot: Snapshot) -> None:
        """Tell of a scenario, or of another world, before anything is sampled."""
        world, experiment = snapshot.world, snapshot.experiment
        assert world is not None
        policy = policy_for(world, experiment.hyperparameters)
        self._policy = f"{policy.kind} · {count(policy.size)} parameters"
        self._scenario, self._variance = scenario_of(experiment), ""
        if self._scenario is not None:
            variance = start_variance(world, self._scenario.experiment)
            self._variance = variance.sentence if variance else ""
        self._write("", self._known.sentence if self._known else "")

    def show_view(self, view: View) -> None:
        """Tell how far the J of an iteration is from what is known, or its batch's mean return."""
        if self._scenario is None or self._known is None:
            return
        if not has_its_objective(view.iteration, self._scenario):
            self._write("", f"{self._known.sentence} {OTHER_OBJECTIVE}")
            return
        objective, exact = objective_of(view.iteration)
        told = self._known.compared(objective, exact=exact)
        self._write(self._known.short(objective, exact=exact), told)

    def _write(self, short: str, told: str) -> None:
        self._label.setText(short or self._policy)
        policy = self._policy if short else ""
        self._label.explain("\n".join(filter(None, (policy, told, self._variance))))


def scenario_of(experiment: Experiment) -> Scenario | None:
    """Return the scenario that an experiment is, if its world is unchanged."""
    if experiment.scenario is None:
        return None
    begun = scenario(experiment.scenario)
    return begun if begun.experiment.environment == experiment.environment else None


def has_its_objective(iteration: Iteration, begun: Scenario) -> bool:
    """Return whether J is still the scenario's own, of the same γ and horizon."""
    now, then = iteration.hyperparameters, begun.experiment.hyperparameters
    return (now.discount, now.horizon) == (then.discount, then.horizon)


def objective_of(iteration: Iteration) -> tuple[float, bool]:
    """Return J and True where it is known exactly, else the batch's mean return and False."""
    if iteration.exact is not None:
        return iteration.exact.objective, True
    return iteration.scalars.mean_return, False
