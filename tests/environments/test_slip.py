"""Slip: read off a world's arguments, and found again in its transitions."""

import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.slip import slip_of, with_slip

GRID, LAKE = "pgviz/GridWorld-v0", "FrozenLake-v1"


def straight(spec):
    """Return how often "right" goes right in the first cell of a world."""
    mdp = make_world(spec).mdp
    right = mdp.action_names.index("right")
    there = mdp.next_state[0, right] == 1
    return float(mdp.probability[0, right][there].sum())


@pytest.mark.parametrize(
    ("spec", "slip"),
    [
        (EnvironmentSpec(GRID), 0.0),
        (EnvironmentSpec(GRID, {"slip": 0.25}), 0.25),
        (EnvironmentSpec(LAKE), 2 / 3),
        (EnvironmentSpec(LAKE, {"is_slippery": True}), 2 / 3),
        (EnvironmentSpec(LAKE, {"is_slippery": False}), 0.0),
        (EnvironmentSpec(LAKE, {"success_rate": 0.8}), 0.2),
    ],
)
def test_what_the_arguments_say_is_what_the_world_does(spec, slip):
    assert slip_of(spec) == pytest.approx(slip)
    assert straight(spec) == pytest.approx(1.0 - slip)


@pytest.mark.parametrize("spec", [EnvironmentSpec(GRID, {"size": 4}), EnvironmentSpec(LAKE)])
@pytest.mark.parametrize("slip", [0.0, 0.37, 1.0])
def test_another_slip_is_in_the_transitions_and_nothing_else_changes(spec, slip):
    other = with_slip(spec, slip)
    assert slip_of(other) == pytest.approx(slip)
    assert straight(other) == pytest.approx(1.0 - slip)
    assert make_world(other).mdp.state_names == make_world(spec).mdp.state_names


def test_other_worlds_have_no_slip():
    assert slip_of(EnvironmentSpec("CartPole-v1")) is None
