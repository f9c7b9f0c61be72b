"""How θ is laid out and named, and what it begins as."""

import math

import numpy as np
import pytest

from pgviz.environments.spaces import Discrete
from pgviz.policies.layers import parameter_name
from tests.policies.cases import GAUSSIAN, SOFTMAX, Architecture, box, discrete


def test_a_table_lies_observation_by_observation():
    policy = Architecture("table", Discrete(2, ("a1", "a2")), Discrete(2, ("←", "→"))).policy()
    names = [parameter_name(policy.layers, index) for index in range(policy.size)]
    assert names == ["a1 ←", "a1 →", "a2 ←", "a2 →"]


def test_a_network_lies_layer_by_layer_and_unit_by_unit():
    policy = Architecture("gaussian", box(2), box(1), (2,)).policy()
    names = [parameter_name(policy.layers, index) for index in range(policy.size)]
    assert names == [
        "hidden 1: h1.1 x0",
        "hidden 1: h1.1 x1",
        "hidden 1: h1.1 bias",
        "hidden 1: h1.2 x0",
        "hidden 1: h1.2 x1",
        "hidden 1: h1.2 bias",
        "output: x0 h1.1",
        "output: x0 h1.2",
        "output: x0 bias",
        "log σ: log σ x0",
    ]


@pytest.mark.parametrize("case", SOFTMAX.values(), ids=SOFTMAX.keys())
def test_at_scale_0_no_action_is_preferred(case):
    theta = case.policy.initial(np.random.default_rng(0), 0.0)
    log_policy = case.policy.log_policy(theta, case.observations)
    np.testing.assert_allclose(log_policy, -math.log(3.0))


@pytest.mark.parametrize("case", GAUSSIAN.values(), ids=GAUSSIAN.keys())
def test_at_scale_0_the_mean_is_0(case):
    theta = case.policy.initial(np.random.default_rng(0), 0.0)
    np.testing.assert_array_equal(case.policy.mean(theta, case.observations), 0.0)


def test_weights_begin_with_a_deviation_of_one_over_the_root_of_the_inputs():
    policy = Architecture("mlp", box(100), discrete(50), (200,)).policy()
    theta = policy.initial(np.random.default_rng(0), 0.5)
    hidden, output = (layer.matrix(theta) for layer in policy.layers)
    for matrix, deviation in ((hidden, 1.0 / math.sqrt(100)), (output, 0.5 / math.sqrt(200))):
        weights, biases = matrix[:, :-1], matrix[:, -1]
        error = 4.0 * deviation / math.sqrt(2.0 * weights.size)
        assert weights.std() == pytest.approx(deviation, abs=error)
        np.testing.assert_array_equal(biases, 0.0)


def test_a_table_begins_with_the_deviation_asked_for():
    policy = Architecture("table", discrete(500), discrete(10)).policy()
    theta = policy.initial(np.random.default_rng(0), 3.0)
    assert theta.std() == pytest.approx(3.0, abs=4.0 * 3.0 / math.sqrt(2.0 * theta.size))
