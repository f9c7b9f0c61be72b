"""The grid world moves, stops, pays and ends as its arguments say."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgviz.environments import PgvizError
from pgviz.environments.grid_world import GridWorld

UP, RIGHT, DOWN, LEFT = range(4)
PICTURE = """
    S....
    .#...
    .#...
    ..P#.
    ....G
"""


def test_the_default_is_the_classic_world() -> None:
    world = GridWorld()
    letters = "".join(PICTURE.split())
    for kind, letter in (("starts", "S"), ("walls", "#"), ("pits", "P"), ("goals", "G")):
        expected = {cell for cell, mark in enumerate(letters) if mark == letter}
        assert getattr(world.layout, kind) == expected
    assert world.mdp.state_names[0] == "a1"
    assert world.mdp.state_names[-1] == "e5"
    assert world.mdp.observations * world.mdp.actions == 100
    assert world.mdp.action_names == ("up", "right", "down", "left")


@pytest.mark.parametrize(
    ("cell", "action", "entered", "reward", "terminated"),
    [
        ("a1", UP, "a1", -0.1, False),
        ("a1", RIGHT, "b1", -0.1, False),
        ("a1", DOWN, "a2", -0.1, False),
        ("a1", LEFT, "a1", -0.1, False),
        ("b1", DOWN, "b1", -0.1, False),  # a wall
        ("c3", DOWN, "c4", -1.0, True),
        ("d5", RIGHT, "e5", 1.0, True),
        ("e4", DOWN, "e5", 1.0, True),
    ],
)
def test_a_move(cell: str, action: int, entered: str, reward: float, terminated: bool) -> None:
    mdp = GridWorld().mdp
    outcome = mdp.state_names.index(cell), action, 0
    assert mdp.state_names[mdp.next_state[outcome]] == entered
    assert (mdp.reward[outcome], mdp.terminated[outcome]) == (reward, terminated)


def test_the_shortest_way_earns_the_goal_less_its_steps() -> None:
    world = GridWorld()
    world.reset(seed=0)
    steps = [world.step(action) for action in [DOWN] * 4 + [RIGHT] * 4]
    assert [terminated for _, _, terminated, _, _ in steps] == [False] * 7 + [True]
    assert sum(reward for _, reward, *_ in steps) == pytest.approx(1.0 - 7 * 0.1)


@st.composite
def worlds(draw: st.DrawFn) -> GridWorld:
    """Return any grid world."""
    width, height = draw(st.integers(1, 7)), draw(st.integers(2, 7))
    names = [f"{'abcdefg'[cell % width]}{cell // width + 1}" for cell in range(width * height)]
    start, goal, *rest = draw(st.permutations(names))
    walls = draw(st.integers(0, len(rest)))
    return GridWorld(
        width=width,
        height=height,
        start=start,
        goal=goal,
        walls=rest[:walls],
        pits=rest[walls : walls + draw(st.integers(0, len(rest) - walls))],
        slip=draw(st.floats(0.0, 1.0)),
        step_cost=draw(st.floats(0.0, 1e3)),
    )


def transition_matrices(world: GridWorld) -> np.ndarray:
    """Return P(s'|s, a) with a column for every state, [states, actions, states]."""
    mdp = world.mdp
    dense = np.zeros((mdp.states, mdp.actions, mdp.states))
    for index in np.ndindex(mdp.probability.shape):
        dense[(*index[:2], mdp.next_state[index])] += mdp.probability[index]
    return dense


@given(worlds())
def test_transitions_are_distributions_that_stay_out_of_walls(world: GridWorld) -> None:
    dense = transition_matrices(world)
    np.testing.assert_allclose(dense.sum(axis=-1), 1.0)
    walls = sorted(world.layout.walls)
    free = sorted(set(range(world.mdp.states)) - world.layout.walls)
    assert not dense[np.ix_(free, range(4), walls)].any()


@given(worlds())
def test_only_goals_and_pits_end_an_episode(world: GridWorld) -> None:
    mdp = world.mdp
    ends = world.layout.goals | world.layout.pits
    for state in set(range(mdp.states)) - ends - world.layout.walls:
        happens = mdp.probability[state] > 0.0
        entered = np.isin(mdp.next_state[state], sorted(ends))
        assert (mdp.terminated[state][happens] == entered[happens]).all()


@given(worlds(), st.floats(0.01, 0.99))
def test_slipping_mixes_the_moves_to_both_sides_equally(world: GridWorld, slip: float) -> None:
    names = world.mdp.state_names

    def rebuilt(slip: float) -> np.ndarray:
        layout = world.layout
        cells = {
            "walls": [names[cell] for cell in layout.walls],
            "pits": [names[cell] for cell in layout.pits],
        }
        (goal,), (start,) = layout.goals, layout.starts
        size = {"width": layout.columns, "height": layout.rows}
        return transition_matrices(
            GridWorld(**size, **cells, goal=names[goal], start=names[start], slip=slip)
        )

    firm = rebuilt(0.0)
    sideways = (np.roll(firm, 1, axis=1) + np.roll(firm, -1, axis=1)) / 2
    np.testing.assert_allclose(rebuilt(slip), (1.0 - slip) * firm + slip * sideways, atol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"size": 0}, "width is a whole number from 1 to 26, not 0."),
        ({"size": "5"}, "not '5'."),
        ({"width": 4, "height": 27}, "height is a whole number from 1 to 26, not 27."),
        ({"walls": ["b9"]}, "walls: a cell lies from 'a1' to 'e5', not at 'b9'."),
        ({"walls": "b2"}, "walls is a list of cells such as ['b2', 'b3'], not 'b2'."),
        ({"pits": 3}, "pits is a list of cells"),
        ({"pits": [["a1"]]}, "not at ['a1']."),
        ({"goal": "z1"}, "goal: a cell lies"),
        ({"start": "e5"}, "Cell e5 can't be among both starts and goals."),
        ({"walls": ["c4"]}, "Cell c4 can't be among both walls and pits."),
        ({"slip": 1.5}, "slip is a number from 0 to 1, not 1.5."),
        ({"step_cost": -0.1}, "step_cost is a finite number of at least 0, not -0.1."),
        ({"goal_reward": float("inf")}, "goal_reward is a finite number, not inf."),
        ({"pit_reward": None}, "pit_reward is a finite number, not None."),
    ],
)
def test_a_bad_argument_is_refused(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(PgvizError, match=re.escape(words)):
        GridWorld(**arguments)  # type: ignore[arg-type]
