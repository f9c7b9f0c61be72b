"""Which rows the strip has for a world, and what is in them."""

from collections.abc import Sequence

import numpy as np

from pgviz.environments.spaces import Box
from pgviz.gui.pictures.directions import initials, symbols
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.words import component_names
from pgviz.gui.steps.cells import LINES, CellRow, DotRow, Row
from pgviz.gui.steps.columns import StepColumns
from pgviz.gui.steps.lines import BarRow, LineRow

MOST_ACTIONS = 2  # components of an action that have a row


def rows_of(
    scene: Scene, columns: StepColumns, components: tuple[int, ...], largest: float
) -> list[Row]:
    """Return states, actions and rewards of the selected trajectory.

    Of a vector of observations only `components` have a row. `largest` is the size of reward
    that fills the height.
    """
    rewards = scene.batch.rewards[scene.batch.slice(scene.selected)]
    states = _state_rows(scene, columns, components)
    return [*states, *_action_rows(scene, columns), BarRow("reward", "weight", rewards, largest)]


def height_of(scene: Scene, components: tuple[int, ...]) -> float:
    """Return the height of all rows, in lines of type; it doesn't depend on the trajectory."""
    spaces = scene.view.world.observations, scene.view.world.actions
    states = len(components) if isinstance(spaces[0], Box) else 1
    actions = min(spaces[1].size, MOST_ACTIONS) if isinstance(spaces[1], Box) else 1
    return (states + actions) * LINES + BarRow.lines


def _state_rows(scene: Scene, columns: StepColumns, components: tuple[int, ...]) -> list[Row]:
    space = scene.view.world.observations
    places = _whole(scene)
    if isinstance(space, Box):
        names = component_names(space)
        values = places.look_up(scene.batch, scene.observations, scene.last_observations)
        return [LineRow(names[index], "dynamics", values[:, index]) for index in components]
    states, names = scene.states(places), scene.state_names
    return [_listed("state", "dynamics", states, names, columns.celled)]


def _action_rows(scene: Scene, columns: StepColumns) -> list[Row]:
    space = scene.view.world.actions
    taken = scene.batch.actions[scene.batch.slice(scene.selected)]
    if isinstance(space, Box):
        rows = range(min(space.size, MOST_ACTIONS))
        names = component_names(space, "action")
        return [LineRow(names[row], "score", taken[:, row]) for row in rows]
    for names in (symbols(space.names), initials(space.names)):
        row = _listed("action", "score", taken, names, columns.celled)
        if isinstance(row, CellRow) and row.stride(columns, scene.theme) == 1:
            return [row]
    return [_listed("action", "score", taken, symbols(space.names), celled=False)]


def _listed(
    label: str, role: str, indices: np.ndarray, names: Sequence[str], celled: bool
) -> CellRow | DotRow:
    if celled:
        return CellRow(label, role, [names[int(index)] for index in indices])
    return DotRow(_levels(label, initials(names)), role, indices, names)


def _levels(label: str, names: Sequence[str]) -> str:
    return f"{label} {'/'.join(reversed(names))}" if len(names) <= 3 else label


def _whole(scene: Scene) -> Places:
    """Return all states of the selected trajectory, those to come as well."""
    length = int(scene.batch.lengths[scene.selected])
    return Places(np.full(length + 1, scene.selected), np.arange(length + 1))
