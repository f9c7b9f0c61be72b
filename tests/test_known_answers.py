"""Answers found elsewhere: those that are exact."""

from itertools import pairwise

import numpy as np
import pytest

from pgviz.estimation import exact
from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.moments import trajectory_moments
from pgviz.estimation.weights import weigh
from pgviz.policies.choice import make_policy
from tests.estimation.batches import batch_of
from tests.estimation.enumeration import all_paths, batch_of_paths
from tests.known_answers import ANSWERS, as_written, two_logits, world_and_policy
from tests.policies.cases import discrete

CORRIDOR, GEOMETRIC = ANSWERS["short_corridor"], ANSWERS["geometric"]
FIXED, TWO_STEP = ANSWERS["fixed_batch"], ANSWERS["two_step"]
HORIZON = 6000  # long enough that no digit of these answers depends on it


def exactly(name, probability, discount=1.0):
    """Return J and the derivative by the logit of action 1."""
    world, policy = world_and_policy(name)
    answer = exact.exact_gradient(world.mdp, policy, two_logits(probability), discount, HORIZON)
    assert answer.gradient.sum() == pytest.approx(0.0, abs=1e-12)  # only logits' difference counts
    return answer.objective, answer.gradient[1]


def corridor_objective(p):
    assert CORRIDOR["J"] == "(2p-4)/(p(1-p))"
    return (2 * p - 4) / (p * (1 - p))


@pytest.mark.parametrize("p", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_corridor_objective_is_the_closed_form(p):
    objective, gradient = exactly("ShortCorridor", p)
    assert objective == pytest.approx(corridor_objective(p), rel=1e-9)
    slope = (corridor_objective(p + 1e-6) - corridor_objective(p - 1e-6)) / 2e-6
    assert gradient == pytest.approx(p * (1 - p) * slope, rel=1e-6)


@pytest.mark.parametrize("row", CORRIDOR["rows"], ids=lambda row: f"p={row['p']}")
def test_corridor_rows(row):
    objective, gradient = exactly("ShortCorridor", row["p"])
    assert objective == as_written(row["J"])
    assert gradient == as_written(row["gradient"])


def test_corridor_state_values():
    (row,) = (row for row in CORRIDOR["rows"] if "V" in row)
    world, _ = world_and_policy("ShortCorridor")
    probabilities = np.full((world.mdp.states, 2), 0.5)
    reach = exact.occupancies(world.mdp, probabilities, HORIZON)
    values, _ = exact.evaluate(world.mdp, probabilities, 1.0, reach)
    np.testing.assert_allclose(values[:3], row["V"], rtol=1e-6)


VARIANCES = [
    ("var_whole", "whole", lambda row: 0.0),
    ("var_whole_minus_J", "whole", lambda row: row["J"]),
    ("var_to_go", "to-go", lambda row: 0.0),
    ("var_to_go_minus_J", "to-go", lambda row: row["J"]),
    ("var_to_go_minus_V", "to-go", lambda row: np.array([*row["V"], 0.0])),
]


@pytest.mark.parametrize(
    ("row", "key", "return_", "baseline"),
    [(row, *rest) for row in CORRIDOR["rows"] for rest in VARIANCES if rest[0] in row],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_corridor_variances(row, key, return_, baseline):
    world, policy = world_and_policy("ShortCorridor")
    task = world.mdp, policy, two_logits(row["p"]), Estimator(1.0, return_), HORIZON
    found = trajectory_moments(*task, baseline(row))
    np.testing.assert_allclose(found.mean[1], row["gradient"], rtol=1e-6)
    assert found.variance[1] == as_written(row[key])
    assert found.variance[0] == pytest.approx(found.variance[1], rel=1e-9)


@pytest.mark.parametrize("row", GEOMETRIC["rows"], ids=lambda row: f"q={row['q']}")
@pytest.mark.parametrize(("return_", "key"), [("whole", "var_whole"), ("to-go", "var_to_go")])
def test_geometric_variances(row, return_, key):
    q, (world, policy) = row["q"], world_and_policy("Geometric")
    found = trajectory_moments(world.mdp, policy, two_logits(q), Estimator(1.0, return_), HORIZON)
    assert found.variance[1] / (q * (1 - q)) ** 2 == as_written(row[key])


def test_corridor_optimum():
    optimum = CORRIDOR["optimum"]
    objective, gradient = exactly("ShortCorridor", optimum["p"])
    assert objective == pytest.approx(optimum["J"], rel=1e-6)
    assert gradient == pytest.approx(0.0, abs=1e-6)
    below, above = (exactly("ShortCorridor", optimum["p"] + x)[1] for x in (-1e-3, 1e-3))
    assert below > 0.0 > above


def test_corridor_as_published():
    published = CORRIDOR["published"]
    assert exactly("ShortCorridor", published["p"])[0] == pytest.approx(published["J"], abs=0.1)
    greedy = published["epsilon_greedy_0.1"]
    assert exactly("ShortCorridor", 0.95)[0] == pytest.approx(greedy["right"], abs=0.5)
    assert exactly("ShortCorridor", 0.05)[0] == pytest.approx(greedy["left"], abs=0.5)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8])
