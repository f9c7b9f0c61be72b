"""E[ĝ] of an estimator that may be biased, where it can be computed at once."""

from math import comb

import numpy as np

from pgviz.estimation.estimator import Estimator
from pgviz.estimation.estimator_quality import Question, exact_quality
from pgviz.estimation.listing import list_trajectories
from pgviz.estimation.moments import treats_separately
from pgviz.gui.view import View
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable
from pgviz.training.objective import horizon_of

INCLUDING_ITSELF = ("mean", "time", "optimal")  # baselines that know the return they are taken from
MOST_TRAJECTORIES, MOST_BATCHES = 64, 600  # some 0.15 s
MOST_WORK = 20_000_000  # numbers in all steps of the moments together: less than 0.1 s


def may_be_biased(estimator: Estimator) -> bool:
    """Return whether E[ĝ] need not be ∇J under these choices."""
    forgets_time = estimator.return_ == "to-go" and not estimator.discount_weighting
    return (
        estimator.mistake != "none"
        or estimator.standardise
        or estimator.average == "steps"
        or estimator.baseline in INCLUDING_ITSELF
        or (forgets_time and estimator.discount < 1.0)
    )


def is_worth_asking(view: View) -> bool:
    """Return whether `expectation_of` might have something to tell that ∇J doesn't."""
    known = view.iteration.exact is not None
    return known and may_be_biased(view.iteration.hyperparameters.estimator)


def expectation_of(view: View) -> np.ndarray | None:
    """Return E[ĝ] at the θ of a view, [parameters]; None where it isn't known or takes long."""
    question = _question(view)
    if question is None or not _is_cheap(question):
        return None
    quality = exact_quality(question)
    return None if quality is None else quality.expectation


def _question(view: View) -> Question | None:
    world, policy, iteration = view.world, view.policy, view.iteration
    if world.mdp is None or not isinstance(policy, SoftmaxTable | SoftmaxNetwork):
        return None
    chosen = iteration.hyperparameters
    return Question(
        world.mdp,
        policy,
        iteration.before.theta,
        chosen.estimator,
        chosen.batch_size,
        horizon_of(world, chosen),
        world.observations,
        iteration.before.value,
    )


def _is_cheap(question: Question) -> bool:
    if question.is_polynomial:
        numbers = 9 * question.mdp.probability.size * question.policy.size
        return numbers * question.horizon <= MOST_WORK
    listing = list_trajectories(question.mdp, question.horizon, MOST_TRAJECTORIES)
    if not listing.complete:
        return False
    batches = comb(listing.size + question.batch_size - 1, question.batch_size)
    return treats_separately(question.estimator) or batches <= MOST_BATCHES
