"""The exact lines of the derivation as equations, each side computed in a way of its own."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.exact import exact_gradient
from pgviz.estimation.listed import Listed, listed_at

ROUNDING = 1e-9  # of the larger side: what two ways of summing may differ by
MEASURED = 1e-6  # the same of a derivative that is measured
DISTANCE = 1e-5  # how far θ is moved to either side to measure one
MOST_MEASURED = 8  # parameters


@dataclass(frozen=True)
class Equation:
    """Two sides of an equation: numbers [n] that should be equal one by one; read-only."""

    line: str  # of the derivation, such as "L2"
    left_name: str
    right_name: str
    left: np.ndarray
    right: np.ndarray
    tolerance: float = ROUNDING  # relative to the largest number of either side, or to 1

    @property
    def difference(self) -> float:
        """The largest |left − right|."""
        return float(np.abs(self.left - self.right).max(initial=0.0))

    @property
    def holds(self) -> bool:
        """Whether both sides are equal but for what rounding and measuring leave."""
        sizes = np.abs(np.concatenate((self.left, self.right)))
        return self.difference <= self.tolerance * float(sizes.max(initial=1.0))


def equations(mdp: TabularMDP, listed: Listed, direction: np.ndarray) -> tuple[Equation, ...]:
    """Return the lines that can be checked at the θ of a list.

    Derivatives of single trajectories are taken along the direction [parameters], those of J by
    the parameters in which ∇J is largest. An incomplete list has no J of its own to compare: its
    own sum takes that place in L3, and L2 is left out.
    """
    whole = (_totals(listed), _gradient(listed)) if listed.listing.complete else ()
    return (
        *whole,
        _gradient_of_sum(mdp, listed),
        _log_derivative_sums(listed),
        _log_derivatives(listed, direction),
        _three_parts(listed),
        _scores(listed, direction),
    )


def _totals(listed: Listed) -> Equation:
    return Equation(
        "L2",
        "1 and J by dynamic programming",
        "Σ P and Σ P R over all trajectories",
        freeze(np.array([1.0, listed.exact.objective])),
        freeze(np.array([listed.probability, listed.objective])),
    )


def _gradient(listed: Listed) -> Equation:
    return Equation(
        "L5",
        "∇J by dynamic programming",
        "Σ P ∇log P R over all trajectories",
        listed.exact.gradient,
        listed.score_gradient,
    )


def _gradient_of_sum(mdp: TabularMDP, listed: Listed) -> Equation:
    chosen = np.argsort(-np.abs(listed.gradient), kind="stable")[:MOST_MEASURED]
    horizon = listed.listing.horizon

    def objective(theta: np.ndarray) -> float:
        if listed.listing.complete:
            return exact_gradient(mdp, listed.policy, theta, listed.discount, horizon).objective
        return _at(listed, theta).objective

    name = "J, differentiated" if listed.listing.complete else "Σ P R, differentiated"
    units = np.eye(len(listed.theta))[chosen]
    measured = [_slope(objective, listed.theta, unit) for unit in units]
    sums = freeze(listed.gradient[chosen])
    return Equation("L3", name, "Σ ∇P R", freeze(np.array(measured)), sums, MEASURED)


def _log_derivative_sums(listed: Listed) -> Equation:
    sides = listed.gradient, listed.score_gradient
    return Equation("L4", "Σ ∇P R by the product rule", "Σ P (∇P/P) R by scores", *sides)


def _log_derivatives(listed: Listed, direction: np.ndarray) -> Equation:
    change = freeze(listed.change_along(direction))
    scores = freeze(listed.probabilities * listed.score_along(direction))
    return Equation("L5", "∇P by the product rule", "P ∇log P", change, scores)


def _three_parts(listed: Listed) -> Equation:
    product = listed.products
    positive = product > np.finfo(float).tiny  # the product of a long one is too small for a float
    left, right = np.log(product[positive]), listed.log_probabilities[positive]
    return Equation(
        "L7", "log of the product", "sum of the three parts", freeze(left), freeze(right)
    )


def _scores(listed: Listed, direction: np.ndarray) -> Equation:
    def log_probabilities(theta: np.ndarray) -> np.ndarray:
        return _at(listed, theta).log_probabilities

    measured = freeze(_slope(log_probabilities, listed.theta, direction))
    scores = freeze(listed.score_along(direction))
    return Equation("L9", "log P, differentiated", "sum of the scores", measured, scores, MEASURED)


def _at(listed: Listed, theta: np.ndarray) -> Listed:
    """Return the same list at another θ; its J and ∇J aren't asked for."""
    return listed_at(listed.listing, listed.policy, theta, listed.discount, listed.exact)


def _slope(
    function: Callable[[np.ndarray], np.ndarray | float], theta: np.ndarray, direction: np.ndarray
) -> np.ndarray:
    """Return the derivative along a direction by central differences."""
    distance = DISTANCE / (float(np.linalg.norm(direction)) or 1.0)
    above, below = function(theta + distance * direction), function(theta - distance * direction)
    return np.asarray(above - below) / (2.0 * distance)
