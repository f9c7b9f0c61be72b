"""Where the states of a world on a grid lie: cells in rows, named like those of a chessboard."""

from dataclasses import dataclass
from string import ascii_lowercase


@dataclass(frozen=True)
class GridLayout:
    """Cells are counted from the top left, row by row; `cells` gives the one of every state."""

    columns: int
    rows: int
    cells: tuple[int, ...]
    starts: frozenset[int] = frozenset()
    walls: frozenset[int] = frozenset()
    pits: frozenset[int] = frozenset()  # where one falls: an end, or back to the start
    goals: frozenset[int] = frozenset()
    fences: frozenset[tuple[int, int]] = frozenset()  # pairs of neighbours with a wall between

    def place(self, cell: int) -> tuple[int, int]:
        """Return the column and the row of a cell, from 0, rows downwards."""
        return cell % self.columns, cell // self.columns


def cell_names(columns: int, rows: int) -> tuple[str, ...]:
    """Return "a1", "b1" … row by row from the top; "z" is followed by "aa"."""
    return tuple(f"{_letters(column)}{row + 1}" for row in range(rows) for column in range(columns))


def _letters(column: int) -> str:
    before, last = divmod(column, len(ascii_lowercase))
    return (_letters(before - 1) if before else "") + ascii_lowercase[last]
