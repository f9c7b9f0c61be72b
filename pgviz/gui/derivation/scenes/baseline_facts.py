"""What is known of the gradients of single trajectories under every constant baseline."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.estimation.constant_baseline import (
    Gradients,
    Variance,
    exact_variance,
    gradients_of,
    sampled_variance,
)
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.returns import whole_returns
from pgviz.gui.derivation.fan.plane import fan_through
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.exactly import quick_question
from pgviz.gui.estimate.target import Target, target_of

MARGIN = 0.6  # of the distance between 0, J and the best b: what the slider goes beyond them
MOST_IN_PLANE = 128  # trajectories that the plane is laid through: it is looked for every frame
LIMIT = 2.5  # times the root mean square: where the axes of the cloud end at the latest


@dataclass(frozen=True)
class Facts:
    """Nothing in it depends on the b that is looked at; arrays are read-only."""

    estimator: Estimator
    gradients: Gradients
    variance: Variance
    objective: float  # J, or the mean return where J is unknown
    knows_objective: bool
    target: Target | None
    axes: np.ndarray  # [2, parameters], unit vectors or 0; the first lies along ∇J

    @property
    def flat(self) -> bool:
        """Whether all g_i lie on one line, whatever b is."""
        return not self.axes[1].any()

    @property
    def aims_at_gradient(self) -> bool:
        """Whether the mean over all trajectories is ∇J: not where γᵗ is left out."""
        whole = self.estimator.return_ == "whole" or self.estimator.discount == 1.0
        return whole or self.estimator.discount_weighting

    @property
    def marked(self) -> dict[str, float]:
        """The baselines worth a mark, by name."""
        name = "J" if self.knows_objective else "mean return"
        return {"0": 0.0, name: self.objective, "best": self.variance.best}

    @property
    def span(self) -> tuple[float, float]:
        """From which to which b the slider goes."""
        low, high = min(self.marked.values()), max(self.marked.values())
        margin = MARGIN * (high - low) or 1.0
        return low - margin, high + margin

    def places(self, baseline: float) -> np.ndarray:
        """Return where the g_i(b) lie in the plane, [trajectories, 2]."""
        return self.gradients.at(baseline) @ self.axes.T

    def share(self, baseline: np.ndarray | float) -> np.ndarray:
        """Return the variance as a share of that at b = 0; 1 where that is 0."""
        whole = self.variance.constant
        here = self.variance.at(baseline)
        return here / whole if whole > 0.0 else np.ones_like(here)

    @property
    def ranges(self) -> tuple[np.ndarray, np.ndarray]:
        """The least and the largest place on each axis under the marked baselines, [2] each."""
        clouds = [self.places(b) for b in self.marked.values()]
        limit = LIMIT * max(map(_size, clouds))
        rows = [np.clip(each, -limit, limit) for each in clouds]
        aimed = np.zeros(2) if self.target is None else self.axes @ self.target.gradient
        shown = np.vstack([*rows, aimed, np.zeros(2)])
        return shown.min(axis=0), shown.max(axis=0)


def facts_of(material: Material) -> Facts:
    """Return the facts of a batch of at least two trajectories."""
    iteration, target = material.iteration, target_of(material)
    estimator = iteration.hyperparameters.estimator
    gradients = gradients_of(iteration.batch, iteration.evaluation.score, estimator)
    here, some = gradients.earned, gradients.earned[:MOST_IN_PLANE]
    aim = None if target is None else target.gradient
    exact, earned = iteration.exact, whole_returns(iteration.batch, estimator.discount)
    return Facts(
        estimator=estimator,
        gradients=gradients,
        variance=_variance(material, gradients, float(np.abs(earned).mean()) or 1.0),
        objective=float(earned.mean()) if exact is None else exact.objective,
        knows_objective=exact is not None,
        target=target,
        axes=freeze(fan_through(here.mean(axis=0), some, aim).axes.copy()),
    )


def _variance(material: Material, gradients: Gradients, scale: float) -> Variance:
    question = quick_question(material)
    if question is None:
        return sampled_variance(gradients)
    return exact_variance(
        question.mdp,
        question.policy,
        question.theta,
        question.estimator,
        question.horizon,
        scale,
    )


def _size(places: np.ndarray) -> float:
    """Return the larger root mean square of places [trajectories, 2] on one of the axes."""
    scale = float(np.abs(places).max()) or 1.0  # so that squares can't overflow
    return scale * float(np.sqrt(np.square(places / scale).mean(axis=0).max()))
