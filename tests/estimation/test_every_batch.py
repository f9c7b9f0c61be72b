"""Every batch there can be, as multisets, against every ordered one written out."""

from dataclasses import replace
from itertools import combinations_with_replacement, product
from math import factorial, prod

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.batch import Batch
from pgviz.estimation import value
from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.every_batch import (
    Sampling,
    chosen,
    every_batch,
    every_trajectory,
    is_countable,
    log_orders,
)
from pgviz.estimation.listing import list_trajectories
from pgviz.estimation.weights import weigh
from pgviz.policies.choice import make_policy
from tests.estimation.enumeration import random_mdp
from tests.policies.cases import discrete

TWO_STEP = make_world(EnvironmentSpec("pgviz/TwoStep-v0")).mdp
VARIED = random_mdp(4, states=2, observations=1)
ESTIMATORS = [
    Estimator(),
    Estimator(0.9, "to-go", "leave-one-out"),
    Estimator(0.9, "to-go", "time"),
    Estimator(0.9, "whole", "mean", standardise=True),
    Estimator(0.9, "to-go", "optimal"),
    Estimator(0.9, "to-go", average="steps"),
    Estimator(0.9, "to-go", "value"),
    *(
        Estimator(0.9, "to-go", mistake=mistake)
        for mistake in ("mean-log", "sign", "shifted", "action-baseline", "discount-twice")
    ),
]


def sampling_of(mdp, estimator, horizon=2):
    observations = discrete(mdp.observations)
    policy = make_policy("table", observations, discrete(mdp.actions), (), "tanh")
    listing = list_trajectories(mdp, horizon)
    theta = np.linspace(-0.6, 0.4, policy.size)
    earlier = listing.batch
    fit = value.refit(value.UNFITTED, observations, earlier, earlier.rewards)
    return Sampling(listing, policy, theta, estimator, observations, fit)


def probabilities(sampling):
    """Return P(τ;θ) of every trajectory, step by step."""
    listing, policy = sampling.listing, sampling.policy
    table = np.exp(policy.log_policy(sampling.theta, np.arange(sampling.observations.n)))
    chances = np.exp(listing.log_start + listing.log_dynamics)
    for index in range(listing.size):
        steps = listing.batch.slice(index)
        taken = listing.batch.observations[steps], listing.batch.actions[steps]
        chances[index] *= prod(table[taken].tolist())
    return chances


def joined(batch, trajectories):
    """Return the batch of some trajectories, laid end to end one after the other."""
    slices = [batch.slice(index) for index in trajectories]
    rows = list(trajectories)
    return Batch(
        *(
            np.concatenate([getattr(batch, name)[steps] for steps in slices])
            for name in ("observations", "actions", "rewards")
        ),
        offsets=np.cumsum([0, *[steps.stop - steps.start for steps in slices]]),
        terminated=batch.terminated[rows],
        truncated=batch.truncated[rows],
        last_observations=batch.last_observations[rows],
        reset_seeds=None,
        states=np.concatenate([batch.states[steps] for steps in slices]),
        last_states=batch.last_states[rows],
    )


