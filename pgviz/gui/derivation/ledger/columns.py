"""The columns of the table of trajectories: what each holds, and what it adds up to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from pgviz.gui.derivation.ledger.ledger import ROUNDING, Ledger
from pgviz.gui.quantity import Quantity


@dataclass(frozen=True)
class Column:
    """A factor, or a product of factors, of every trajectory."""

    title: str
    meaning: str
    role: str  # the colour of its bars: of the theme
    values: Callable[[Ledger], np.ndarray]  # [trajectories]
    rest: Callable[[Ledger], float] | None = None  # of what isn't listed; None if no sum has sense
    quantity: Quantity | None = None
    by_size: bool = False  # sorted by magnitude rather than by value
    bar: bool = True
    spare: bool = False  # left out where there is little room

    def total(self, ledger: Ledger) -> float | None:
        """Return the sum over all trajectories, what isn't listed included; 0 for rounding."""
        if self.rest is None:
            return None
        parts = np.append(self.values(ledger), self.rest_of(ledger))
        total = float(parts.sum())
        return total if abs(total) > ROUNDING * float(np.abs(parts).sum()) else 0.0

    def rest_of(self, ledger: Ledger) -> float:
        """Return what isn't listed adds to the sum, 0 where all are listed."""
        assert self.rest is not None
        return 0.0 if ledger.complete else self.rest(ledger)

    def order(self, ledger: Ledger, *, descending: bool) -> np.ndarray:
        """Return the rows sorted, [trajectories] int; of equals the shortest comes first."""
        values = self.values(ledger)
        keys = np.abs(values) if self.by_size else values
        return np.argsort(-keys if descending else keys, kind="stable")


def _rest_gradient(ledger: Ledger) -> float:
    return float(ledger.listed.rest.gradient @ ledger.direction.vector)


DRAWN = Column(
    "drawn",
    "How many of the m sampled trajectories are this one",
    "estimate",
    lambda ledger: ledger.counts,
    lambda ledger: float(ledger.drawn_elsewhere),
    bar=False,
)
TRAJECTORY = Column(
    "τ",
    "The actions, and the states where those don't tell them; of many, a repeated one once",
    "ink",
    lambda ledger: np.arange(float(ledger.size)),
    bar=False,
)
LENGTH = Column(
    "T",
    "How many steps it takes; \u201ccut\u201d where the horizon ends it",
    "ink",
    lambda ledger: ledger.listed.listing.batch.lengths.astype(float),
    bar=False,
    spare=True,
)
PROBABILITY = Column(
    "P",
    "P(τ;θ): how likely the trajectory is. All together they make 1",
    "dynamics",
    lambda ledger: ledger.listed.probabilities,
    lambda ledger: ledger.listed.rest.probability,
    "probability",
)
RETURN = Column(
    "R",
    "R(τ): what the trajectory earns, whatever θ is",
    "weight",
    lambda ledger: ledger.listed.returns,
    None,
    "return",
)
SHARE = Column(
    "P·R",
    "P(τ;θ) R(τ): what the trajectory adds to J",
    "exact",
    lambda ledger: ledger.listed.shares,
    lambda ledger: ledger.listed.rest.objective,
    "objective",
    by_size=True,
)
RATIO = Column(
    "∇P/P",
    "∇P(τ;θ) / P(τ;θ): the relative change of its probability",
    "score",
    lambda ledger: ledger.ratios,
    None,
    "trajectory-score",
    by_size=True,
)
TERM = Column(
    "P·∇P/P·R",
    "P(τ;θ) · ∇P(τ;θ)/P(τ;θ) · R(τ): what the trajectory adds to ∇J",
    "exact",
    lambda ledger: np.nan_to_num(ledger.ratios) * ledger.listed.shares,
    _rest_gradient,
    "gradient",
    by_size=True,
)
CHANGE = Column(
    "∇P",
    "∇P(τ;θ) by the product rule, without a logarithm. All together they make 0: Σ P stays 1",
    "score",
    lambda ledger: ledger.changes,
    lambda ledger: -float(ledger.changes.sum()),
    "probability-gradient",
    by_size=True,
)
SCORED = Column(
    "P·∇log P",
    "P(τ;θ) ∇log P(τ;θ), with the sum of the steps' scores: the same as ∇P",
    "score",
    lambda ledger: ledger.scored,
    lambda ledger: -float(ledger.scored.sum()),
    "trajectory-score",
    by_size=True,
)
DIFFERENCE = Column(
    "difference",
    "∇P − P ∇log P: nothing but rounding",
    "quiet",
    lambda ledger: ledger.differences,
    lambda ledger: 0.0,
    by_size=True,
)
SCORED_TERM = Column(
    "P·∇log P·R",
    "P(τ;θ) ∇log P(τ;θ) R(τ): what the trajectory adds to ∇J",
    "exact",
    lambda ledger: ledger.scored * ledger.listed.returns,
    _rest_gradient,
    "gradient",
    by_size=True,
)

LEADING = (DRAWN, TRAJECTORY, LENGTH)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "L2": (*LEADING, PROBABILITY, RETURN, SHARE),
    "L4": (*LEADING, PROBABILITY, RATIO, RETURN, TERM),
    "L5": (*LEADING, CHANGE, SCORED, DIFFERENCE, replace(RETURN, spare=True), SCORED_TERM),
}
"""By the name of the line; the last one is what the line sums, and what the rows are sorted by."""
