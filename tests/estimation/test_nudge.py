"""What a nudge of θ moves: measured by central differences, and as the derivation has it."""

from dataclasses import astuple

import numpy as np
import pytest

from pgviz.estimation.listing import list_trajectories
from pgviz.estimation.nudge import nudge, parts_at
from pgviz.policies.choice import make_policy
from tests.estimation.enumeration import random_mdp
from tests.estimation.test_factors import sampled
from tests.policies.cases import discrete


@pytest.mark.parametrize("kind", ["table", "mlp"])
@pytest.mark.parametrize("seed", range(8))
def test_measured_is_derived(kind, seed):
    mdp, generator = random_mdp(seed), np.random.default_rng(seed)
    policy = make_policy(kind, discrete(2), discrete(2), (3,), "tanh")
    theta, direction = generator.normal(size=(2, policy.size))
    batch = list_trajectories(mdp, 3).batch
    for index in generator.integers(batch.size, size=10).tolist():
        found = nudge(mdp, policy, theta, direction, batch, index, 0.9)
        np.testing.assert_allclose(astuple(found.measured), astuple(found.derived), atol=1e-8)
        assert (found.measured.log_start, found.measured.log_dynamics) == (0.0, 0.0)
        assert found.measured.trajectory_return == 0.0
        assert abs(found.measured.log_policy) > 1e-3


def test_the_parts_make_the_whole():
    mdp = random_mdp(3)
    policy = make_policy("table", discrete(2), discrete(2), (), "tanh")
    batch = list_trajectories(mdp, 3).batch
    parts = parts_at(mdp, policy, np.zeros(4), batch, batch.size - 1, 0.5)
    rewards = batch.rewards[batch.slice(batch.size - 1)].tolist()
    assert parts.trajectory_return == pytest.approx(sum(0.5**t * r for t, r in enumerate(rewards)))
    total = parts.log_start + parts.log_dynamics + parts.log_policy
    assert parts.log_probability == pytest.approx(total)
    assert parts.probability == pytest.approx(np.exp(total))


@pytest.mark.parametrize("id", ["CartPole-v1", "Pendulum-v1"])
def test_unknown_dynamics_have_the_same_derivative_of_zero(id):
    world, policy, theta, batch = sampled(id, 2)
    direction = np.random.default_rng(0).normal(size=policy.size)
    found = nudge(world.mdp, policy, theta, direction, batch, 1, 1.0)
    assert found.measured.log_start is found.measured.log_dynamics is None
    assert found.measured.probability is found.derived.probability is None
    assert (found.derived.log_start, found.derived.log_dynamics) == (0.0, 0.0)
    assert found.measured.log_policy == pytest.approx(found.derived.log_policy, rel=1e-6)
