"""The greedy action is the likeliest one."""

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate, sample
from pgviz.training.state import initial_state, policy_for
from tests.policies.cases import GAUSSIAN, SOFTMAX, TABLE

WORLDS = ("pgviz/GridWorld-v0", "CartPole-v1", "pgviz/Beacon-v0")


def written(parameters):
    return pytest.mark.parametrize("case", parameters.values(), ids=parameters.keys())


@written(SOFTMAX)
def test_no_action_of_a_softmax_is_likelier(case):
    greedy = case.policy.greedy(case.theta, case.observations)
    own = case.policy.evaluate(case.theta, case.observations, greedy).log_probabilities
    for other in range(case.architecture.actions.n):
        actions = np.full(len(greedy), other)
        others = case.policy.evaluate(case.theta, case.observations, actions)
        assert (own >= others.log_probabilities).all()


@written(GAUSSIAN)
def test_no_action_of_a_gaussian_is_denser(case):
    greedy = case.policy.greedy(case.theta, case.observations)
    own = case.policy.evaluate(case.theta, case.observations, greedy).log_probabilities
    for nudge in (1e-3 * np.eye(2)).tolist() + (-1e-3 * np.eye(2)).tolist():
        others = case.policy.evaluate(case.theta, case.observations, greedy + nudge)
        assert (own > others.log_probabilities).all()


def test_the_first_of_equal_actions_is_taken():
    policy = TABLE.policy()
    greedy = policy.greedy(np.zeros(policy.size), np.arange(TABLE.observations.n))
    assert greedy.tolist() == [0] * TABLE.observations.n


@pytest.mark.parametrize("id", WORLDS)
def test_argmax_on_purpose_takes_it_at_every_step(id):
    world = make_world(EnvironmentSpec(id))
    chosen = Hyperparameters(batch_size=4, horizon=20, init_scale=0.5, mistake="argmax")
    state = initial_state(world, chosen, 3)
    policy = policy_for(world, chosen)
    batch = sample(state, chosen, policy, world)
    np.testing.assert_allclose(batch.actions, policy.greedy(state.theta, batch.observations))
    sampled = sample(state, chosen.changed({"mistake": "none"}), policy, world)
    assert sampled.actions.tobytes() != batch.actions.tobytes()
    assert iterate(state, chosen, world).batch.actions.tobytes() == batch.actions.tobytes()
    world.close()
