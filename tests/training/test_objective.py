"""What is asked about the estimator of a state: the same task that its batches are drawn from."""

from itertools import islice

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.estimation.estimator_quality import exact_quality
from pgviz.training.gradient_study import gradient_draws, state_at
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.objective import exact_at, question_at
from tests.training.worlds import endless, world_of

LAKE = EnvironmentSpec("FrozenLake-v1", {"max_episode_steps": 6, "is_slippery": False})
CHOICES = Hyperparameters().changed({"batch_size": 10, "discount": 0.9, "init_scale": 1.0})


@pytest.mark.parametrize(
    "changes",
    [{}, {"return": "to-go"}, {"baseline": "leave-one-out"}, {"policy": "mlp", "hidden": [3]}],
    ids=str,
)
def test_the_draws_spread_as_far_as_is_known_exactly(changes):
    world = make_world(EnvironmentSpec("pgviz/GridWorld-v0"))
    choices = CHOICES.changed({"horizon": 8, **changes})
    state, draws = state_at(world, choices, 2), 400
    quality = exact_quality(question_at(state, choices, world))
    gradients = np.array(list(islice(gradient_draws(state, choices, world), draws)))
    error = np.sqrt(quality.variance.sum() / draws)
    assert np.linalg.norm(gradients.mean(axis=0) - quality.expectation) < 3.0 * error
    total = gradients.var(axis=0, ddof=1).sum()
    assert total == pytest.approx(quality.total_variance, rel=0.2)


def test_the_worlds_own_time_limit_is_the_horizon():
    world = make_world(LAKE)
    state = state_at(world, CHOICES, 1)
    question = question_at(state, CHOICES, world)
    assert (CHOICES.horizon, question.horizon) == (100, 6)
    expected = exact_at(state, CHOICES, world).gradient
    np.testing.assert_array_equal(exact_quality(question).exact, expected)


def test_off_a_table_there_is_nothing_to_ask():
    world = make_world(EnvironmentSpec("CartPole-v1"))
    assert question_at(state_at(world, CHOICES, 1), CHOICES, world) is None


@pytest.mark.parametrize(("reward", "known"), [(1e130, True), (1e300, False), (1.7e308, False)])
def test_what_no_number_can_hold_is_not_known_exactly(reward, known):
    """Rewards of both signs: their sums would be infinite, or no number at all."""
    world = world_of(endless(reward, -reward))
    state = state_at(world, CHOICES, 1)
    assert (exact_at(state, CHOICES, world) is not None) is known
    assert (question_at(state, CHOICES, world) is not None) is known
