"""What the derivation is shown of: a view, all trajectories where they can be listed, a nudge."""

from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np

from pgviz.estimation.factors import Factors, factors_of
from pgviz.estimation.listed import Listed
from pgviz.estimation.listing import Listing
from pgviz.gui.derivation.listings import Listings
from pgviz.gui.view import View


@dataclass(frozen=True)
class Nudge:
    """θ + ε d, where d is one parameter's direction or that of ĝ, both of length 1."""

    along_estimate: bool = True  # else along the selected parameter
    epsilon: float = 0.0


@dataclass(frozen=True)
class Material(View):
    """A view, and what the derivation makes of it when it is asked for; kept while it is shown."""

    nudge: Nudge = field(default_factory=Nudge)
    listings: Listings = field(default_factory=Listings)  # what is kept from view to view

    @classmethod
    def of(cls, view: View, nudge: Nudge, listings: Listings | None = None) -> "Material":
        """Return the material of a view."""
        of_view = {item.name: getattr(view, item.name) for item in fields(View)}
        return cls(**of_view, nudge=nudge, listings=listings or Listings())

    @property
    def listing(self) -> Listing | None:
        """All trajectories, or those that end early; None off a table."""
        return self.listings.listing(self)

    @property
    def listed(self) -> Listed | None:
        """The listed trajectories at θ; None where ∇J isn't known exactly, or none is listed."""
        return self.listings.listed(self)

    @property
    def theta(self) -> np.ndarray:
        """The θ that the shown trajectories were sampled at, [parameters]."""
        return self.iteration.before.theta

    @property
    def nudged_theta(self) -> np.ndarray:
        """θ + ε d, [parameters]."""
        return self.theta + self.nudge.epsilon * self.direction

    @cached_property
    def direction(self) -> np.ndarray:
        """Return d, [parameters], of length 1; 0 along a ĝ of 0."""
        parameter = self.selected.parameter
        if not self.nudge.along_estimate and parameter is not None:
            return np.eye(1, len(self.theta), parameter)[0]
        gradient = self.iteration.estimate.gradient
        length = float(np.linalg.norm(gradient))
        return gradient / length if length > 0.0 else gradient

    @cached_property
    def factors(self) -> Factors:
        """What P(τ;θ) of the selected trajectory is the product of."""
        return self._factors_at(self.theta)

    @cached_property
    def nudged_factors(self) -> Factors:
        """The same factors at θ + ε d."""
        return self._factors_at(self.nudged_theta)

    def _factors_at(self, theta: np.ndarray) -> Factors:
        batch = self.iteration.batch
        return factors_of(self.world.mdp, self.policy, theta, batch, self.trajectory)
