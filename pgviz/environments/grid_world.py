"""A rectangle of cells with walls, pits and a goal."""

from collections.abc import Iterator, Sequence

import numpy as np

from pgviz.environments.arguments import number, whole_number
from pgviz.environments.errors import PgvizError
from pgviz.environments.layout import GridLayout, cell_names
from pgviz.environments.tabular import Outcome, TabularMDP
from pgviz.environments.tabular_environment import TabularEnvironment

ACTIONS = ("up", "right", "down", "left")
MOVES = ((0, -1), (1, 0), (0, 1), (-1, 0))  # (columns, rows), in the order of the actions
LARGEST = 26  # cells along a side: one letter a column
CLASSIC_WALLS, CLASSIC_PITS = ("b2", "b3", "d4"), ("c4",)


class GridWorld(TabularEnvironment):
    """Walk from the start to the goal, around the walls and not into a pit.

    A step into the goal or a pit ends the episode and pays its reward; every other step costs
    `step_cost`. With probability `slip` a step goes sideways instead, half of it to each side. A
    step against a wall or the edge stays. Cells are named by column and row from the top: "a1".
    Unless they are given, the goal is the last cell, and 5×5 cells have three walls and a pit,
    other sizes none.
    """

    def __init__(
        self,
        size: int = 5,
        width: int | None = None,
        height: int | None = None,
        walls: Sequence[str] | None = None,
        pits: Sequence[str] | None = None,
        goal: str | None = None,
        start: str = "a1",
        step_cost: float = 0.1,
        pit_reward: float = -1.0,
        goal_reward: float = 1.0,
        slip: float = 0.0,
    ) -> None:
        columns = whole_number("width", size if width is None else width, 1, LARGEST)
        rows = whole_number("height", size if height is None else height, 1, LARGEST)
        layout = _layout(columns, rows, walls, pits, goal, start)
        pit, prize = number("pit_reward", pit_reward), number("goal_reward", goal_reward)
        pay = dict.fromkeys(layout.pits, pit) | dict.fromkeys(layout.goals, prize)
        cost, slip = number("step_cost", step_cost, low=0.0), number("slip", slip, 0.0, 1.0)
        super().__init__(_mdp(layout, pay, cost, slip), layout)


def _layout(
    columns: int,
    rows: int,
    walls: Sequence[str] | None,
    pits: Sequence[str] | None,
    goal: str | None,
    start: str,
) -> GridLayout:
    names = cell_names(columns, rows)
    classic = (columns, rows) == (5, 5)
    layout = GridLayout(
        columns,
        rows,
        cells=tuple(range(columns * rows)),
        starts=_cells("start", [start], names),
        walls=_cells("walls", CLASSIC_WALLS if walls is None and classic else walls, names),
        pits=_cells("pits", CLASSIC_PITS if pits is None and classic else pits, names),
        goals=_cells("goal", [names[-1] if goal is None else goal], names),
    )
    _refuse_overlaps(layout, names)
    return layout


def _cells(name: str, cells: Sequence[str] | None, names: Sequence[str]) -> frozenset[int]:
    if isinstance(cells, str) or not isinstance(cells, Sequence | None):
        raise PgvizError(f"{name} is a list of cells such as ['b2', 'b3'], not {cells!r}.")
    for cell in cells or ():
        if cell not in names:
            raise PgvizError(f"{name}: a cell lies from 'a1' to {names[-1]!r}, not at {cell!r}.")
    return frozenset(names.index(cell) for cell in cells or ())


def _refuse_overlaps(layout: GridLayout, names: Sequence[str]) -> None:
    kinds = ("starts", "goals", "walls", "pits")
    seen: dict[int, str] = {}
    for kind in kinds:
        for cell in getattr(layout, kind):
            if cell in seen:
                raise PgvizError(f"Cell {names[cell]} can't be among both {seen[cell]} and {kind}.")
            seen[cell] = kind


def _mdp(layout: GridLayout, pay: dict[int, float], cost: float, slip: float) -> TabularMDP:
    names = cell_names(layout.columns, layout.rows)
    start = np.isin(layout.cells, list(layout.starts)).astype(float)

    def outcomes(cell: int, action: int) -> Iterator[Outcome]:
        if cell in pay or cell in layout.walls:
            yield 1.0, cell, 0.0, True
            return
        for probability, direction in _directions(action, slip):
            entered = _neighbour(layout, cell, direction)
            yield probability, entered, pay.get(entered, -cost), entered in pay

    table = [[list(outcomes(cell, action)) for action in range(4)] for cell in layout.cells]
    return TabularMDP.from_outcomes(table, start, ACTIONS, names)


def _directions(action: int, slip: float) -> list[tuple[float, int]]:
    sides = [(slip / 2, (action - 1) % 4), (slip / 2, (action + 1) % 4)]
    return [pair for pair in [(1.0 - slip, action), *sides] if pair[0] > 0.0]


def _neighbour(layout: GridLayout, cell: int, direction: int) -> int:
    column, row = np.add(layout.place(cell), MOVES[direction]).tolist()
    inside = 0 <= column < layout.columns and 0 <= row < layout.rows
    neighbour = row * layout.columns + column
    return neighbour if inside and neighbour not in layout.walls else cell
