"""Cells have the names of a chessboard, and Gymnasium's grids lie where they are drawn."""

from typing import Any

import gymnasium
import pytest

from pgviz.environments import EnvironmentSpec, GridLayout, make_world
from pgviz.environments.layout import cell_names


def layout_of(id: str, **arguments: object) -> GridLayout:
    layout = make_world(EnvironmentSpec(id, arguments)).layout
    assert layout is not None
    return layout


def test_cells_are_named_row_by_row() -> None:
    assert cell_names(3, 2) == ("a1", "b1", "c1", "a2", "b2", "c2")
    assert cell_names(54, 1)[25:] == (
        *("z1", "aa1", "ab1", "ac1", "ad1", "ae1", "af1", "ag1", "ah1", "ai1", "aj1", "ak1"),
        *("al1", "am1", "an1", "ao1", "ap1", "aq1", "ar1", "as1", "at1", "au1", "av1", "aw1"),
        *("ax1", "ay1", "az1", "ba1", "bb1"),
    )


def test_the_frozen_lake_has_its_holes() -> None:
    layout = layout_of("FrozenLake-v1", desc=["SFH", "FHG"])
    assert (layout.columns, layout.rows) == (3, 2)
    assert (layout.starts, layout.pits, layout.goals) == ({0}, {2, 4}, {5})
    assert layout.place(5) == (2, 1)


def test_the_cliff_lies_between_start_and_goal() -> None:
    layout = layout_of("CliffWalking-v1")
    inner: Any = gymnasium.make("CliffWalking-v1").unwrapped
    falls = {
        state + 12  # one cell down
        for state in range(36)
        if inner.P[state][2][0][2] == -100
    }
    assert layout.pits == falls
    assert (layout.starts, layout.goals) == ({36}, {47})


@pytest.mark.parametrize("state", range(0, 500, 7))
def test_the_taxi_is_where_its_state_says_and_stopped_by_the_fences(state: int) -> None:
    world = make_world(EnvironmentSpec("Taxi-v4"))
    inner: Any = gymnasium.make("Taxi-v4").unwrapped
    row, column, passenger, destination = inner.decode(state)
    assert world.layout is not None
    assert world.mdp is not None
    cell = world.layout.cells[state]
    assert world.layout.place(cell) == (column, row)
    stops = "RGYB"
    waits = "taxi" if passenger == 4 else stops[passenger]
    assert (
        world.mdp.state_names[state] == f"{'abcde'[column]}{row + 1} {waits}→{stops[destination]}"
    )
    east = inner.P[state][2][0][1]
    open_street = column < 4 and (cell, cell + 1) not in world.layout.fences
    assert (east != state) == open_street


def test_a_corridor_is_a_grid_of_one_row() -> None:
    layout = layout_of("pgviz/ShortCorridor-v0")
    assert (layout.columns, layout.rows, layout.cells) == (4, 1, (0, 1, 2, 3))
    assert (layout.starts, layout.goals) == ({0}, {3})


def test_a_world_that_is_no_grid_has_no_layout() -> None:
    assert make_world(EnvironmentSpec("pgviz/Beacon-v0")).layout is None
