"""Falls: moves that lead into a pit and, within the same step, back to the start."""

from dataclasses import replace

import numpy as np

from pgviz.environments.layout import GridLayout
from pgviz.gui.pictures.grid_frame import GridFrame
from pgviz.gui.pictures.strands import Strands

NEIGHBOURS = ((0, 1), (1, 0), (0, -1), (-1, 0))


def with_falls(strands: Strands, cells: np.ndarray, frame: GridFrame) -> Strands:
    """Return the strands with every jump, cells [points] apart, led into the pit and broken off."""
    rows = np.flatnonzero(_jumps(strands.joined, cells, frame.layout))
    if not len(rows):
        return strands
    to_pit = _offsets_to_pits(frame.layout)[cells[rows]] * frame.side
    joined = np.insert(strands.joined, rows + 1, False)
    return replace(
        strands,
        points=np.insert(strands.points, rows + 1, strands.points[rows] + to_pit, axis=0),
        trajectories=np.insert(strands.trajectories, rows + 1, strands.trajectories[rows]),
        times=np.insert(strands.times, rows + 1, strands.times[rows]),
        joined=joined,
    )


def _jumps(joined: np.ndarray, cells: np.ndarray, layout: GridLayout) -> np.ndarray:
    columns, rows = cells % layout.columns, cells // layout.columns
    distance = np.abs(np.diff(columns)) + np.abs(np.diff(rows))
    return joined & np.append(distance > 1, False)


def _offsets_to_pits(layout: GridLayout) -> np.ndarray:
    """Return, for every cell, the way to a neighbouring pit, [cells, 2] columns and rows."""
    offsets = np.zeros((layout.columns * layout.rows, 2))
    for cell in range(len(offsets)):
        column, row = layout.place(cell)
        for right, down in NEIGHBOURS:
            inside = 0 <= column + right < layout.columns and 0 <= row + down < layout.rows
            if inside and (row + down) * layout.columns + column + right in layout.pits:
                offsets[cell] = right, down
                break
    return offsets