def ordered(sampling, size):
    """Return the probability and the ĝ of every ordered batch."""
    chances = probabilities(sampling)
    found = []
    for trajectories in product(range(sampling.listing.size), repeat=size):
        batch = joined(sampling.listing.batch, trajectories)
        score = sampling.policy.evaluate(sampling.theta, batch.observations, batch.actions).score
        weights = weigh(batch, score, sampling.estimator, sampling.observations, sampling.fit)
        gradient = estimate_gradient(batch, score, weights).gradient
        found.append((prod(chances[list(trajectories)].tolist()), gradient))
    weights, gradients = zip(*found, strict=True)
    return np.array(weights), np.array(gradients)


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=repr)
@pytest.mark.parametrize(("mdp", "size"), [(TWO_STEP, 3), (VARIED, 2)], ids=["two-step", "varied"])
def test_multisets_are_all_ordered_batches(estimator, mdp, size):
    sampling = sampling_of(mdp, estimator, horizon=2 if mdp is TWO_STEP else 1)
    drawn = every_batch(sampling, size)
    chances, gradients = ordered(sampling, size)
    mean = chances @ gradients
    assert drawn.probabilities.sum() == pytest.approx(1.0, abs=1e-12)
    assert len(drawn.probabilities) < len(chances)
    np.testing.assert_allclose(drawn.mean, mean, atol=1e-12)
    np.testing.assert_allclose(drawn.variance, chances @ (gradients - mean) ** 2, atol=1e-12)
    direction = np.array([-0.3, 0.8])
    share = chances[gradients @ direction <= 1e-13].sum()
    zero = chances[np.abs(gradients @ direction) <= 1e-13].sum()
    found = drawn.directions(direction)
    assert found.wrong == pytest.approx(share, abs=1e-12)
    assert found.zero == pytest.approx(zero, abs=1e-12)
    assert found.away == pytest.approx(share - zero, abs=1e-12)


def test_a_batch_of_one_is_a_trajectory():
    sampling = sampling_of(VARIED, Estimator(0.9, "to-go"))
    one, every = every_batch(sampling, 1), every_trajectory(sampling)
    np.testing.assert_allclose(one.probabilities, every.probabilities, rtol=1e-13)
    np.testing.assert_array_equal(one.gradients, every.gradients)
    np.testing.assert_allclose(every.probabilities, probabilities(sampling), rtol=1e-13)


def test_greedy_sampling_draws_the_likeliest_actions_only():
    sampling = sampling_of(TWO_STEP, Estimator(mistake="argmax"))
    drawn = every_batch(sampling, 5)
    # θ[1] is the larger one: +3 and −2, always, and no score but that of 1, 1.
    right = np.exp(0.4) / (np.exp(0.4) + np.exp(-0.6))
    np.testing.assert_allclose(drawn.gradients, [[2.0 * (right - 1.0), 2.0 * (1.0 - right)]])
    np.testing.assert_allclose(drawn.probabilities, [1.0])


def test_orders_are_multinomial_coefficients():
    batches = np.array(list(combinations_with_replacement(range(3), 4)))
    expected = [
        factorial(4) / prod(factorial(int((row == k).sum())) for k in range(3)) for row in batches
    ]
    np.testing.assert_allclose(np.exp(log_orders(batches)), expected)


def test_chosen_trajectories_are_copied_step_by_step():
    batch = list_trajectories(VARIED, 3).batch
    picked = chosen(batch, np.array([7, 0, 7, 2]))
    expected = joined(batch, (7, 0, 7, 2))
    for name in ("observations", "actions", "rewards", "states", "offsets", "terminated"):
        np.testing.assert_array_equal(getattr(picked, name), getattr(expected, name))
    np.testing.assert_array_equal(picked.last_states, batch.last_states[[7, 0, 7, 2]])


def test_a_mean_of_zero_counts_as_wrong_however_it_is_rounded():
    sampling = sampling_of(TWO_STEP, Estimator())
    drawn = replace(every_batch(sampling, 1), gradients=np.array([[1e-17, 0.0]] * 3 + [[1.0, 0.0]]))
    right = drawn.probabilities[3]
    found = drawn.directions(np.array([1.0, 0.0]))
    assert found.wrong == found.zero == pytest.approx(1.0 - right)
    assert found.away == 0.0


def test_the_number_of_batches_is_bounded():
    sampling = sampling_of(TWO_STEP, Estimator())
    assert is_countable(sampling, 8)
    assert is_countable(sampling, 40)
    assert not is_countable(sampling, 100)  # 176 851 batches
    only = sampling_of(TWO_STEP, Estimator(mistake="argmax"))
    assert is_countable(only, 1000)
