"""Mistakes on purpose: each is what it says, and each is caught."""

from itertools import pairwise, product
from math import prod

import numpy as np
import pytest

from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.exact import exact_gradient
from pgviz.estimation.mistakes import MISTAKES, mark_of, sentence_of
from pgviz.estimation.value import UNFITTED
from pgviz.estimation.weights import weigh, weigh_by_formula
from pgviz.policies.choice import make_policy
from tests.estimation.batches import batch_from, batch_of, random_batch
from tests.estimation.enumeration import all_paths, batch_of_paths, random_mdp
from tests.policies.cases import TABLE, Architecture, box, discrete

HORIZON, SIZE = 2, 2
ON_PURPOSE = tuple(name for name in MISTAKES if name != "none")
BASELINES = ("none", "mean", "leave-one-out", "time", "value", "optimal")
UNBIASED = Estimator(0.9, "to-go")
MDP = random_mdp(10, states=2, observations=2)  # rewards of both signs, trajectories of two lengths


def weights_of(batch, mistake, architecture=TABLE, **choices):
    policy = architecture.policy()
    theta = np.random.default_rng(5).normal(size=policy.size)
    score = policy.evaluate(theta, batch.observations, batch.actions).score
    return weigh(batch, score, Estimator(mistake=mistake, **choices), architecture.observations)


def psi_of(batch, mistake, **choices):
    return weights_of(batch, mistake, **choices).psi


def by_trajectory(batch, values):
    return [values[begin:end].tolist() for begin, end in pairwise(batch.offsets)]


