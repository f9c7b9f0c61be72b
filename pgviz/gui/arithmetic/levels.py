"""Which level of the sum is looked at: a step, a trajectory, the average, or the update."""

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from pgviz.gui.arithmetic.average import average_page
from pgviz.gui.arithmetic.lines import Line, Page
from pgviz.gui.arithmetic.step import step_page
from pgviz.gui.arithmetic.trajectory import trajectory_page
from pgviz.gui.arithmetic.update import update_page
from pgviz.gui.selected_steps import Steps
from pgviz.gui.view import View
from pgviz.training.cursor import STEP_PHASES

Level = Literal["step", "trajectory", "average", "update"]
LEVELS: tuple[Level, ...] = ("step", "trajectory", "average", "update")


def level_of(view: View) -> Level:
    """Return the level that the view is about: a selected step, or where the cursor stands."""
    phase = view.cursor.phase
    if view.selected.step is not None:
        return "step"
    if phase == "average" or phase == "update":
        return phase
    if phase in ("score", "weight") or view.cursor.trajectory == view.trajectory:
        return "step"  # the one of the largest share, where the cursor is elsewhere
    return "trajectory"


def step_of(view: View) -> int | None:
    """Return the step that is selected, or that the cursor is at; None if neither is."""
    if view.selected.step is not None:
        return view.selected.step
    here = view.cursor.trajectory == view.trajectory
    return view.cursor.step if here and view.cursor.phase in STEP_PHASES else None


def make_page(view: View, level: Level) -> Page:
    """Return the arithmetic of a level."""
    return PAGES[level](view)


def line_reached(view: View, page: Page, line: Line) -> bool:
    """Return whether the cursor has come to what a line computes."""
    batch, cursor = view.iteration.batch, view.cursor
    if line.phase in STEP_PHASES:
        return cursor.reached_steps(batch, line.phase) > _last_step(view, page)
    if line.phase == "average":
        return cursor.reached_trajectories(batch) == batch.size
    return cursor.phase == "update"


def _last_step(view: View, page: Page) -> int:
    batch, about = view.iteration.batch, page.pointer
    if about.trajectory is None:
        return batch.steps - 1
    run = batch.slice(about.trajectory)
    return run.stop - 1 if about.step is None else run.start + about.step


def _step_page(view: View) -> Page:
    """Return the page of the step that is looked at, else of the one of the largest share."""
    step = step_of(view)
    if step is None:
        step = int(np.abs(Steps.selected(view).shares).argmax())
    return step_page(view, step)


PAGES: Mapping[Level, Callable[[View], Page]] = {
    "step": _step_page,
    "trajectory": trajectory_page,
    "average": average_page,
    "update": update_page,
}
