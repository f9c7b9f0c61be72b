"""The trajectories panel: pictures, legend and steps together, with a mouse over them."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolTip

from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import short
from pgviz.gui.panels.trajectories import TrajectoriesPanel
from pgviz.gui.pictures.drawing import Drawing
from pgviz.gui.pictures.frame import FramePicture
from pgviz.gui.pictures.grid import GridPicture
from pgviz.gui.pictures.legend import LegendColumn, LegendLine
from pgviz.gui.pictures.phase_plot import PhasePlot
from pgviz.gui.pictures.steady import RecentRange
from pgviz.gui.steps.strip import StepStrip
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.training.cursor import beginning, forward
from tests.gui.iterations import CASES, made
from tests.gui.scenes import THEMES, WORLDS
from tests.gui.showing import SIZES, holds, pixels, show

BIG = (700, 420)


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def part(panel, kind):
    """The only child of a kind that is in sight."""
    (found,) = [child for child in panel.findChildren(kind) if child.isVisibleTo(panel)]
    return found


def shown(qtbot, example, theme=LIGHT, size=BIG, **view):
    panel = TrajectoriesPanel(theme)
    show(qtbot, panel, example.view(**view), size)
    panel.grab()
    return panel


def move(drawing, place):
    """Let the mouse move over a drawing, as Qt reports it."""
    at = QPointF(place)
    nothing = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        QPointF(drawing.mapToGlobal(at)),
        nothing,
        nothing,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(drawing, event)


def step_place(panel, step):
    strip = part(panel, StepStrip)
    return strip, strip.columns.cell(step, QRectF(strip.rect())).center()


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_shown_at_every_size_in_every_theme(qtbot, name):
    panel = TrajectoriesPanel(LIGHT)
    view = CASES[name]().view()
    show(qtbot, panel, view)
    for theme in THEMES.values():
        panel.restyle(theme)
        for size in SIZES.values():
            panel.resize(*size)
            panel.show_view(view)
            assert holds(pixels(panel), theme.weight)


@pytest.mark.parametrize("name", WORLDS)
def test_the_cursor_walks_through_every_world(qtbot, name):
    example = WORLDS[name]()
    panel = TrajectoriesPanel(DARK)
    cursor = beginning(example.iteration.number)
    show(qtbot, panel, example.view(cursor=cursor))
    while cursor is not None:
        panel.show_view(example.view(cursor.trajectory, cursor.step, cursor=cursor))
        panel.grab()
        cursor = forward(cursor, example.iteration.batch, "trajectory")


def test_the_legend_tells_the_lowest_and_the_highest_return(qtbot):
    example = WORLDS["lake"]()
    panel = shown(qtbot, example)
    key = part(panel, LegendColumn).key
    totals = [
        rewards.sum()
        for rewards in np.split(
            example.iteration.batch.rewards, example.iteration.batch.offsets[1:-1]
        )
    ]
    assert key.ends == (short(min(totals)), short(max(totals)))


def test_a_square_picture_has_its_legend_beside_it_where_the_card_is_wide(qtbot):
    panel = shown(qtbot, WORLDS["grid"](), size=(456, 300))
    assert part(panel, LegendColumn).geometry().right() < part(panel, GridPicture).x()
    panel.resize(260, 460)
    panel.show_view(WORLDS["grid"]().view())
    panel.grab()
    assert part(panel, LegendLine).y() > part(panel, GridPicture).geometry().bottom()
    assert not part(panel, LegendLine).geometry().intersects(part(panel, StepStrip).geometry())


def test_fewer_paths_than_sampled_are_said_to_be_fewer(qtbot):
    panel = shown(qtbot, made("pgviz/Geometric-v0", batch_size=256))
    assert ("quiet", "200 of 256 drawn") in part(panel, LegendLine).key.notes
    panel.show_view(WORLDS["geometric"]().view())
    assert not any("drawn" in text for _, text in part(panel, LegendLine).key.notes)


def test_on_a_low_card_the_picture_keeps_more_of_the_height(qtbot):
    low = shown(qtbot, WORLDS["grid"](), size=(412, 230))
    high = shown(qtbot, WORLDS["grid"](), size=(412, 300))
    assert part(low, StepStrip).height() < 0.9 * part(high, StepStrip).height()
    assert part(low, GridPicture).height() > 2 * part(low, StepStrip).height()


def test_the_subtitle_is_told(qtbot):
    panel, said = TrajectoriesPanel(LIGHT), []
    panel.subtitle_changed.connect(said.append)
    show(qtbot, panel, WORLDS["two steps"]().view(9))
    assert said == ["12 sampled · τ⁽¹⁰⁾ ends after 2 steps"]


def test_the_mouse_over_a_step_points_at_it_and_tells_its_values(qtbot):
    panel = shown(qtbot, WORLDS["two steps"](), trajectory=3)
    told = []
    panel.pointed.connect(told.append)
    move(*step_place(panel, 1))
    assert told == [Pointer(3, 1, quantity="return")]
    reward = WORLDS["two steps"]().iteration.batch.rewards[7]
    assert f"r = {float(reward)!r}".replace("-", "−") in QToolTip.text()


def test_the_same_place_is_told_once_and_leaving_it_as_well(qtbot):
    panel = shown(qtbot, WORLDS["two steps"](), trajectory=3)
    told = []
    panel.pointed.connect(told.append)
    strip, place = step_place(panel, 1)
    move(strip, place)
    move(strip, place + QPointF(1.0, 0.0))
    QApplication.sendEvent(strip, QEvent(QEvent.Type.Leave))
    assert told == [Pointer(3, 1, quantity="return"), NOWHERE]


def test_a_click_on_a_step_chooses_it(qtbot):
    panel = shown(qtbot, WORLDS["two steps"](), trajectory=3)
    chosen = []
    panel.chosen.connect(chosen.append)
    strip, place = step_place(panel, 0)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place.toPoint())
    qtbot.mouseClick(strip, Qt.MouseButton.RightButton, pos=place.toPoint())
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert chosen == [Pointer(3, 0)]


def test_a_click_on_a_path_chooses_its_trajectory_and_step(qtbot):
    example = WORLDS["bandit"]()
    panel = shown(qtbot, example)
    chosen = []
    panel.chosen.connect(chosen.append)
    picture = next(d for d in panel.findChildren(Drawing) if not isinstance(d, StepStrip))
    lonely = np.argmax(example.iteration.batch.rewards)
    scene = scene_shown(panel)
    place = picture.strands(scene, scene.path(int(lonely))).points[0]
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPointF(*place).toPoint())
    assert chosen == [Pointer(int(lonely), 0)]


def scene_shown(panel):
    return part(panel, StepStrip).scene


def test_a_cell_is_pointed_at_but_not_chosen(qtbot):
    example = made("pgviz/GridWorld-v0", batch_size=1, horizon=1)
    panel = shown(qtbot, example)
    told, chosen = [], []
    panel.pointed.connect(told.append)
    panel.chosen.connect(chosen.append)
    picture = part(panel, GridPicture)
    place = QPoint(picture.width() // 2, picture.height() - 20)
    move(picture, place)
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=place)
    assert told[0].parameter in range(20 * 4, 25 * 4)
    assert told[0].trajectory is None
    assert not chosen


def test_what_others_point_at_is_highlighted_everywhere(qtbot):
    panel = shown(qtbot, WORLDS["cart"](), trajectory=2)
    before = {drawing: pixels(drawing) for drawing in panel.findChildren(Drawing)}
    panel.show_pointer(Pointer(2, 3))
    for drawing, plain in before.items():
        assert (pixels(drawing) != plain).any(), drawing
    panel.show_pointer(NOWHERE)
    for drawing, plain in before.items():
        assert (pixels(drawing) == plain).all(), drawing


def test_another_world_gets_other_pictures(qtbot):
    panel = shown(qtbot, WORLDS["grid"]())
    part(panel, GridPicture)
    panel.show_view(WORLDS["cart"]().view())
    panel.grab()
    assert not panel.findChildren(GridPicture)
    assert part(panel, PhasePlot).dimensions == (0, 2)


def test_arrow_keys_are_left_to_the_window(qtbot):
    panel = shown(qtbot, WORLDS["cart"]())
    assert panel.focusPolicy() == Qt.FocusPolicy.StrongFocus
    for choice in panel.findChildren(QComboBox):
        # A click into it leaves the focus, and with it the arrow keys, where it was.
        assert not choice.focusPolicy() & Qt.FocusPolicy.ClickFocus
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        event = key_event(key)
        QApplication.sendEvent(panel, event)
        assert not event.isAccepted()


def key_event(key):
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def test_the_strip_shows_the_numbers_that_are_plotted(qtbot):
    panel = shown(qtbot, WORLDS["cart"](), size=(676, 420))
    assert part(panel, StepStrip).components == (2, 0)
    panel.findChildren(QComboBox)[1].setCurrentText("velocity")
    panel.show_view(WORLDS["cart"]().view())
    assert part(panel, StepStrip).components == (1, 0)
    panel.resize(396, 198)
    panel.show_view(WORLDS["cart"]().view())
    assert part(panel, StepStrip).components == (1,)


def test_a_world_without_a_picture_asks_for_its_frames(qtbot):
    panel, wanted = TrajectoriesPanel(LIGHT), []
    panel.frame_wanted.connect(wanted.append)
    show(qtbot, panel, WORLDS["numbers"]().view(1, 2))
    assert wanted == [(1, 2)]
    frame = np.full((30, 40, 3), (250, 10, 20), np.uint8)
    panel.set_frame(frame, "t = 2")
    assert (np.abs(pixels(part(panel, FramePicture)).astype(int) - (250, 10, 20)).sum(-1) < 6).any()


def test_worlds_with_a_picture_ask_for_no_frame(qtbot):
    panel, wanted = TrajectoriesPanel(LIGHT), []
    panel.frame_wanted.connect(wanted.append)
    qtbot.addWidget(panel)
    for name in sorted(WORLDS.keys() - {"numbers", "list"}):
        panel.show_view(WORLDS[name]().view())
    assert wanted == []


def test_before_the_first_batch_the_panel_says_what_it_waits_for(qtbot):
    panel = TrajectoriesPanel(LIGHT)
    qtbot.addWidget(panel)
    assert part(panel, QLabel).text() == "The first trajectories are being sampled …"
    show(qtbot, panel, WORLDS["grid"]().view())
    assert not [label for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]


def test_the_colours_keep_their_range_while_the_cursor_moves(qtbot):
    example = WORLDS["grid"]()
    panel = shown(qtbot, example)
    before = part(panel, LegendColumn).key.colors
    for step in range(5):
        panel.show_view(example.view(0, step))
    assert part(panel, LegendColumn).key.colors == before


def test_the_range_of_the_colours_is_that_of_the_last_batches(qtbot):
    narrow, wide = made("pgviz/Geometric-v0", batch_size=2), WORLDS["geometric"]()
    panel = shown(qtbot, narrow)
    panel.show_view(wide_view(narrow, wide))
    grown = part(panel, LegendLine).key.colors.high
    assert grown == wide.iteration.batch.lengths.max() - 1
    for _ in range(RecentRange.BATCHES - 1):
        panel.show_view(another_batch(narrow))
        assert part(panel, LegendLine).key.colors.high == grown
    panel.show_view(another_batch(narrow))
    shrunk = part(panel, LegendLine).key.colors.high
    assert shrunk == narrow.iteration.batch.lengths.max() - 1


def another_batch(example):
    """A view of a batch with the same returns."""
    view = example.view()
    return replace(view, iteration=replace(view.iteration, batch=replace(view.iteration.batch)))


def wide_view(narrow, wide):
    """A view of another batch in the same world."""
    return replace(wide.view(), world=narrow.world)


def test_extreme_returns_are_shown(qtbot):
    example = CASES["one step"]()
    batch = example.iteration.batch
    rewards = np.array([1e300, -1.7e308, 0.0])
    iteration = replace(example.iteration, batch=replace(batch, rewards=rewards))
    view = replace(example.view(), iteration=iteration)
    panel = TrajectoriesPanel(LIGHT)
    show(qtbot, panel, view)
    assert holds(pixels(panel), LIGHT.weight)
