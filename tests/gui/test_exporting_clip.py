"""The frames of a clip: one an iteration, of the size and in the colours that were asked for."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from pgviz.environments.errors import PgvizError
from pgviz.gui.exporting.frames import frames_of, pixels_of
from pgviz.gui.theme import DARK, LIGHT
from tests.exporting.runs import began, made, world_of
from tests.gui.showing import holds

SIZE = 1000, 700


@pytest.fixture(scope="module")
def whole():
    return made(began("two-step"), 6, {4: {"mistake": "sign"}})


def frames(whole, numbers, theme="light", card=None):
    return list(frames_of(whole.run, world_of(whole.run), numbers, SIZE, theme, card))


def test_there_is_a_frame_of_each_iteration_and_no_two_are_alike(qapp, whole):
    shown = frames(whole, range(1, 6))
    assert [frame.shape for frame in shown] == [(700, 1000, 3)] * 5
    assert len({frame.tobytes() for frame in shown}) == 5


def test_the_same_iteration_looks_the_same_wherever_a_clip_begins(qapp, whole):
    (alone,) = frames(whole, range(3, 4), card="contributions")
    *_, last = frames(whole, range(1, 4), card="contributions")
    np.testing.assert_array_equal(alone, last)


def test_one_card_can_be_taken(qapp, whole):
    (frame,) = frames(whole, range(2, 3), card="learning")
    assert frame.shape[0] < 300
    with pytest.raises(PgvizError, match=r"There is no card 'figures'; there are trajectories, "):
        frames(whole, range(2, 3), card="figures")


def test_the_mark_of_a_mistake_is_in_the_frames_of_its_iterations(qapp, whole):
    shown = frames(whole, range(3, 6), card="contributions")
    head = slice(0, 40)
    assert [holds(frame[head], LIGHT.negative) for frame in shown] == [False, True, True]


@pytest.mark.parametrize(
    ("theme", "ground"), [("light", LIGHT.background), ("dark", DARK.background)]
)
def test_a_clip_is_in_its_theme(qapp, whole, theme, ground):
    (frame,) = frames(whole, range(1, 2), theme)
    assert holds(frame[:2], ground)


def test_print_is_white(qapp, whole):
    (frame,) = frames(whole, range(1, 2), "print", "gradient")
    assert (frame == 255).all(axis=-1).mean() > 0.7


def test_pixels_are_read_row_by_row_whatever_the_width(qapp):
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    image.setPixelColor(2, 1, QColor(200, 100, 50))
    expected = np.tile(np.array([10, 20, 30], np.uint8), (2, 3, 1))
    expected[1, 2] = 200, 100, 50
    np.testing.assert_array_equal(pixels_of(image), expected)
