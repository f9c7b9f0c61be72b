"""What stands in the columns of a table of all trajectories."""

from dataclasses import dataclass

import numpy as np

from pgviz.estimation.term_by_term import Terms
from pgviz.gui.format import short

MOST_ACTIONS = 6  # of a trajectory, that are written out
ROUNDING = 1e-14  # of all that is added: a sum as small is 0


@dataclass(frozen=True)
class TermColumn:
    """A heading, a number a trajectory, and what stands under the line."""

    heading: str
    texts: tuple[str, ...]  # [trajectories]
    total: str
    role: str  # of the theme's colours


def actions_of(terms: Terms) -> tuple[str, ...]:
    """Return the actions of every trajectory, by their numbers."""
    return tuple(_actions(terms, row) for row in range(len(terms.chances)))


def _actions(terms: Terms, row: int) -> str:
    text = all_actions(terms, row)
    taken = text.split(" ")
    return text if len(taken) <= MOST_ACTIONS else " ".join([*taken[:MOST_ACTIONS], "…"])


def all_actions(terms: Terms, row: int) -> str:
    """Return the actions of one trajectory, however many."""
    return " ".join(str(action) for action in terms.batch.actions[terms.batch.slice(row)])


def chances_column(heading: str, chances: np.ndarray, digits: int) -> TermColumn:
    """Return a column of probabilities, which has no sum of its own."""
    return TermColumn(heading, _short(chances, digits), "", "dynamics")


def gradients_column(
    heading: str, gradients: np.ndarray, added: np.ndarray, role: str, digits: int
) -> TermColumn:
    """Return a column of g_τ, with the sum of what they add below it."""
    noise = ROUNDING * float(np.abs(gradients).max())
    clean = np.where(np.abs(gradients) > noise, gradients, 0.0)
    return TermColumn(heading, _short(clean, digits), short(_clean(added)), role)


def _clean(added: np.ndarray) -> float:
    """Return the sum, 0 where it is but rounding."""
    total = float(added.sum())
    return total if abs(total) > ROUNDING * float(np.abs(added).sum()) else 0.0


def _short(values: np.ndarray, digits: int) -> tuple[str, ...]:
    return tuple(short(float(value), digits) for value in values)
