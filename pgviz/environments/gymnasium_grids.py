"""Where the states of Gymnasium's three grids lie, and what to call them."""

from typing import Any

import gymnasium
import numpy as np

from pgviz.environments.layout import GridLayout, cell_names

Environment = gymnasium.Env[Any, Any]

TAXI_STOPS = ("R", "G", "Y", "B")
TAXI_SIDE = 5  # cells


def frozen_lake_layout(environment: Environment) -> GridLayout:
    """Return the lake: holes are its pits."""
    tiles = environment.get_wrapper_attr("desc")
    rows, columns = tiles.shape
    return GridLayout(
        columns,
        rows,
        cells=tuple(range(tiles.size)),
        starts=_where(tiles == b"S"),
        pits=_where(tiles == b"H"),
        goals=_where(tiles == b"G"),
    )


def cliff_walking_layout(environment: Environment) -> GridLayout:
    """Return the meadow above the cliff, which is its pits: a fall leads back to the start."""
    rows, columns = environment.get_wrapper_attr("shape")
    start, goal = (rows - 1) * columns, rows * columns - 1
    return GridLayout(
        columns,
        rows,
        cells=tuple(range(rows * columns)),
        starts=frozenset({start}),
        pits=frozenset(range(start + 1, goal)),
        goals=frozenset({goal}),
    )


def taxi_layout(environment: Environment) -> GridLayout:
    """Return the streets: twenty states, of passenger and destination, share each cell."""
    streets = environment.get_wrapper_attr("desc")[1:-1, 2:-1:2]  # right of all but the last
    closed = np.argwhere(streets == b"|") @ (TAXI_SIDE, 1)
    return GridLayout(
        TAXI_SIDE,
        TAXI_SIDE,
        cells=tuple(state // 20 for state in range(500)),
        fences=frozenset((cell, cell + 1) for cell in closed.tolist()),
    )


def grid_names(layout: GridLayout) -> tuple[str, ...]:
    """Return the name of every state's cell."""
    return cell_names(layout.columns, layout.rows)


def taxi_names(layout: GridLayout) -> tuple[str, ...]:
    """Return e.g. "a1 R→G": the taxi's cell, where the passenger waits and wants to go."""
    cells = cell_names(layout.columns, layout.rows)
    passengers = (*TAXI_STOPS, "taxi")
    return tuple(
        f"{cell} {passenger}→{destination}"
        for cell in cells
        for passenger in passengers
        for destination in TAXI_STOPS
    )


def _where(tiles: np.ndarray) -> frozenset[int]:
    return frozenset(np.flatnonzero(tiles).tolist())
