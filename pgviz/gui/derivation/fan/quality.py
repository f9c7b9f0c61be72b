"""E[ĝ] and Var[ĝ] of the user's own estimator at the shown θ, where they can be computed."""

import numpy as np

from pgviz.estimation.estimator_quality import ExactQuality, Question, exact_quality
from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.material import Material
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable
from pgviz.training.iteration import Iteration
from pgviz.training.objective import horizon_of

MOST_WORK = 20_000_000  # numbers in all steps together: 0.1 s, in which the window waits


class Quality:
    """Computes once an iteration, and not while iterations follow each other."""

    def __init__(self) -> None:
        self._iteration: Iteration | None = None
        self._found: ExactQuality | None = None

    def of(self, material: Material) -> ExactQuality | None:
        """Return what is known exactly of ĝ; None where nothing is, or while running."""
        if material.running or material.iteration.exact is None or not _is_quick(material):
            return None
        if material.iteration is not self._iteration:
            self._iteration = material.iteration
            self._found = exact_quality(_question(material))
        return self._found


def expectation_identity(quality: ExactQuality) -> Identity:
    """Return E[ĝ] = ∇J with both sides; ✗ where the estimator has a bias."""
    exact = float(np.linalg.norm(quality.exact))
    return Identity(
        left_name=f"‖E[ĝ]‖, {quality.how}",
        left=float(np.linalg.norm(quality.expectation)),
        right_name="‖∇J‖",
        right=exact,
        difference=float(np.abs(quality.bias).max()),
        scale=exact + quality.total_variance**0.5,
    )


def _is_quick(material: Material) -> bool:
    mdp, hyperparameters = material.world.mdp, material.iteration.hyperparameters
    assert mdp is not None  # else J wouldn't be known
    horizon = horizon_of(material.world, hyperparameters)
    return mdp.probability.size * material.policy.size * horizon <= MOST_WORK


def _question(material: Material) -> Question:
    iteration, policy, mdp = material.iteration, material.policy, material.world.mdp
    assert mdp is not None
    assert isinstance(policy, SoftmaxTable | SoftmaxNetwork)  # a table lists its actions
    hyperparameters = iteration.hyperparameters
    return Question(
        mdp,
        policy,
        iteration.before.theta,
        hyperparameters.estimator,
        hyperparameters.batch_size,
        horizon_of(material.world, hyperparameters),
        material.world.observations,
        iteration.before.value,
    )
