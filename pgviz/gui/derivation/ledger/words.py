"""What is written of a trajectory of the table, and of all of them."""

from collections.abc import Sequence
from itertools import groupby, islice

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.listing import Listing
from pgviz.gui.derivation.ledger.columns import Column
from pgviz.gui.derivation.ledger.ledger import Ledger
from pgviz.gui.format import count, exact
from pgviz.gui.notation import trajectory_name
from pgviz.gui.pictures.directions import ARROWS, symbols

MOST_WRITTEN = 200  # steps of a trajectory; more are wider than any column
MOST_APART = 4  # steps of a trajectory in which what is repeated is written each time
MOST_NAMED = 6  # sampled trajectories of a row
REST_MEANING = (
    "What the listed trajectories leave of the exact values:\n"
    "1 − Σ P, J − Σ P·R and ∇J − Σ ∇P·R, with J and ∇J by dynamic programming."
)


def trajectory_text(mdp: TabularMDP, batch: Batch, row: int) -> str:
    """Return a trajectory as its actions and where it ends, e.g. "→ ↓ ↓ a3".

    The states in which they were chosen are named where the actions alone don't tell them.
    """
    steps = batch.slice(row)
    assert batch.states is not None
    assert batch.last_states is not None
    pairs = zip(batch.states[steps].tolist(), batch.actions[steps].tolist(), strict=True)
    told = [_step_text(mdp, *pair) for pair in islice(pairs, MOST_WRITTEN)]
    runs = told if len(told) <= MOST_APART else _runs(told)
    more = ["…"] if batch.lengths[row] > MOST_WRITTEN else []
    last = mdp.state_names[int(batch.last_states[row])]
    return (" " if _points(mdp) else " › ").join([*runs, *more, last])


def _step_text(mdp: TabularMDP, state: int, action: int) -> str:
    name = symbols(mdp.action_names)[action]
    if _is_deterministic(mdp):
        return name
    return f"{mdp.state_names[state]}{'' if _points(mdp) else ' '}{name}"


def _runs(told: Sequence[str]) -> list[str]:
    """Return what is repeated once, with how many times it is."""
    runs = [(text, len(list(same))) for text, same in groupby(told)]
    return [text if times == 1 else f"{text} ×{times}" for text, times in runs]


def _points(mdp: TabularMDP) -> bool:
    return all(name in ARROWS for name in mdp.action_names)


def _is_deterministic(mdp: TabularMDP) -> bool:
    """Return whether the actions alone tell where a trajectory leads."""
    return np.count_nonzero(mdp.start) == 1 and bool((mdp.probability.max(axis=2) == 1.0).all())


def length_text(batch: Batch, row: int) -> str:
    """Return how long a trajectory is, and whether the horizon ends it."""
    return count(int(batch.lengths[row])) + (" cut" if batch.truncated[row] else "")


def column_tip(column: Column, ledger: Ledger) -> str:
    """Return what a column holds, and along which direction gradients are taken."""
    nabla = f"\n∇ is the change along {ledger.direction.name}." if "∇" in column.title else ""
    return f"{column.meaning}.{nabla}\nClick, or press S in the column, to sort."


def row_tip(columns: tuple[Column, ...], ledger: Ledger, row: int) -> str:
    """Return all of a row with all digits, a line a value."""
    batch = ledger.listed.listing.batch
    end = "cut by the horizon" if batch.truncated[row] else "terminated"
    lines = [trajectory_text(ledger.mdp, batch, row), f"{length_text(batch, row)} steps, {end}"]
    lines += [f"{column.title} = {exact(column.values(ledger)[row])}" for column in columns]
    return "\n".join([*lines, drawn_text(ledger, row)])


def drawn_text(ledger: Ledger, row: int) -> str:
    """Return how often a trajectory was sampled, and how often one expects it."""
    drawn, size = ledger.trajectories_of(row), len(ledger.drawn)
    expected = float(ledger.listed.probabilities[row]) * size
    names = ", ".join(trajectory_name(int(i)) for i in drawn[:MOST_NAMED])
    more = ", …" if len(drawn) > MOST_NAMED else ""
    which = f": {names}{more}" if len(drawn) else ""
    return f"drawn {count(len(drawn))} times of {count(size)}, expected {exact(expected)}{which}"


def rest_name(listing: Listing) -> str:
    """Return what is not listed."""
    return f"not listed: > {count(listing.longest)} steps"


def total_tip(column: Column, ledger: Ledger) -> str:
    """Return a sum with all digits, and what it is made of."""
    total = column.total(ledger)
    if total is None or column.rest is None:
        return f"{column.title} adds up to nothing of use."
    lines = [f"Σ {column.title} = {exact(total)}"]
    if not ledger.complete:
        rest = column.rest_of(ledger)
        lines += [f"listed: {exact(total - rest)}", f"not listed: {exact(rest)}"]
    return "\n".join(lines)


def summary(ledger: Ledger) -> str:
    """Return how many trajectories are listed, and how many of them were sampled."""
    listing, drawn = ledger.listed.listing, int((ledger.counts > 0.0).sum())
    noun = "trajectory" if listing.size == 1 else "trajectories"
    noisy = "; R is the mean of noisy rewards" if ledger.mdp.reward_noise > 0.0 else ""
    which = f"All {count(listing.size)} {noun}"
    if not listing.complete:
        which = f"{count(listing.size)} {noun} end within {count(listing.longest)} steps"
    return f"{which}, {count(drawn)} of them drawn{noisy}"
