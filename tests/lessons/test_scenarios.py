"""The scenarios that come with pgviz."""

import pytest

from pgviz.environments import PgvizError, make_world
from pgviz.lessons.scenarios import NAMES, scenario, scenarios
from pgviz.resources import resource
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state
from tests.known_answers import ANSWERS


def test_a_first_start_opens_the_grid_world():
    assert NAMES[0] == "gridworld"


def test_the_scenarios_come_in_the_order_in_which_they_are_taught():
    assert tuple(each.name for each in scenarios()) == NAMES


def test_every_file_is_a_scenario_and_every_scenario_a_file():
    assert {path.stem for path in resource("scenarios").glob("*.toml")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_says_on_one_line_what_to_look_at_and_then_what_to_try(name):
    chosen = scenario(name)
    assert len(chosen.title) <= 30
    assert "\n" not in chosen.summary
    assert 40 <= len(chosen.summary) <= 95
    assert len(chosen.text) > len(chosen.summary)
    assert chosen.experiment.scenario == name


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_learns(name):
    chosen = scenario(name).experiment
    world = make_world(chosen.environment)
    few = chosen.hyperparameters.changed({"batch_size": min(4, chosen.hyperparameters.batch_size)})
    state = initial_state(world, few, chosen.seed)
    for number in range(3):
        iteration = iterate(state, few, world)
        assert iteration.number == number
        state = iteration.after
    world.close()


@pytest.mark.parametrize("name", ["gridworld", "two-step", "short-corridor", "geometric", "bandit"])
def test_the_first_scenarios_are_the_plain_formula(name):
    estimator = scenario(name).experiment.hyperparameters.estimator
    assert (estimator.return_, estimator.baseline, estimator.average) == (
        "whole",
        "none",
        "trajectories",
    )
    assert not estimator.standardise
    assert estimator.discount == 1.0


def test_the_course_settings_are_those_of_the_course():
    described = ANSWERS["cartpole"]["course_configuration"]
    assert described.startswith(
        "4-16-2 ReLU network, Adam 1e-2, gamma 1, one episode an update, standardised reward-to-go"
    )
    values = scenario("cartpole-course").experiment.hyperparameters.as_mapping()
    expected = {
        "hidden": (16,),
        "activation": "relu",
        "optimizer": "adam",
        "learning_rate": 1e-2,
        "discount": 1.0,
        "batch_size": 1,
        "return": "to-go",
        "baseline": "mean",
        "standardise": True,
    }
    assert {key: values[key] for key in expected} == expected


def test_the_rewards_of_the_bandit_are_positive_on_average():
    world = make_world(scenario("bandit").experiment.environment)
    assert world.mdp is not None
    assert world.mdp.reward[0].min() > 2.0 * world.mdp.reward_noise


def test_an_unknown_scenario_is_refused_with_those_there_are():
    with pytest.raises(PgvizError, match="no scenario 'cartpol'; there are gridworld, two-step"):
        scenario("cartpol")
