"""What a scene says of the batch, against plain loops over it."""

import numpy as np
import pytest

from pgviz.gui.pictures.scene import MOST_PATHS, Places
from pgviz.training.cursor import beginning, forward
from tests.gui.iterations import made
from tests.gui.scenes import WORLDS, scene_of


def test_a_place_is_looked_up_among_the_steps_or_at_the_end():
    for name, example in WORLDS.items():
        scene = scene_of(example().view())
        batch, places = scene.batch, scene.places(scene.batch.size)
        expected = []
        for trajectory in range(batch.size):
            own = slice(batch.offsets[trajectory], batch.offsets[trajectory + 1])
            expected += [*batch.observations[own], batch.last_observations[trajectory]]
        found = places.look_up(batch, batch.observations, batch.last_observations)
        np.testing.assert_array_equal(found, expected, name)


def test_as_much_is_reached_as_the_cursor_has_walked():
    example = made("pgviz/TwoStep-v0", batch_size=3)
    batch, cursor, walked = example.iteration.batch, beginning(1), np.zeros(3, int)
    while cursor is not None and cursor.phase == "sample":
        walked[cursor.trajectory] += 1
        scene = scene_of(example.view(cursor=cursor))
        np.testing.assert_array_equal(scene.reached, walked)
        cursor = forward(cursor, batch, "step")
    assert scene_of(example.view(cursor=cursor)).reached.tolist() == [2, 2, 2]


def test_of_what_is_not_sampled_yet_there_is_no_place():
    example = WORLDS["grid"]()
    scene = scene_of(example.view(cursor=beginning(19)))
    places = scene.places(12)
    assert places.trajectories.tolist() == [0, 0]
    assert places.times.tolist() == [0, 1]


@pytest.mark.parametrize(("step", "time"), [(None, 2), (0, 0), (1, 1)])
def test_the_agent_stands_in_the_selected_step_or_at_the_end(step, time):
    example = made("pgviz/TwoStep-v0", batch_size=3)
    assert scene_of(example.view(1, step)).agent_time == time


def test_no_more_paths_are_drawn_than_can_be_told_apart():
    example = made("pgviz/Geometric-v0", batch_size=256)
    assert scene_of(example.view()).drawn_of_at_most(10**6) == MOST_PATHS


def test_paths_are_drawn_as_long_as_their_places_fit():
    example = made("CliffWalking-v1", horizon=60, init_scale=0.5)
    scene = scene_of(example.view())
    drawn = scene.drawn_of_at_most(200)
    lengths = scene.batch.lengths + 1
    assert lengths[:drawn].sum() <= 200 < lengths[: drawn + 1].sum()


def test_one_path_is_drawn_however_long():
    assert scene_of(made("CliffWalking-v1", horizon=60).view()).drawn_of_at_most(3) == 1


def test_thinning_keeps_the_first_and_the_last_state_of_every_trajectory():
    places = Places(np.repeat([0, 1], [8, 3]), np.r_[0:8, 0:3])
    thinned = places.thinned(3)
    assert thinned.trajectories.tolist() == [0, 0, 0, 0, 1, 1]
    assert thinned.times.tolist() == [0, 3, 6, 7, 0, 2]


def test_an_action_is_shown_as_the_world_sees_it():
    example = made("Pendulum-v1", hidden="4", horizon=60, batch_size=4, init_scale=50.0)
    scene, batch = scene_of(example.view()), example.iteration.batch
    assert np.abs(batch.actions).max() > 2.0
    for time in range(60):
        assert scene.action(0, time) == np.clip(batch.actions[time], -2.0, 2.0)
    assert scene.action(0, 60) is None
