"""The exact lines of the derivation, both sides of each, as the derivation panel shows them."""

from functools import partial
from itertools import product

import numpy as np

from pgviz.estimation.equations import Equation, equations
from pgviz.estimation.exact import exact_gradient
from pgviz.estimation.listed import listed_at
from pgviz.estimation.listing import list_trajectories
from pgviz.verification.expectations import LISTED
from pgviz.verification.outcome import Case, Comparison, vectors

LINES = ("L2", "L5", "L3", "L4", "L5", "L7", "L9")  # in the order in which they are computed
STEPS_OF_IT = slice(2, None)  # the first two are the sums over all trajectories


def line_cases() -> tuple[Case, ...]:
    """Return every step of the derivation, world by world."""
    steps = tuple(enumerate(LINES))[STEPS_OF_IT]
    return tuple(
        Case(f"{line}: {subject}", partial(_line, subject, index))
        for subject, (index, line) in product(LISTED, steps)
    )


def _line(subject: str, index: int, mistake: str) -> Comparison:
    # No mistake of the menu is made in the derivation.
    equation = _equations(subject)[index]
    assert equation.line == LINES[index]
    sizes = np.abs(np.concatenate((equation.left, equation.right)))
    tolerance = equation.tolerance * float(sizes.max(initial=1.0))
    source = f"{equation.right_name}; ours is {equation.left_name}"
    return vectors(equation.left, equation.right, source, tolerance)


def _equations(subject: str) -> tuple[Equation, ...]:
    task = LISTED[subject].task()
    policy, theta = task.policy, task.theta
    exact = exact_gradient(task.mdp, policy, theta, task.discount, task.horizon)
    listing = list_trajectories(task.mdp, task.horizon)
    listed = listed_at(listing, policy, theta, task.discount, exact)
    # Not all ones: to add the same to every logit of a table changes nothing.
    return equations(task.mdp, listed, theta)
