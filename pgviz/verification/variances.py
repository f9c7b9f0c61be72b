"""The exact variance of one trajectory's gradient, against lists and against known answers."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import product

import numpy as np

from pgviz.estimation.estimator import Estimator, Return
from pgviz.estimation.every_batch import Sampling, every_trajectory
from pgviz.estimation.exact import evaluate, occupancies
from pgviz.estimation.listing import list_trajectories
from pgviz.estimation.moments import trajectory_moments
from pgviz.verification.expectations import LISTED
from pgviz.verification.known_answers import answers, rounding, two_logits
from pgviz.verification.known_chains import CORRIDOR, GEOMETRIC, exact_at, task_of
from pgviz.verification.outcome import Case, Comparison, numbers, vectors
from pgviz.verification.worlds import Task

HORIZON = 1000  # no digit of the known variances depends on more
RETURNS: tuple[Return, ...] = ("whole", "to-go")

Baseline = Callable[[Task, float], np.ndarray | float]


def no_baseline(task: Task, probability: float) -> float:
    """Return b = 0."""
    return 0.0


def objective(task: Task, probability: float) -> float:
    """Return b = J, of the short corridor."""
    return exact_at(CORRIDOR, probability).objective


def state_values(task: Task, probability: float) -> np.ndarray:
    """Return b = V(s), [states]."""
    chances = np.tile([1.0 - probability, probability], (task.mdp.states, 1))
    reach = occupancies(task.mdp, chances, HORIZON)
    return evaluate(task.mdp, chances, task.discount, reach)[0]


KNOWN: Mapping[str, tuple[str, Return, Baseline]] = {
    "var_whole": ("whole return", "whole", no_baseline),
    "var_whole_minus_J": ("whole return − J", "whole", objective),
    "var_to_go": ("to-go", "to-go", no_baseline),
    "var_to_go_minus_J": ("to-go − J", "to-go", objective),
    "var_to_go_minus_V": ("to-go − V(s)", "to-go", state_values),
}


def listed_cases() -> tuple[Case, ...]:
    """Return Var[g] by moments against all trajectories, world by world."""
    return tuple(
        Case(f"{subject}, {return_}", partial(_listed, subject, return_))
        for subject, return_ in product(LISTED, RETURNS)
    )


def known_cases() -> tuple[Case, ...]:
    """Return every variance that is known of the short corridor and of stay or end."""
    return tuple(
        Case(
            f"{world}, {KNOWN[name][0]}, {letter} = {row[letter]}",
            partial(_known, key, name, row[letter], row[name]),
        )
        for key, world, letter in ((CORRIDOR, "corridor", "p"), (GEOMETRIC, "stay or end", "q"))
        for row in answers(key)["rows"]
        for name in KNOWN
        if name in row
    )


def _listed(subject: str, return_: Return, mistake: str) -> Comparison:
    # Moments are followed of estimators without a mistake only.
    task = LISTED[subject].task()
    policy, theta, estimator = task.policy, task.theta, Estimator(task.discount, return_)
    listing = list_trajectories(task.mdp, task.horizon)
    other = every_trajectory(Sampling(listing, policy, theta, estimator, task.observations))
    ours = trajectory_moments(task.mdp, policy, theta, estimator, task.horizon).variance
    source = f"E[g²] − E[g]² over {listing.size:,} trajectories"
    tolerance = 1e-12 * max(1.0, float(other.variance.max()))
    return vectors(ours, other.variance, source, tolerance, task.parameters)


def _known(key: str, name: str, probability: float, known: float, mistake: str) -> Comparison:
    task, (_, return_, baseline) = task_of(key), KNOWN[name]
    moments = trajectory_moments(
        task.mdp,
        task.policy,
        two_logits(probability),
        Estimator(task.discount, return_),
        HORIZON,
        baseline(task, probability),
    )
    ours = float(moments.variance[1]) / UNITS[key](probability)
    return numbers(ours, known, answers(key)["source"], rounding(known))


def _by_logit(probability: float) -> float:
    return 1.0


def _by_chance(probability: float) -> float:
    """Return (dq/dθ)²: a derivative by q itself is larger than one by its logit."""
    return (probability * (1.0 - probability)) ** 2


UNITS: Mapping[str, Callable[[float], float]] = {CORRIDOR: _by_logit, GEOMETRIC: _by_chance}
