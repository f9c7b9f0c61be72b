"""Nothing that a picture paints lies outside of it: no label is cut, no mark is clipped."""

from itertools import product

import numpy as np
import pytest

from pgviz.gui.fonts import load_fonts
from pgviz.gui.pictures.catalogue import pictures_for
from pgviz.gui.steps.strip import StepStrip
from pgviz.training.cursor import Cursor
from tests.gui.scenes import THEMES, WORLDS, painted, scene_of

MARGIN = 60
CARDS = [
    ("light", (396, 110)),
    ("light", (456, 200)),
    ("dark", (676, 320)),
    ("dark lecture", (396, 110)),
    ("light lecture", (676, 320)),
]


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def outside(pixels, theme, margin=MARGIN):
    """How many pixels of the margin aren't the card's; a line's soft edge may reach one pixel."""
    marked = (pixels != theme.card.getRgb()[:3]).any(axis=-1)
    marked[margin - 1 : -margin + 1, margin - 1 : -margin + 1] = False
    return np.argwhere(marked) - margin


@pytest.mark.parametrize("name", WORLDS)
def test_a_picture_stays_within_its_card(qtbot, name):
    example = WORLDS[name]()
    pictures = pictures_for(example.world)
    for picture in pictures:
        qtbot.addWidget(picture)
    views = example.view(1), example.view(0, 3)
    for picture, view, (theme, (width, height)) in product(pictures, views, CARDS):
        scene = scene_of(view, THEMES[theme])
        own = painted(picture, scene, (width // len(pictures), height), MARGIN)
        found = outside(own, THEMES[theme])
        assert not len(found), (type(picture).__name__, theme, width, found[:5])


@pytest.mark.parametrize("name", WORLDS)
def test_the_strip_stays_within_its_card(qtbot, name):
    example = WORLDS[name]()
    strip = StepStrip()
    qtbot.addWidget(strip)
    strip.components = (0, 1) if example.iteration.batch.observations.ndim == 2 else ()
    views = example.view(1), example.view(1, 0, cursor=Cursor(1, "sample", 1, 0))
    for view, theme, width in product(views, ("light", "dark lecture"), (396, 676)):
        scene = scene_of(view, THEMES[theme])
        strip.show_scene(scene)
        size = width, strip.height()
        found = outside(painted(strip, scene, size, MARGIN), THEMES[theme])
        assert not len(found), (theme, width, found[:5])
