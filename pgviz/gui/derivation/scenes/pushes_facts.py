"""Which steps' pushes are shown, and what they add up to."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.spaces import Discrete
from pgviz.estimation.pushes import Pushes, pushes_of
from pgviz.gui.derivation.material import Material
from pgviz.gui.estimate.expectation import may_be_biased
from pgviz.policies.table import SoftmaxTable


@dataclass(frozen=True)
class Facts:
    """The pushes on every action's logit, and ∇J's where it is known."""

    pushes: Pushes
    names: tuple[str, ...]  # [actions]
    where: str  # which steps, in words
    target: np.ndarray | None  # [actions] ∇J's
    unbiased: bool  # whether the net is ∇J on average, by the user's choices
    baseline: bool  # whether one is subtracted
    in_table: bool  # whether the net is ĝ's own components
    bar: float | None  # J, where each trajectory is one action in one place; else None

    @property
    def sampled(self) -> int:
        """How many actions were taken at all."""
        return int((self.pushes.counts > 0).sum())

    @property
    def risen_by_own(self) -> int:
        """How many actions their own samples push up."""
        return int((self.pushes.own > 0.0).sum())

    @property
    def risen(self) -> int:
        """How many actions rise once all have pushed."""
        return int((self.pushes.net > 0.0).sum())

    @property
    def risen_by_luck(self) -> int:
        """How many actions rise that fall on average; 0 where the average isn't known."""
        if self.target is None or not self.unbiased:
            return 0
        return int(((self.pushes.net > 0.0) & (self.target < 0.0)).sum())


def facts_of(material: Material) -> Facts:
    """Return the pushes at the selected step's observation, else those of the whole batch.

    The policy is a softmax.
    """
    iteration, chosen = material.iteration, _chosen(material)
    evaluation, weights = iteration.evaluation, iteration.weights
    assert evaluation.probabilities is not None
    assert isinstance(material.world.actions, Discrete)
    steps = np.ones(iteration.batch.steps, dtype=bool)
    if chosen is not None:
        steps = iteration.batch.observations == chosen
    return Facts(
        pushes=pushes_of(
            evaluation.probabilities[steps],
            iteration.batch.actions[steps],
            weights.factors[steps],
            weights.returns[steps],
            weights.baseline[steps],
        ),
        names=material.world.actions.names,
        where=_where(material, chosen),
        target=_target(material, chosen),
        unbiased=not may_be_biased(iteration.hyperparameters.estimator),
        baseline=iteration.hyperparameters.baseline != "none",
        in_table=isinstance(material.policy, SoftmaxTable),
        bar=_bar(material),
    )


def _chosen(material: Material) -> int | None:
    """Return the observation of the selected step, where there are several to choose from."""
    observations, batch = material.world.observations, material.iteration.batch
    step = material.selected.step
    if not isinstance(observations, Discrete) or observations.n == 1 or step is None:
        return None
    own = batch.observations[batch.slice(material.trajectory)]
    return int(own[step]) if step < len(own) else None


def _where(material: Material, chosen: int | None) -> str:
    observations = material.world.observations
    if chosen is not None and isinstance(observations, Discrete):
        return f"at {observations.names[chosen]}"
    alone = isinstance(observations, Discrete) and observations.n == 1
    return "" if alone else "all observations together"


def _target(material: Material, chosen: int | None) -> np.ndarray | None:
    """Return ∇J in the row of an observation, or in all rows together; None off a table."""
    known, policy = material.iteration.exact, material.policy
    if known is None or not isinstance(policy, SoftmaxTable):
        return None
    rows = known.gradient.reshape(policy.observations.n, policy.actions.n)
    return np.asarray(rows.sum(axis=0) if chosen is None else rows[chosen])


def _bar(material: Material) -> float | None:
    """Return what an action has to pay to rise on average, where that is J for all of them."""
    known, observations = material.iteration.exact, material.world.observations
    alone = isinstance(observations, Discrete) and observations.n == 1
    single = material.iteration.batch.lengths.max() == 1
    return known.objective if known is not None and alone and single else None