# Rewards-to-go without discount: [2, 1, -3], [4], [-1, 1].
BATCH = batch_of(
    [(0, 0, 1.0), (1, 1, 4.0), (0, 1, -3.0)], [(2, 1, 4.0)], [(0, 0, -2.0), (3, 2, 1.0)]
)
WRITTEN_OUT = {
    "none": [[2, 1, -3], [4], [-1, 1]],
    "mean-log": [[0, 0, 0], [4], [0, 0]],
    "sign": [[-2, -1, 3], [-4], [1, -1]],
    "argmax": [[2, 1, -3], [4], [-1, 1]],
    "shifted": [[1, -3, 0], [0], [1, 0]],
    # action 0: (2 − 1)/2 = 1/2; action 1: (1 − 3 + 4)/3 = 2/3; action 2: 1
    "action-baseline": [[3 / 2, 1 / 3, -11 / 3], [10 / 3], [-3 / 2, 0]],
    "discount-twice": [[2, 1, -3], [4], [-1, 1]],  # γ is 1
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_weights_are_those_of_a_batch_worked_by_hand(mistake):
    psi = psi_of(BATCH, mistake, return_="to-go")
    np.testing.assert_allclose(psi, np.concatenate(WRITTEN_OUT[mistake]), rtol=1e-12, atol=1e-15)


def test_the_second_discount_acts_on_the_rewards():
    psi = weights_of(BATCH, "discount-twice", return_="to-go", discount=0.5).returns
    halved = [[1 + 0.5 * 2 + 0.25 * -0.75, 2 + 0.5 * -0.75, -0.75], [4], [-2 + 0.5 * 0.5, 0.5]]
    assert by_trajectory(BATCH, psi) == halved
    whole = weights_of(BATCH, "discount-twice", discount=0.5).returns
    squared = [1 + 4 / 4 - 3 / 16, 4, -2 + 1 / 4]
    assert by_trajectory(BATCH, whole) == [[r] * n for r, n in zip(squared, (3, 1, 2), strict=True)]


def test_the_mean_of_log_probabilities_times_summed_returns():
    """The product itself, as such code writes it, has the gradient that the weights give."""
    policy, batch = TABLE.policy(), random_batch(TABLE.observations, TABLE.actions, (4, 1, 3), 8)
    theta = np.random.default_rng(1).normal(size=policy.size)
    estimator = Estimator(0.9, "to-go", discount_weighting=False, mistake="mean-log")

    def surrogate(theta):
        logs = policy.evaluate(theta, batch.observations, batch.actions).log_probabilities
        returns = weigh(batch, None, Estimator(0.9, "to-go"), TABLE.observations).returns
        runs = [slice(begin, end) for begin, end in pairwise(batch.offsets)]
        return sum(logs[run].mean() * returns[run].sum() for run in runs) / batch.size

    score = policy.evaluate(theta, batch.observations, batch.actions).score
    weights = weigh(batch, score, estimator, TABLE.observations)
    gradient = estimate_gradient(batch, score, weights).gradient
    nudges = 1e-6 * np.eye(policy.size)
    slopes = [(surrogate(theta + n) - surrogate(theta - n)) / 2e-6 for n in nudges]
    np.testing.assert_allclose(gradient, slopes, atol=1e-8)


def test_actions_that_are_numbers_are_alike_where_their_first_has_the_same_sign():
    actions = np.array([[0.5, -1.0], [-0.1, 2.0], [3.0, 4.0], [-2.0, 0.0]])
    batch = batch_from(np.zeros(4, dtype=int), actions, [1.0, 10.0, 3.0, -4.0], (1, 1, 1, 1))
    gaussian = Architecture("gaussian", discrete(1), box(2))
    psi = weights_of(batch, "action-baseline", gaussian).psi
    np.testing.assert_array_equal(psi, [-1.0, 7.0, 1.0, -7.0])


def test_where_an_action_always_earns_the_same_its_own_baseline_leaves_nothing():
    batch = batch_of(*[[(0, action, (0.1, -0.7)[action])] for action in (0, 1, 0, 0, 1, 0, 1)])
    assert not psi_of(batch, "action-baseline").any()


@pytest.mark.parametrize("return_", ["whole", "to-go"])
@pytest.mark.parametrize("baseline", BASELINES)
def test_without_a_mistake_every_byte_is_that_of_the_formula(return_, baseline):
    batch = random_batch(TABLE.observations, TABLE.actions, (3, 1, 5), 2)
    policy = TABLE.policy()
    score = policy.evaluate(np.zeros(policy.size), batch.observations, batch.actions).score
    estimator = Estimator(0.9, return_, baseline, standardise=True)
    made = weigh(batch, score, estimator, TABLE.observations)
    formula = weigh_by_formula(batch, score, estimator, TABLE.observations, UNFITTED)
    for name in ("returns", "baseline", "psi", "coefficients"):
        assert getattr(made, name).tobytes() == getattr(formula, name).tobytes()
    assert made.meant.tobytes() == formula.psi.tobytes()


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_weight_that_was_meant_is_that_of_the_formula(mistake):
    batch = random_batch(TABLE.observations, TABLE.actions, (3, 1, 5), 2)
    weights = weights_of(batch, mistake, return_="to-go", baseline="mean", standardise=True)
    expected = (weights.returns - weights.baseline) / weights.deviation
    np.testing.assert_allclose(weights.meant, expected, atol=1e-14)
    assert not weights.psi.flags.writeable


def policy_and_theta(mdp):
    observations = discrete(mdp.observations)
    policy = make_policy("table", observations, discrete(mdp.actions), (), "tanh")
    return policy, np.linspace(-0.6, 0.4, policy.size)


def acting(policy, theta, mdp, mistake):
    """Return the probabilities with which actions are taken, [observations, actions]."""
    observations = np.arange(mdp.observations)
    probabilities = np.exp(policy.log_policy(theta, observations))
    if not MISTAKES[mistake].greedy:
        return probabilities
    return np.eye(mdp.actions)[probabilities.argmax(axis=1)]


def expected(mdp, estimator):
    """Return E[ĝ] over all batches of two trajectories there are."""
    policy, theta = policy_and_theta(mdp)
    paths = all_paths(mdp, acting(policy, theta, mdp, estimator.mistake), HORIZON)

    def estimate(chosen):
        batch = batch_of_paths(mdp, *chosen)
        score = policy.evaluate(theta, batch.observations, batch.actions).score
        weights = weigh(batch, score, estimator, discrete(mdp.observations))
        return estimate_gradient(batch, score, weights).gradient

    batches = product(paths, repeat=SIZE)
    return sum(prod(path.probability for path in batch) * estimate(batch) for batch in batches)


def exact(mdp, discount):
    return exact_gradient(mdp, *policy_and_theta(mdp), discount, HORIZON).gradient


def relative_bias(mistake):
    gradient = exact(MDP, UNBIASED.discount)
    estimator = Estimator(UNBIASED.discount, UNBIASED.return_, mistake=mistake)
    return np.linalg.norm(expected(MDP, estimator) - gradient) / np.linalg.norm(gradient)


def test_without_a_mistake_the_expectation_is_the_gradient():
    assert relative_bias("none") < 1e-13


@pytest.mark.parametrize("mistake", ON_PURPOSE)
def test_every_mistake_is_caught(mistake):
    assert relative_bias(mistake) > 0.05


def test_a_flipped_sign_goes_exactly_the_other_way():
    estimator = Estimator(0.9, "to-go", mistake="sign")
    np.testing.assert_allclose(expected(MDP, estimator), -exact(MDP, 0.9), atol=1e-13)


@pytest.mark.parametrize(
    "estimator",
    [
        Estimator(0.9, "whole", mistake="mean-log"),
        Estimator(1.0, "to-go", mistake="discount-twice"),
        Estimator(1.0, "whole", mistake="discount-twice"),
    ],
)
def test_what_changes_nothing_is_said_to_change_nothing(estimator):
    assert mark_of(estimator).endswith(" (no effect)")
    assert "nothing changes" in MISTAKES[estimator.mistake].follows
    assert "Here nothing changes: " in sentence_of(estimator)
    gradient = exact(MDP, estimator.discount)
    np.testing.assert_allclose(expected(MDP, estimator), gradient, atol=1e-13)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_marked_and_explained_in_sentences(name):
    mistake = MISTAKES[name]
    assert mistake.name == name
    for sentence in (mistake.wrong, mistake.follows):
        assert sentence[0].isupper() or sentence.startswith("ĝ")
        assert sentence.endswith(".")
    marked = Estimator(0.9, "to-go", mistake=name)
    if name == "none":
        assert mark_of(marked) == sentence_of(marked) == ""
    else:
        assert mark_of(marked) == f"MISTAKE: {mistake.label}"
        assert sentence_of(marked) == f"{mistake.wrong} {mistake.follows}"
