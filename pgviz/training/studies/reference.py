"""A reference for ∇J: a large batch of its own random numbers, at a θ that is held fixed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.randomness import Aside, Draws
from pgviz.environments.world import Checkpoint, EnvironmentSpec, World, proceed
from pgviz.estimation.quality import Accumulator
from pgviz.estimation.reference import Reference
from pgviz.estimation.returns import whole_returns
from pgviz.estimation.value import UNFITTED
from pgviz.policies.policy import Policy
from pgviz.training.gradient_study import Draw, draw_estimate, refitted
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.limits import MEMORY, NUMBER, memory_needs, require_memory
from pgviz.training.state import TrainerState, policy_for
from pgviz.training.studies.study import Partial

TRAJECTORIES = 10_000
PRECISION = 0.02
BATCH_SIZES = (100, 10, 1)  # the first whose batch takes no more than MODEST
MODEST = MEMORY // 8  # bytes: the training beside it has its own


@dataclass(frozen=True, eq=False)
class ReferenceStudy:
    """Estimates J and ∇J at the state's θ without bias, whatever the user's estimator.

    It averages Σ_t γ^t (G_t − V(s_t)) ∇log π(a_t|s_t) over trajectories (Sutton & Barto, 13.4).
    V is fitted to the batches before only; one more, the first, serves it alone. Given those,
    every trajectory's gradient has the expectation ∇J, so their mean has it, and those of
    different trajectories are uncorrelated, so the standard error is that of independent ones.
    It ends after `trajectories`, or once the standard error is shorter than `precision` times the
    estimate; with precision 0 their number depends on nothing that was drawn.
    """

    title: ClassVar = "Reference for ∇J"
    unit: ClassVar = "trajectories"

    environment: EnvironmentSpec
    state: TrainerState
    hyperparameters: Hyperparameters
    trajectories: int = TRAJECTORIES
    precision: float = PRECISION

    @property
    def total(self) -> int:
        """How many trajectories are drawn at the most."""
        return self.trajectories

    def is_at(
        self, environment: EnvironmentSpec, state: TrainerState, hyperparameters: Hyperparameters
    ) -> bool:
        """Return whether J and ∇J there are what this estimates."""
        return (
            np.array_equal(state.theta, self.state.theta)
            and environment == self.environment
            and unbiased(hyperparameters) == unbiased(self.hyperparameters)
        )

    def enlarged(self) -> "ReferenceStudy":
        """Return the study of ten times as many trajectories, for an error √10 times as small."""
        more, finer = 10 * self.trajectories, self.precision / np.sqrt(10.0)
        return replace(self, trajectories=more, precision=finer)

    def partials(
        self, world: World, checkpoint: Checkpoint = proceed
    ) -> Iterator[Partial[Reference]]:
        """Yield the reference after each batch; raises what `iterate` raises."""
        moments = _Moments(self.hyperparameters.discount)
        for draw in self._draws(world, checkpoint):
            moments.add(draw)
            reference = moments.reference()
            yield Partial(reference.trajectories, self.trajectories, reference)
            if _is_precise(reference, self.precision):
                return

    def _draws(self, world: World, checkpoint: Checkpoint) -> Iterator[Draw]:
        choices = _affordable(unbiased(self.hyperparameters), world)
        state = replace(self.state, value=UNFITTED)
        for number, size in enumerate(_sizes(self.trajectories, choices.batch_size)):
            numbers = Draws(state.seed, state.iteration, (Aside.REFERENCE, number))
            part = replace(choices, batch_size=size)
            draw = draw_estimate(state, part, world, checkpoint, numbers)
            if number > 0:
                yield draw
            state = replace(state, value=refitted(state.value, draw, choices, world))


def unbiased(hyperparameters: Hyperparameters) -> Hyperparameters:
    """Return the choices under which E[ĝ] = ∇J with little spread; policy, H and γ are kept."""
    kept = ("horizon", "discount", "policy", "hidden", "activation")
    return Hyperparameters(return_="to-go", baseline="value").changed(
        {key: getattr(hyperparameters, key) for key in kept}
    )


def _sizes(total: int, most: int) -> Iterator[int]:
    """Yield the size of the batch that comes before, then sizes that add up to `total`."""
    yield min(most, total)
    for first in range(0, total, most):
        yield min(most, total - first)


class _Moments:
    """The running moments of the trajectories' gradients and returns."""

    def __init__(self, discount: float) -> None:
        self._discount = discount
        self._gradients, self._returns = Accumulator(None), Accumulator(None)

    def add(self, draw: Draw) -> None:
        self._gradients.add_all(draw.estimate.per_trajectory)
        self._returns.add_all(whole_returns(draw.batch, self._discount)[:, None])

    def reference(self) -> Reference:
        gradients, returns = self._gradients.result(), self._returns.result()
        return Reference(
            objective=float(returns.mean[0]),
            objective_error=float(returns.standard_error[0]),
            gradient=gradients.mean,
            standard_error=freeze(gradients.standard_error),
            trajectories=gradients.count,
        )


def _is_precise(reference: Reference, precision: float) -> bool:
    error = reference.relative_error
    return error is not None and error < precision


def _affordable(choices: Hyperparameters, world: World) -> Hyperparameters:
    """Return the choices with the largest modest batch; raises PgvizError where one is too much."""
    policy = policy_for(world, choices)
    sized = [replace(choices, batch_size=size) for size in BATCH_SIZES]
    chosen = next((each for each in sized if _is_modest(world, policy, each)), sized[-1])
    require_memory(world, policy, chosen)
    return chosen


def _is_modest(world: World, policy: Policy, choices: Hyperparameters) -> bool:
    needs = memory_needs(world, policy, choices)
    return NUMBER * sum(need.numbers for need in needs) <= MODEST
