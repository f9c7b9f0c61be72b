"""J and ∇J of dynamic programming against each other."""

from functools import partial

import numpy as np

from pgviz.estimation.exact import exact_gradient
from pgviz.verification.differences import differences
from pgviz.verification.outcome import Case, Comparison, vectors
from pgviz.verification.worlds import RANDOM, Setting

SETTINGS = {
    "two steps, γ = 0.9": Setting("pgviz/TwoStep-v0", 0.9, 2),
    "short corridor, H = 50": Setting("pgviz/ShortCorridor-v0", 1.0, 50),
    "stay or end, H = 30, γ = 0.95": Setting("pgviz/Geometric-v0", 0.95, 30),
    "bandit": Setting("pgviz/Bandit-v0", 1.0, 1),
    "grid world with slips, H = 30": Setting("pgviz/GridWorld-v0", 0.97, 30, {"slip": 0.2}),
    "frozen lake, H = 30": Setting("FrozenLake-v1", 1.0, 30),
    "a network on the grid world": Setting("pgviz/GridWorld-v0", 1.0, 20, hidden=(3,)),
    "random world of 4 states": Setting(
        RANDOM, 0.9, 12, {"seed": 1, "states": 4, "observations": 2}
    ),
    "random world of 6 states": Setting(
        RANDOM, 0.8, 9, {"seed": 2, "states": 6, "observations": 6}
    ),
    "network on a random world": Setting(
        RANDOM, 1.0, 5, {"seed": 3, "states": 5, "observations": 3}, hidden=(4,)
    ),
}


def gradient_cases() -> tuple[Case, ...]:
    """Return ∇J against differences of J."""
    return tuple(Case(subject, partial(_gradient, subject)) for subject in SETTINGS)


def _gradient(subject: str, mistake: str) -> Comparison:
    # No mistake of the menu is made in the exact values.
    task = SETTINGS[subject].task()

    def objective(theta: np.ndarray) -> float:
        return exact_gradient(task.mdp, task.policy, theta, task.discount, task.horizon).objective

    ours = exact_gradient(task.mdp, task.policy, task.theta, task.discount, task.horizon).gradient
    other = differences(objective, task.theta)
    tolerance = 1e-6 * max(1.0, float(np.abs(other).max()))
    return vectors(ours, other, "central differences of J", tolerance, task.parameters)