def test_two_steps_without_discount(p):
    assert TWO_STEP["gamma_1"] == {"J": "3p - 2p = p", "gradient": "p(1-p)"}
    assert exactly("TwoStep", p) == pytest.approx((p, p * (1 - p)), abs=1e-12)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8])
def test_two_steps_with_discount(p):
    known = TWO_STEP["gamma_0.9"]
    assert known == {"gradient_exact": "1.2 p(1-p)", "to_go_without_gamma_t": "1.0 p(1-p)"}
    assert exactly("TwoStep", p, 0.9)[1] == pytest.approx(1.2 * p * (1 - p), abs=1e-12)
    for estimator, factor in (
        (Estimator(0.9, "whole"), 1.2),
        (Estimator(0.9, "to-go"), 1.2),
        (Estimator(0.9, "to-go", discount_weighting=False), 1.0),
    ):
        assert expected_in_two_steps(p, estimator) == pytest.approx(factor * p * (1 - p), abs=1e-12)


def expected_in_two_steps(p, estimator):
    """Return E[ĝ] of one trajectory by the logit of action 1, over all four trajectories."""

    def gradient(batch, score):
        weights = weigh(batch, score, estimator, discrete(1))
        return estimate_gradient(batch, score, weights).gradient

    return over_two_steps(p, gradient)


def over_two_steps(p, gradient):
    world, policy = world_and_policy("TwoStep")
    expected = 0.0
    for path in all_paths(world.mdp, np.array([[1 - p, p]]), 2):
        batch = batch_of_paths(world.mdp, path)
        score = policy.evaluate(two_logits(p), batch.observations, batch.actions).score
        expected += path.probability * gradient(batch, score)[1]
    return expected


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8])
def test_the_wrong_estimator_has_the_wrong_sign_and_ours_has_not(p):
    assert (
        "mean over steps of log-probability times the sum of reward-to-go"
        in TWO_STEP["wrong_estimator"]
    )

    def wrong(batch, score):
        to_go = weigh(batch, score, Estimator(1.0, "to-go"), discrete(1)).returns
        return score.weighted_sum(np.full(batch.steps, to_go.sum() / batch.steps))

    assert over_two_steps(p, wrong) == pytest.approx(-p * (1 - p) / 2, abs=1e-12)
    on_purpose = expected_in_two_steps(p, Estimator(1.0, "to-go", mistake="mean-log"))
    assert on_purpose == pytest.approx(-p * (1 - p) / 2, abs=1e-12)
    for average in ("trajectories", "steps"):
        ours = expected_in_two_steps(p, Estimator(1.0, "to-go", average=average))
        assert ours > 0.0


@pytest.mark.parametrize("row", GEOMETRIC["rows"], ids=lambda row: f"q={row['q']}")
def test_geometric_rows(row):
    q = row["q"]
    objective, by_logit = exactly("Geometric", q)
    assert (GEOMETRIC["J"], GEOMETRIC["gradient"]) == ("q/(1-q)", "1/(1-q)^2")
    assert objective == pytest.approx(q / (1 - q), rel=1e-9)
    assert by_logit / (q * (1 - q)) == pytest.approx(1 / (1 - q) ** 2, rel=1e-9)
    assert objective == as_written(row["J"])
    assert by_logit / (q * (1 - q)) == as_written(row["gradient"])


def fixed_batch():
    numbers = {name: index for index, name in enumerate(("s1", "s2", "s3"))}
    actions = {"a1": 0, "a2": 1}
    return batch_of(
        *[[(numbers[s], actions[a], r) for s, a, r in steps] for steps in FIXED["trajectories"]]
    )


def fixed_weights(estimator):
    batch, policy = fixed_batch(), make_policy("table", discrete(3), discrete(2), (), "tanh")
    theta = np.array([0.5, -0.5, 0.2, 0.2, 0.1, 0.7])
    assert str(theta.reshape(3, 2).tolist()).replace("0.", ".").replace(" ", "") in FIXED["policy"]
    evaluation = policy.evaluate(theta, batch.observations, batch.actions)
    return batch, evaluation, weigh(batch, evaluation.score, estimator, discrete(3))


def test_fixed_batch_probabilities():
    batch, evaluation, _ = fixed_weights(Estimator())
    expected = np.array(FIXED["pi"])[batch.observations]
    np.testing.assert_allclose(evaluation.probabilities, expected, atol=1e-6)


def test_fixed_batch_rewards_to_go():
    batch, _, weights = fixed_weights(Estimator(0.9, "to-go"))
    for (begin, end), expected in zip(pairwise(batch.offsets), FIXED["reward_to_go"], strict=True):
        np.testing.assert_allclose(weights.returns[begin:end], expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("estimator", "key"),
    [
        (Estimator(0.9, "to-go", discount_weighting=False), "gradient_to_go_without_gamma_t_a1"),
        (Estimator(0.9, "whole"), "gradient_whole_discounted_a1"),
    ],
)
def test_fixed_batch_gradients(estimator, key):
    batch, evaluation, weights = fixed_weights(estimator)
    gradient = estimate_gradient(batch, evaluation.score, weights).gradient.reshape(3, 2)
    np.testing.assert_allclose(gradient[:, 0], FIXED[key], atol=1e-6)
    np.testing.assert_allclose(gradient[:, 1], -gradient[:, 0], atol=1e-15)
