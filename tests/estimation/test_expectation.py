"""E[ĝ] of every estimator, exactly: the mean over all batches of m trajectories there are."""

from itertools import product
from math import prod

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.estimation import value
from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.exact import exact_gradient
from pgviz.estimation.quality import cosine
from pgviz.estimation.weights import weigh
from pgviz.policies.choice import make_policy
from tests.estimation.enumeration import all_paths, batch_of_paths, random_mdp
from tests.policies.cases import discrete

HORIZON = 2
UNBIASED = ("none", "leave-one-out", "value")
RETURNS = ("whole", "to-go")
VARIED = random_mdp(4, states=2, observations=1)  # trajectories of one step and of two
TWO_STEP = make_world(EnvironmentSpec("pgviz/TwoStep-v0")).mdp


class Task:
    """A small MDP, a softmax table on it, and all its trajectories."""

    def __init__(self, mdp):
        self.mdp = mdp
        self.observations = discrete(mdp.observations)
        self.policy = make_policy("table", self.observations, discrete(mdp.actions), (), "tanh")
        self.theta = np.linspace(-0.6, 0.4, self.policy.size)
        probabilities = np.exp(self.policy.log_policy(self.theta, np.arange(mdp.observations)))
        self.paths = all_paths(mdp, probabilities, HORIZON)

    def exact(self, discount):
        return exact_gradient(self.mdp, self.policy, self.theta, discount, HORIZON).gradient

    def expected(self, estimator, size):
        return sum(
            prod(path.probability for path in paths) * self._estimate(estimator, paths)
            for paths in product(self.paths, repeat=size)
        )

    def _estimate(self, estimator, paths):
        batch = batch_of_paths(self.mdp, *paths)
        score = self.policy.evaluate(self.theta, batch.observations, batch.actions).score
        weights = weigh(batch, score, estimator, self.observations, self._fit())
        return estimate_gradient(batch, score, weights).gradient

    def _fit(self):
        earlier = batch_of_paths(self.mdp, *self.paths[:3])
        return value.refit(value.UNFITTED, self.observations, earlier, earlier.rewards)


def bias(task, estimator, size):
    return task.expected(estimator, size) - task.exact(estimator.discount)


tasks = pytest.mark.parametrize("task", [Task(VARIED), Task(TWO_STEP)], ids=["varied", "two-step"])
returns = pytest.mark.parametrize("return_", RETURNS)


@tasks
@returns
@pytest.mark.parametrize("baseline", UNBIASED)
@pytest.mark.parametrize("discount", [1.0, 0.9])
def test_without_bias(task, return_, baseline, discount):
    estimator = Estimator(discount, return_, baseline)
    np.testing.assert_allclose(bias(task, estimator, 2), 0.0, atol=1e-13)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_leaving_one_out_has_no_bias_for_any_batch_size(size):
    estimator = Estimator(0.9, "to-go", "leave-one-out")
    np.testing.assert_allclose(bias(Task(TWO_STEP), estimator, size), 0.0, atol=1e-13)


@tasks
@pytest.mark.parametrize("size", [1, 2])
def test_the_mean_of_the_batch_shrinks_the_gradient(task, size):
    expected = (1.0 - 1.0 / size) * task.exact(0.9)
    gradient = task.expected(Estimator(0.9, "whole", "mean"), size)
    np.testing.assert_allclose(gradient, expected, atol=1e-13)


@returns
@pytest.mark.parametrize("size", [1, 2, 3])
def test_so_does_the_mean_at_a_time_that_all_reach(return_, size):
    task = Task(TWO_STEP)
    expected = (1.0 - 1.0 / size) * task.exact(0.9)
    gradient = task.expected(Estimator(0.9, return_, "time"), size)
    np.testing.assert_allclose(gradient, expected, atol=1e-13)


@pytest.mark.parametrize(
    "choice", [{"standardise": True}, {"average": "steps"}], ids=["standardise", "steps"]
)
def test_dividing_by_a_random_number_turns_the_gradient(choice):
    task = Task(random_mdp(10, states=2, observations=2))
    gradient = task.expected(Estimator(1.0, "to-go", "none", **choice), 2)
    assert cosine(gradient, task.exact(1.0)) < 0.9


def test_leaving_out_the_discount_of_late_steps_is_biased_for_the_return_to_go_alone():
    task = Task(TWO_STEP)
    unweighted = Estimator(0.9, "whole", discount_weighting=False)
    np.testing.assert_allclose(bias(task, unweighted, 1), 0.0, atol=1e-13)
    right = np.exp(task.theta)[1] / np.exp(task.theta).sum()
    unweighted = Estimator(0.9, "to-go", discount_weighting=False)
    shift = (1.0 - 1.2) * right * (1.0 - right)  # known answers: two_step, gamma_0.9
    np.testing.assert_allclose(bias(task, unweighted, 1), [-shift, shift], atol=1e-13)
