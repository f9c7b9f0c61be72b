"""Many independent draws of ĝ under the user's own estimator, at a θ that is held fixed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.randomness import Aside, Draws
from pgviz.environments.world import Checkpoint, EnvironmentSpec, World, proceed
from pgviz.estimation.quality import Accumulator, DrawMoments
from pgviz.training.gradient_study import draw_estimate
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.limits import require_memory
from pgviz.training.state import TrainerState, policy_for
from pgviz.training.studies.study import Partial

MOST_KEPT = 4_000_000  # numbers: 32 MB


@dataclass(frozen=True, eq=False)
class Target:
    """What the draws are compared with: the exact ∇J, or a reference with its standard error."""

    gradient: np.ndarray  # [parameters]
    standard_error: np.ndarray | None = None  # [parameters]; None where it is exact


@dataclass(frozen=True, eq=False)
class EstimateDraws:
    """Draws of ĝ; arrays are read-only."""

    moments: DrawMoments  # with the share that points away from the target, if there is one
    target: Target | None
    gradients: np.ndarray | None  # [draws, parameters]; None where they would be too many numbers
    points: np.ndarray | None  # [draws, 2] along the study's axes; None without axes

    @property
    def bias(self) -> np.ndarray | None:
        """The estimate of E[ĝ] − ∇J, [parameters]; None without a target."""
        return None if self.target is None else self.moments.mean - self.target.gradient

    @property
    def bias_error(self) -> np.ndarray | None:
        """The standard error of `bias`, that of the target included, [parameters]."""
        if self.target is None:
            return None
        error = self.target.standard_error
        return np.hypot(self.moments.standard_error, 0.0 if error is None else error)


@dataclass(frozen=True, eq=False)
class DrawsStudy:
    """Draws the ĝ that the iteration of `state` could have had, `draws` times anew.

    Estimator, batch size and, for the `value` baseline, the fit to earlier batches are the
    iteration's own; the random numbers are not, so the draws are independent of its ĝ as well.
    """

    title: ClassVar = "Draws of ĝ"
    unit: ClassVar = "draws"

    environment: EnvironmentSpec
    state: TrainerState
    hyperparameters: Hyperparameters
    draws: int
    target: Target | None = None
    axes: np.ndarray | None = None  # [2, parameters], e.g. those of a `Plane`

    @property
    def total(self) -> int:
        """How many draws there are to be."""
        return self.draws

    def is_at(
        self, environment: EnvironmentSpec, state: TrainerState, hyperparameters: Hyperparameters
    ) -> bool:
        """Return whether ĝ there is spread as these draws are."""
        return (
            np.array_equal(state.theta, self.state.theta)
            and state.iteration == self.state.iteration  # so that the value baseline is the same
            and environment == self.environment
            and hyperparameters == self.hyperparameters
        )

    def partials(
        self, world: World, checkpoint: Checkpoint = proceed
    ) -> Iterator[Partial[EstimateDraws]]:
        """Yield the draws after each one; raises what `iterate` raises."""
        kept = _Kept(self)
        for number in range(self.draws):
            kept.add(number, self._draw(number, world, checkpoint))
            yield Partial(number + 1, self.draws, kept.result(number + 1))

    def _draw(self, number: int, world: World, checkpoint: Checkpoint) -> np.ndarray:
        state, choices = self.state, self.hyperparameters
        if number == 0:
            require_memory(world, policy_for(world, choices), choices)
        numbers = Draws(state.seed, state.iteration, (Aside.DRAWS, number))
        return draw_estimate(state, choices, world, checkpoint, numbers).estimate.directed


class _Kept:
    """What is kept of the draws: rows that have been written never change."""

    def __init__(self, study: DrawsStudy) -> None:
        self._axes, self._target = study.axes, study.target
        self._moments = Accumulator(None if study.target is None else study.target.gradient)
        parameters = len(study.state.theta)
        few = study.draws * parameters <= MOST_KEPT
        self._gradients = np.empty((study.draws, parameters)) if few else None
        self._points = None if study.axes is None else np.empty((study.draws, 2))

    def add(self, number: int, gradient: np.ndarray) -> None:
        self._moments.add(gradient)
        if self._gradients is not None:
            self._gradients[number] = gradient
        if self._points is not None and self._axes is not None:
            self._points[number] = self._axes @ gradient

    def result(self, count: int) -> EstimateDraws:
        return EstimateDraws(
            self._moments.result(),
            self._target,
            None if self._gradients is None else freeze(self._gradients[:count]),
            None if self._points is None else freeze(self._points[:count]),
        )
