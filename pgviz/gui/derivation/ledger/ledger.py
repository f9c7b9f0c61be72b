"""What a table of trajectories is made of: their factors at a θ, and which were sampled."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.listed import Listed
from pgviz.gui.derivation.ledger.direction import Direction
from pgviz.gui.derivation.ledger.drawn import NOT_LISTED

ROUNDING = 1e-12  # of the largest, or of all together: a difference as small is none


@dataclass(frozen=True)
class Ledger:
    """The listed trajectories at a θ, with gradients along a direction; arrays [trajectories]."""

    mdp: TabularMDP
    listed: Listed
    direction: Direction
    drawn: np.ndarray  # [m] the row of every sampled trajectory, or NOT_LISTED

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.listed.listing.size

    @property
    def complete(self) -> bool:
        """Whether every possible trajectory has a row."""
        return self.listed.listing.complete

    @cached_property
    def counts(self) -> np.ndarray:
        """How many of the m sampled trajectories each one is."""
        rows = self.drawn[self.drawn != NOT_LISTED]
        return freeze(np.bincount(rows, minlength=self.size).astype(float))

    @property
    def drawn_elsewhere(self) -> int:
        """How many of the m sampled trajectories are not listed."""
        return int((self.drawn == NOT_LISTED).sum())

    @cached_property
    def changes(self) -> np.ndarray:
        """⟨∇P(τ;θ), d⟩ by the product rule."""
        return freeze(self.listed.change_along(self.direction.vector))

    @cached_property
    def scores(self) -> np.ndarray:
        """⟨∇log P(τ;θ), d⟩, the sum of the steps' scores."""
        return freeze(self.listed.score_along(self.direction.vector))

    @cached_property
    def scored(self) -> np.ndarray:
        """P(τ;θ) ⟨∇log P(τ;θ), d⟩."""
        return freeze(self.listed.probabilities * self.scores)

    @cached_property
    def ratios(self) -> np.ndarray:
        """⟨∇P(τ;θ), d⟩ / P(τ;θ); NaN where P is too small for a float."""
        probabilities = self.listed.probabilities
        nothing = np.full(self.size, np.nan)
        return freeze(np.divide(self.changes, probabilities, out=nothing, where=probabilities > 0))

    @cached_property
    def differences(self) -> np.ndarray:
        """∇P − P ∇log P along d; 0 where it is rounding."""
        gap = self.changes - self.scored
        noise = ROUNDING * float(np.abs(self.scored).max(initial=0.0))
        return freeze(np.where(np.abs(gap) > noise, gap, 0.0))

    def trajectories_of(self, row: int) -> np.ndarray:
        """Return which of the sampled trajectories are this one, [count] int."""
        return np.flatnonzero(self.drawn == row)
