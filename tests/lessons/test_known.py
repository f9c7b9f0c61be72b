"""What the scenarios say is known, against the worlds themselves, searched to the end."""

import math

import numpy as np
import pytest

from pgviz.environments import PgvizError, make_world
from pgviz.lessons.known import Known, number, start_variance
from pgviz.lessons.scenarios import NAMES, scenario
from pgviz.training.objective import horizon_of
from tests.known_answers import ANSWERS

PLANNED = ("gridworld", "cliff-walking", "taxi", "geometric", "bandit")  # a policy sees the state
SOME = Known(-11.65685, "at p = 0.586", "a book")


def world_of(name):
    world = make_world(scenario(name).experiment.environment)
    world.close()
    return world


def action_values(mdp, values, discount):
    after = np.where(mdp.terminated, 0.0, values[mdp.next_state])
    return (mdp.probability * (mdp.reward + discount * after)).sum(axis=2)


def planned(name):
    """Return the best J that any policy has, and that of the last greedy table for all times."""
    experiment, world = scenario(name).experiment, world_of(name)
    mdp, discount = world.mdp, experiment.hyperparameters.discount
    horizon = horizon_of(world, experiment.hyperparameters)
    best = np.zeros(mdp.states)
    for _ in range(horizon):
        values = action_values(mdp, best, discount)
        best = values.max(axis=1)
    kept, greedy = np.zeros(mdp.states), values.argmax(axis=1)
    for _ in range(horizon):
        kept = action_values(mdp, kept, discount)[np.arange(mdp.states), greedy]
    return float(mdp.start @ best), float(mdp.start @ kept)


@pytest.mark.parametrize("name", PLANNED)
def test_the_best_j_is_that_of_a_plan_and_a_table_has_it(name):
    known = scenario(name).known
    assert known.kind == "best"
    assert planned(name) == (pytest.approx(known.objective), pytest.approx(known.objective))


def test_the_bound_of_the_frozen_lake_is_that_of_policies_that_know_the_time():
    known = scenario("frozen-lake").known
    assert known.kind == "bound"
    bound, kept = planned("frozen-lake")
    assert known.objective == pytest.approx(bound)
    assert kept < bound


def test_the_corridor_s_optimum_is_the_closed_form_s():
    known, optimum = scenario("short-corridor").known, ANSWERS["short_corridor"]["optimum"]
    assert known.objective == optimum["J"]
    assert f"p = {optimum['p']:.3f}" in known.at


def test_two_steps_are_best_where_p_is_1():
    assert ANSWERS["two_step"]["gamma_1"]["J"] == "3p - 2p = p"
    assert scenario("two-step").known.objective == 1.0


@pytest.mark.parametrize("name", ["cartpole", "cartpole-course"])
def test_the_cart_pole_is_solved_as_gymnasium_says(name):
    known = scenario(name).known
    assert (known.kind, known.objective) == ("solved", ANSWERS["cartpole"]["solved"])


def test_the_best_arm_is_the_one_that_is_named():
    world = world_of("bandit")
    assert scenario("bandit").known.at.endswith(
        world.mdp.action_names[world.mdp.reward[0, :, 0].argmax()]
    )


def test_how_far_a_j_is_from_it_is_said_in_a_sentence():
    assert SOME.sentence == "Best possible J = −11.657 at p = 0.586 (a book)."
    assert SOME.compared(-38.84, exact=True) == (
        "Best possible J = −11.657 at p = 0.586 (a book); now −38.8, 27.2 below."
    )
    assert SOME.compared(-38.84, exact=False).endswith("; the batch's mean is −38.8, 27.2 below.")
    assert SOME.short(-38.84, exact=True) == "27.2 below the best J"


def test_what_is_as_good_but_for_three_digits_is_there():
    assert SOME.is_reached(-11.66)
    assert not SOME.is_reached(-11.7)
    assert SOME.short(-11.657, exact=True) == "at the best J"
    assert SOME.compared(-11.657, exact=True).endswith("; now −11.7, reached.")
    assert Known(475.0, "", "", "solved").short(480.0, exact=False) == "≈ solved"
    assert Known(475.0, "", "", "solved").short(20.0, exact=False) == "≈ 455 below solved"


@pytest.mark.parametrize("objective", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_refused(objective):
    with pytest.raises(PgvizError, match="objective is a finite number"):
        Known(objective, "", "")


@pytest.mark.parametrize(
    ("name", "variance"),
    [
        # q = 1/2: 192 by q, by the logit q(1 − q) squared times that
        ("geometric", ANSWERS["geometric"]["rows"][0]["var_whole"] / 16.0),
        # p = 1/2: only action 1 twice has a score and a return, both 1: g is 1 with chance 1/4
        ("two-step", 1.0 / 4.0 - 1.0 / 16.0),
    ],
)
def test_the_variance_at_the_start_is_exact(name, variance):
    found = start_variance(world_of(name), scenario(name).experiment)
    assert found.variance == pytest.approx(variance, rel=1e-9)
    assert found.sentence.endswith(f": {number(variance, 5)}, exact.")


@pytest.mark.parametrize("name", ["cartpole", "beacon", "taxi"])
def test_where_it_cannot_be_computed_there_is_none(name):
    assert start_variance(world_of(name), scenario(name).experiment) is None


@pytest.mark.parametrize("name", NAMES)
def test_what_is_known_is_one_sentence(name):
    known = scenario(name).known
    if known is not None:
        assert known.sentence.endswith(").")
        assert len(known.sentence) <= 110


@pytest.mark.parametrize(
    ("value", "text"),
    [(-11.65685, "−11.7"), (25322.5, "25\u202f300"), (0.1875, "0.188"), (200.0, "200"), (0.0, "0")],
)
def test_numbers_have_three_digits_and_a_true_minus(value, text):
    assert number(value) == text
