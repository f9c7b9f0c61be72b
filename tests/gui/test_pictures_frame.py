"""Frames that only the world itself can draw: asked for one at a time."""

import numpy as np
import pytest

from pgviz.gui.pictures.frame import FramePicture
from pgviz.gui.theme import LIGHT
from tests.gui.scenes import WORLDS, painted, scene_of
from tests.gui.showing import holds

FRAME = np.zeros((40, 60, 3), np.uint8)
FRAME[:, :30] = (250, 10, 20)
FRAME[:, 30:] = (10, 20, 250)
SIZE = (200, 160)


@pytest.fixture
def picture(qtbot):
    picture = FramePicture()
    qtbot.addWidget(picture)
    picture.asked = []
    picture.frame_wanted.connect(picture.asked.append)
    return picture


def scene_at(trajectory, step):
    return scene_of(WORLDS["numbers"]().view(trajectory, step))


def test_the_frame_at_the_cursor_is_asked_for_once(picture):
    for _ in range(3):
        picture.show_scene(scene_at(1, 4))
    assert picture.asked == [(1, 4)]


def test_no_second_frame_is_asked_for_before_the_first_has_come(picture):
    picture.show_scene(scene_at(1, 4))
    picture.show_scene(scene_at(1, 5))
    picture.show_scene(scene_at(1, 6))
    assert picture.asked == [(1, 4)]
    picture.set_frame(FRAME, "t = 4")
    assert picture.asked == [(1, 4), (1, 6)]
    picture.set_frame(FRAME, "t = 6")
    assert picture.asked == [(1, 4), (1, 6)]


def test_a_frame_may_come_at_once(qtbot):
    picture = FramePicture()
    qtbot.addWidget(picture)
    asked = []

    def answer(wanted):
        asked.append(wanted)
        picture.set_frame(FRAME, "")

    picture.frame_wanted.connect(answer)
    picture.show_scene(scene_at(0, 2))
    picture.show_scene(scene_at(0, 3))
    assert asked == [(0, 2), (0, 3)]


def test_a_frame_is_drawn_in_its_proportions(picture):
    picture.show_scene(scene_at(1, 4))
    picture.set_frame(FRAME, "")
    pixels = painted(picture, scene_at(1, 4), SIZE).astype(int)
    red = np.abs(pixels - (250, 10, 20)).sum(axis=-1) < 6
    blue = np.abs(pixels - (10, 20, 250)).sum(axis=-1) < 6
    height, width = np.ptp(np.argwhere(red | blue), axis=0) + 1
    assert width / height == pytest.approx(1.5, abs=0.05)
    assert np.argwhere(red)[:, 1].max() < np.argwhere(blue)[:, 1].min()


def test_a_frame_outlives_the_array_it_came_in(picture):
    frame = FRAME.copy()
    picture.show_scene(scene_at(1, 4))
    picture.set_frame(frame, "")
    before = painted(picture, scene_at(1, 4), SIZE)
    frame[:] = 0
    np.testing.assert_array_equal(painted(picture, scene_at(1, 4), SIZE), before)


def test_what_has_no_frame_says_why(picture):
    waiting = painted(picture, scene_at(1, 4), SIZE)
    assert (waiting != LIGHT.card.getRgb()[:3]).any()
    picture.show_scene(scene_at(1, 4))
    picture.set_frame(None, "This environment draws no frames.")
    said = painted(picture, scene_at(1, 4), SIZE)
    assert (said != LIGHT.card.getRgb()[:3]).any()
    assert (said != waiting).any()


def test_a_frame_that_nobody_asked_for_is_left(picture):
    picture.set_frame(FRAME, "")
    picture.show_scene(scene_at(1, 4))
    picture.set_frame(None, "")
    picture.set_frame(FRAME, "")
    pixels = painted(picture, scene_at(1, 4), SIZE).astype(int)
    assert not (np.abs(pixels - (250, 10, 20)).sum(axis=-1) < 6).any()


def test_the_caption_is_written_below(picture):
    picture.show_scene(scene_at(1, 4))
    picture.set_frame(FRAME, "step 4")
    pixels = painted(picture, scene_at(1, 4), SIZE)
    below = pixels[-14:]
    assert (below != LIGHT.card.getRgb()[:3]).any()
    assert not holds(below, LIGHT.weight)
