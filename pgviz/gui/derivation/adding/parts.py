"""What one parameter of ĝ is the sum of."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.gui.chosen_parameters import chosen_parameter
from pgviz.gui.estimate.target import Target, target_of
from pgviz.gui.selected_steps import Steps
from pgviz.gui.view import View


@dataclass(frozen=True)
class Sum:
    """Numbers in the order in which they are added; read-only."""

    parts: np.ndarray  # [parts]

    @cached_property
    def ends(self) -> np.ndarray:
        """The running sum from 0 on, [parts + 1]."""
        return freeze(np.concatenate(([0.0], np.cumsum(self.parts))))

    @property
    def total(self) -> float:
        """What they add up to."""
        return float(self.ends[-1])


@dataclass(frozen=True)
class Component:
    """One parameter of ĝ, of ∇J, and of all they are made of."""

    view: View
    parameter: int

    @classmethod
    def chosen(cls, view: View) -> "Component":
        """Return the selected parameter's, or that of ĝ's largest component."""
        return cls(view, chosen_parameter(view, view.iteration.estimate.gradient))

    @property
    def estimate(self) -> float:
        """ĝ of the parameter."""
        return float(self.view.iteration.estimate.gradient[self.parameter])

    @property
    def standard_error(self) -> float | None:
        """The standard error of ĝ; None for one trajectory."""
        error = self.view.iteration.estimate.standard_error
        return None if error is None else float(error[self.parameter])

    @cached_property
    def target(self) -> Target | None:
        """∇J, exact or a reference; None where neither is known."""
        return target_of(self.view)

    @property
    def exact(self) -> float | None:
        """∇J of the parameter, or its reference."""
        return None if self.target is None else float(self.target.gradient[self.parameter])

    @property
    def exact_error(self) -> float:
        """The standard error of `exact`; 0 where it is exact."""
        if self.target is None or self.target.reference is None:
            return 0.0
        return float(self.target.reference.standard_error[self.parameter])

    @property
    def distance(self) -> float | None:
        """|ĝ − ∇J| in standard errors; None where one of them is unknown, or there is no spread."""
        if self.exact is None or self.standard_error is None:
            return None
        error = float(np.hypot(self.standard_error, self.exact_error))
        return abs(self.estimate - self.exact) / error if error > 0.0 else None

    @cached_property
    def trajectories(self) -> Sum:
        """g_i / m of every trajectory: they add up to ĝ."""
        gradients = self.view.iteration.estimate.per_trajectory[:, self.parameter]
        return Sum(freeze(gradients / len(gradients)))

    @cached_property
    def scores(self) -> np.ndarray:
        """∂log π(a_t|s_t)/∂θ of the selected trajectory's steps, [steps]."""
        run = self.view.iteration.batch.slice(self.view.trajectory)
        score = self.view.iteration.evaluation.score
        return freeze(score.components(np.array([self.parameter]), run)[:, 0])

    @cached_property
    def weights(self) -> np.ndarray:
        """What multiplies each of these scores in g_i: c_t ψ_t, times m/N where N divides."""
        return freeze(Steps.selected(self.view).factors * self.view.iteration.batch.size)

    @cached_property
    def steps(self) -> Sum:
        """Score times weight of the selected trajectory's steps: they add up to g_i."""
        return Sum(freeze(self.scores * self.weights))
