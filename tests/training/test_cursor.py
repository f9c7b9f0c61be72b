"""The cursor visits every place of an iteration once, in the order of the formula."""

from itertools import pairwise

import numpy as np
import pytest

from pgviz.environments.batch import Batch
from pgviz.training.cursor import (
    GRANULARITIES,
    PHASES,
    STEP_PHASES,
    Cursor,
    Granularity,
    back,
    end,
    first_stop,
    forward,
    nearest,
)


def batch_of(*lengths: int) -> Batch:
    steps = sum(lengths)
    nothing = np.zeros(steps)
    ends = np.ones(len(lengths), dtype=bool)
    return Batch(
        observations=nothing.astype(int),
        actions=nothing.astype(int),
        rewards=nothing,
        offsets=np.concatenate([[0], np.cumsum(lengths)]),
        terminated=ends,
        truncated=~ends,
        last_observations=np.zeros(len(lengths), dtype=int),
        reset_seeds=None,
        states=None,
        last_states=None,
    )


def literal_places(lengths: tuple[int, ...]) -> list[Cursor]:
    """All places, written out as the module's docstring says them."""
    places = [
        Cursor(7, phase, trajectory, step)
        for phase in STEP_PHASES
        for trajectory, length in enumerate(lengths)
        for step in range(length)
    ]
    places += [Cursor(7, "average", i, length - 1) for i, length in enumerate(lengths)]
    return [*places, Cursor(7, "update", len(lengths) - 1, lengths[-1] - 1)]


def is_stop(cursor: Cursor, lengths: tuple[int, ...], granularity: Granularity) -> bool:
    last_step = cursor.step == lengths[cursor.trajectory] - 1
    last_trajectory = cursor.trajectory == len(lengths) - 1
    return {
        "step": True,
        "trajectory": last_step,
        "phase": last_step and last_trajectory,
        "update": cursor.phase == "update",
    }[granularity]


@pytest.mark.parametrize("lengths", [(3, 1, 2), (1,), (4,), (1, 1, 1)])
@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_forward_visits_every_stop_of_a_granularity_once(
    lengths: tuple[int, ...], granularity: Granularity
) -> None:
    batch = batch_of(*lengths)
    visited = [first_stop(7, batch, granularity)]
    while (following := forward(visited[-1], batch, granularity)) is not None:
        visited.append(following)
    wanted = [place for place in literal_places(lengths) if is_stop(place, lengths, granularity)]
    assert visited == wanted
    assert visited[-1] == end(7, batch)


@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_back_visits_the_same_stops_and_then_leaves_the_iteration(granularity: Granularity) -> None:
    lengths = (3, 1, 2)
    batch = batch_of(*lengths)
    visited = [end(7, batch)]
    while (before := back(visited[-1], batch, granularity)) is not None:
        visited.append(before)
    wanted = [place for place in literal_places(lengths) if is_stop(place, lengths, granularity)]
    assert visited == wanted[::-1]


def test_from_between_two_stops_each_way_leads_to_the_nearest() -> None:
    batch = batch_of(3, 2)
    between = Cursor(7, "weight", 0, 1)
    assert forward(between, batch, "trajectory") == Cursor(7, "weight", 0, 2)
    assert back(between, batch, "trajectory") == Cursor(7, "score", 1, 1)
    assert forward(between, batch, "phase") == Cursor(7, "weight", 1, 1)
    assert back(between, batch, "update") is None


def test_what_is_reached_grows_by_one_place_a_step() -> None:
    lengths = (2, 3)
    batch = batch_of(*lengths)
    reached = [
        [place.reached_steps(batch, phase) for phase in STEP_PHASES]
        + [place.reached_trajectories(batch)]
        for place in literal_places(lengths)
    ]
    for before, after in pairwise(reached):
        assert sum(after) - sum(before) in (0, 1)
    assert reached[0] == [1, 0, 0, 0, 0]
    assert reached[-1] == [5, 5, 5, 5, 2]


def test_no_step_is_reached_in_a_phase_that_has_none() -> None:
    batch = batch_of(2)
    for phase in PHASES[4:]:
        assert Cursor(0, phase, 0, 1).reached_steps(batch, phase) == 0


def test_a_place_that_there_is_is_its_own_nearest() -> None:
    lengths = (3, 1, 2)
    places = literal_places(lengths)
    assert [nearest(place, batch_of(*lengths)) for place in places] == places


def test_one_that_there_is_not_lies_at_the_end_of_what_there_is() -> None:
    batch = batch_of(3, 1, 2)
    assert nearest(Cursor(7, "score", 1, 5), batch) == Cursor(7, "score", 1, 0)
    assert nearest(Cursor(7, "score", 9, 9), batch) == Cursor(7, "score", 2, 1)
    assert nearest(Cursor(7, "average", 0, 0), batch) == Cursor(7, "average", 0, 2)
    assert nearest(Cursor(7, "update", 0, 0), batch) == Cursor(7, "update", 2, 1)
