"""The sums over all trajectories against dynamic programming, and term by term written out."""

from dataclasses import replace

import numpy as np
import pytest

from pgviz.environments.batch import freeze
from pgviz.estimation.equations import Equation, equations
from pgviz.estimation.exact import exact_gradient
from pgviz.estimation.listed import listed_at, products_of_others
from pgviz.estimation.listing import list_trajectories
from pgviz.policies.choice import make_policy
from tests.estimation.enumeration import random_mdp
from tests.policies.cases import discrete
from tests.policies.written_out import differences

MDPS = range(200)


def made(seed, most=20_000):
    """Return an MDP, as varied as its seed, and all its trajectories at a θ."""
    generator = np.random.default_rng(seed)
    observations = int(generator.integers(1, 4))
    mdp = random_mdp(seed, states=3, observations=observations)
    kind, horizon = ("table", "mlp")[seed % 2], int(generator.integers(1, 5))
    discount = float((1.0, 0.9, 0.5, 0.0)[generator.integers(4)])
    spaces = discrete(mdp.observations), discrete(mdp.actions)
    policy = make_policy(kind, *spaces, (3,), "tanh")
    theta = generator.normal(size=policy.size)
    listing = list_trajectories(mdp, horizon, most)
    exact = exact_gradient(mdp, policy, theta, discount, horizon)
    return mdp, listed_at(listing, policy, theta, discount, exact)


@pytest.mark.parametrize("seed", MDPS)
def test_sums_over_all_trajectories_are_those_of_dynamic_programming(seed):
    _, listed = made(seed)
    assert listed.listing.complete
    assert listed.probability == pytest.approx(1.0, abs=1e-10)
    assert listed.objective == pytest.approx(listed.exact.objective, abs=1e-10)
    np.testing.assert_allclose(listed.gradient, listed.exact.gradient, atol=1e-10)
    np.testing.assert_allclose(listed.score_gradient, listed.exact.gradient, atol=1e-10)
    assert (listed.rest.probability, listed.rest.objective) == pytest.approx((0.0, 0.0), abs=1e-10)


@pytest.mark.parametrize("seed", MDPS)
def test_exact_gradient_is_the_derivative_of_the_exact_objective(seed):
    mdp, listed = made(seed)

    def objective(theta):
        horizon = listed.listing.horizon
        return exact_gradient(mdp, listed.policy, theta, listed.discount, horizon).objective

    expected = differences(objective, listed.theta)
    np.testing.assert_allclose(listed.exact.gradient, expected, atol=1e-6)


@pytest.mark.parametrize("seed", range(0, 200, 8))
def test_every_term_is_the_product_of_its_factors(seed):
    _, listed = made(seed)
    batch, policy = listed.listing.batch, listed.policy
    direction = np.random.default_rng(seed).normal(size=policy.size)
    changes, scores = listed.change_along(direction), listed.score_along(direction)
    for index in np.random.default_rng(seed).integers(batch.size, size=5).tolist():
        steps = batch.slice(index)
        seen, taken = batch.observations[steps], batch.actions[steps].tolist()
        chance = np.exp(listed.listing.log_start[index] + listed.listing.log_dynamics[index])

        def probability(theta, seen=seen, taken=taken, chance=chance):
            rows = np.exp(policy.log_policy(theta, seen))
            return chance * np.prod([row[a] for row, a in zip(rows, taken, strict=True)])

        assert listed.probabilities[index] == pytest.approx(probability(listed.theta))
        assert listed.products[index] == pytest.approx(probability(listed.theta))
        slope = differences(probability, listed.theta) @ direction
        assert changes[index] == pytest.approx(slope, abs=1e-8)
        assert listed.probabilities[index] * scores[index] == pytest.approx(slope, abs=1e-8)
        rewards = batch.rewards[steps].tolist()
        total = sum(listed.discount**time * reward for time, reward in enumerate(rewards))
        assert listed.returns[index] == pytest.approx(total)


@pytest.mark.parametrize("seed", range(0, 200, 8))
def test_what_is_not_listed_makes_the_sums_come_out(seed):
    _, whole = made(seed)
    _, part = made(seed, most=40)
    # Independently: the trajectories of the whole list that the other leaves out.
    early = whole.listing.batch.lengths <= part.listing.longest
    missing = ~(early & whole.listing.batch.terminated)
    if part.listing.complete:
        missing[:] = False
    rest = part.rest
    assert rest.probability == pytest.approx(whole.probabilities[missing].sum(), abs=1e-12)
    assert rest.objective == pytest.approx(whole.shares[missing].sum(), abs=1e-12)
    for unit, value in zip(np.eye(whole.policy.size), rest.gradient, strict=True):
        terms = whole.change_along(unit) * whole.returns
        assert value == pytest.approx(terms[missing].sum(), abs=1e-12)


def test_nothing_listed_leaves_everything():
    _, listed = made(12, most=1)
    assert listed.listing.size == 0
    assert (listed.probability, listed.objective) == (0.0, 0.0)
    assert listed.rest.probability == 1.0
    assert listed.rest.objective == listed.exact.objective
    np.testing.assert_array_equal(listed.rest.gradient, listed.exact.gradient)
    assert listed.change_along(np.ones(listed.policy.size)).shape == (0,)
    assert listed.products.shape == (0,)


def test_products_of_others_leave_out_one_factor():
    _, listed = made(5)
    batch = listed.listing.batch
    factors = np.random.default_rng(0).normal(size=batch.steps)
    factors[:3] = 0.0
    others = products_of_others(batch, factors)
    for step in range(batch.steps):
        mine = batch.slice(int(batch.trajectory_of[step]))
        expected = np.prod([factors[k] for k in range(mine.start, mine.stop) if k != step])
        assert others[step] == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(0, 200, 8))
@pytest.mark.parametrize("most", [20_000, 40])
def test_the_lines_of_the_derivation_hold(seed, most):
    mdp, listed = made(seed, most)
    direction = np.random.default_rng(seed).normal(size=listed.policy.size)
    found = equations(mdp, listed, direction)
    lines = [equation.line for equation in found]
    whole = ["L2", "L5"] if listed.listing.complete else []
    assert lines == [*whole, "L3", "L4", "L5", "L7", "L9"]
    assert all(equation.holds for equation in found)
    assert all(equation.left.shape == equation.right.shape for equation in found)


def test_a_wrong_value_breaks_the_lines_it_is_in():
    mdp, listed = made(12)
    direction = np.linspace(-1.0, 1.0, listed.policy.size)

    def broken(**changes):
        found = equations(mdp, replace(listed, **changes), direction)
        return {equation.line for equation in found if not equation.holds}

    exact = replace(listed.exact, objective=listed.exact.objective + 1e-6)
    assert broken(exact=exact) == {"L2"}
    assert broken(exact=replace(exact, gradient=freeze(listed.exact.gradient + 1e-6))) == {
        "L2",
        "L5",
    }
    assert "L3" in broken(returns=freeze(-listed.returns))
    assert "L7" in broken(log_probabilities=freeze(listed.log_probabilities + 1e-6))
    assert broken(theta=freeze(listed.theta + 0.1 * direction)) == {"L3", "L9"}


def test_the_largest_difference_is_that_of_one_number():
    sides = freeze(np.array([1.0, 2.0])), freeze(np.array([1.5, 2.25]))
    equation = Equation("L2", "one", "other", *sides)
    assert equation.difference == 0.5
    assert not equation.holds
