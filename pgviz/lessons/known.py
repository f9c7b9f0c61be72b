"""What is known of a scenario beforehand, and how far a run is from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import World
from pgviz.estimation.estimator_quality import Question, exact_quality
from pgviz.policies.layers import parameter_name
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable
from pgviz.training.experiment import Experiment
from pgviz.training.objective import horizon_of
from pgviz.training.state import initial_state, policy_for

Kind = Literal["best", "bound", "solved"]

MEANINGS: Mapping[str, str] = {
    "best": "Best possible J = {J}",
    "bound": "No policy exceeds J = {J}",
    "solved": "Solved from J = {J}",
}
SHORT: Mapping[str, tuple[str, str]] = {  # below it, and where it is reached
    "best": ("{distance} below the best J", "at the best J"),
    "bound": ("{distance} below any J's bound", "at any J's bound"),
    "solved": ("{distance} below solved", "solved"),
}
CLOSE = 5e-4  # of the known J: as near counts as reached


@dataclass(frozen=True)
class Known:
    """An objective that was found elsewhere; raises PgvizError for a kind there is none of."""

    objective: float  # J with the scenario's own discount and horizon
    at: str  # which policy has it, in words
    source: str
    kind: Kind = "best"

    def __post_init__(self) -> None:
        if self.kind not in MEANINGS:
            raise PgvizError(f"known.kind is one of {', '.join(MEANINGS)}, not {self.kind!r}.")
        if not abs(self.objective) < float("inf"):  # NaN fails this too
            raise PgvizError(f"known.objective is a finite number, not {self.objective}.")

    @property
    def sentence(self) -> str:
        """What is known, e.g. "Best possible J = −11.657 at p = 0.586 (Sutton & Barto …)."."""
        meaning = MEANINGS[self.kind].format(J=number(self.objective, 5))
        return f"{meaning} {self.at} ({self.source})."

    def is_reached(self, objective: float) -> bool:
        """Return whether a J is as good, but for what three digits don't show."""
        return self.objective - objective <= CLOSE * abs(self.objective)

    def compared(self, objective: float, *, exact: bool) -> str:
        """Return the sentence with how far a J, exact or a batch's mean return, is from it."""
        now = f"now {number(objective)}" if exact else f"the batch's mean is {number(objective)}"
        return f"{self.sentence[:-1]}; {now}, {self._how_far(objective)}."

    def short(self, objective: float, *, exact: bool) -> str:
        """Return in a few words how far a J, exact or a batch's mean return, is from it."""
        below, reached = SHORT[self.kind]
        distance = number(self.objective - objective)
        told = reached if self.is_reached(objective) else below.format(distance=distance)
        return told if exact else f"≈ {told}"

    def _how_far(self, objective: float) -> str:
        if self.is_reached(objective):
            return "reached"
        return f"{number(self.objective - objective)} below"


@dataclass(frozen=True)
class StartVariance:
    """The exact variance of one trajectory's gradient by the parameter that varies most."""

    parameter: str
    variance: float

    @property
    def sentence(self) -> str:
        """What it is, in words."""
        return (
            f"Variance of one trajectory's gradient at the start, by θ of {self.parameter}: "
            f"{number(self.variance, 5)}, exact."
        )


def start_variance(world: World, experiment: Experiment) -> StartVariance | None:
    """Return the variance at the θ that learning begins with; None where it isn't known exactly."""
    choices = experiment.hyperparameters
    policy = policy_for(world, choices)
    if world.mdp is None or not isinstance(policy, SoftmaxTable | SoftmaxNetwork):
        return None
    theta = initial_state(world, choices, experiment.seed).theta
    horizon, seen = horizon_of(world, choices), world.observations
    quality = exact_quality(Question(world.mdp, policy, theta, choices.estimator, 1, horizon, seen))
    if quality is None:
        return None
    most = int(quality.variance.argmax())
    return StartVariance(parameter_name(policy.layers, most), float(quality.variance[most]))


def number(value: float, digits: int = 3) -> str:
    """Return so many significant digits, with a true minus sign, e.g. −11.657 or 25 300."""
    rounded = f"{float(f'{value:.{digits}g}'):,.15g}"
    return rounded.replace(",", "\u202f").replace("-", "−")
