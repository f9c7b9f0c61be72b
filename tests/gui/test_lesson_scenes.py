"""Every scene, on every kind of world: nothing is clipped, nothing touches, none is blank."""

import pytest
from PySide6.QtCore import QPointF, QRectF

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.scenes.canvas import GREEDY, Canvas
from pgviz.gui.derivation.stages import STAGES
from pgviz.gui.fonts import load_fonts
from pgviz.gui.theme import DARK, LIGHT
from tests.gui.iterations import CASES, made
from tests.gui.scenes import THEMES, WORLDS
from tests.gui.showing import show

SIZES = {"1280x720": (560, 190), "1440x900": (640, 290), "1920x1080": (880, 420)}
LECTURE = {
    (560, 190): LIGHT.for_lecture(1280, 720),
    (640, 290): LIGHT.for_lecture(1440, 900),
    (880, 420): LIGHT.for_lecture(1920, 1080),
}
EXAMPLES = {**CASES, **WORLDS}
SCENES = {name: STAGES[name] for name in ("log", "slip", "pushes", "past", "baseline")}
scenes = pytest.mark.parametrize("name", SCENES)


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def shown(qtbot, name, example, size=SIZES["1440x900"], theme=LIGHT, **view):
    """Return a scene, and the picture in it."""
    material = Material.of(example.view(**view), Nudge())
    scene = show(qtbot, SCENES[name](theme), material, size)
    return scene, scene if isinstance(scene, Canvas) else scene.picture


def check_labels(picture):
    """Fail where a label leaves the picture, or two of them touch."""
    area = QRectF(picture.rect()).adjusted(-0.5, -4.0, 0.5, 4.0)
    extents = {id(label): label.extent.adjusted(0.5, 3.0, -0.5, -3.0) for label in picture.labels}
    for label in picture.labels:
        assert area.contains(label.extent), f"{label.text!r} is cut"
        for other in picture.labels:
            if other is not label:
                apart = not extents[id(label)].intersects(extents[id(other)])
                assert apart, f"{label.text!r} touches {other.text!r}"


@scenes
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_world_has_a_picture_or_words(qtbot, name, example):
    _, picture = shown(qtbot, name, EXAMPLES[example]())
    if not picture.words:
        assert picture.labels
        check_labels(picture)


@scenes
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("example", ["table", "one step", "corridor", "lake"])
@pytest.mark.parametrize("theme", ["light", "dark", "lecture"])
def test_nothing_touches_at_any_size(qtbot, name, size, example, theme):
    style = {"light": LIGHT, "dark": DARK, "lecture": LECTURE[size]}[theme]
    _, picture = shown(qtbot, name, EXAMPLES[example](), size, style, step=0)
    if not picture.words:
        check_labels(picture)


@scenes
def test_what_the_mouse_reads_is_exact_and_lies_within(qtbot, name):
    _, picture = shown(qtbot, name, EXAMPLES["lake"]())
    assert picture.words or picture.readings
    for reading in picture.readings:
        assert QRectF(picture.rect()).adjusted(-1, -1, 1, 1).contains(reading.box)
        assert picture.tip_at(QPointF(reading.box.center()))


@scenes
def test_before_the_first_trajectory_it_says_what_to_do(qtbot, name):
    scene = SCENES[name](LIGHT)
    qtbot.addWidget(scene)
    picture = scene if isinstance(scene, Canvas) else scene.picture
    assert "Space" in picture.missing()


@scenes
def test_a_run_begun_again_with_another_seed_is_shown_anew(qtbot, name):
    scene, picture = shown(qtbot, name, made("FrozenLake-v1", seed=1, iterations=1))
    other = Material.of(made("FrozenLake-v1", seed=2, iterations=1).view(), Nudge())
    scene.show_view(other)
    assert picture.material is other


@scenes
def test_it_takes_on_another_theme(qtbot, name):
    scene, picture = shown(qtbot, name, EXAMPLES["lake"]())
    scene.restyle(THEMES["dark lecture"])
    assert picture.theme is THEMES["dark lecture"]


@pytest.mark.parametrize("name", ["log", "past", "baseline"])
def test_of_actions_that_are_not_sampled_nothing_is_said_about_means(qtbot, name):
    example = made("pgviz/GridWorld-v0", mistake="argmax", init_scale=1.0, horizon=30)
    _, picture = shown(qtbot, name, example)
    assert picture.words == GREEDY
