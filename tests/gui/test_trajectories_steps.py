"""The strip of steps: what is in its rows, and where."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF

from pgviz.gui.fonts import load_fonts
from pgviz.gui.pictures.directions import ARROWS
from pgviz.gui.steps.cells import CellRow, DotRow
from pgviz.gui.steps.columns import MOST_CELLS, StepColumns, room_for
from pgviz.gui.steps.content import height_of, rows_of
from pgviz.gui.steps.lines import BarRow, LineRow, largest_of, peaks
from pgviz.gui.steps.strip import StepStrip
from pgviz.gui.theme import DARK, LIGHT, mixed
from pgviz.gui.view import Pointer
from pgviz.training.cursor import Cursor
from tests.gui.iterations import made
from tests.gui.scenes import WORLDS, painted, scene_of, states_of
from tests.gui.showing import color_at, holds, pixels

WIDTH = 500


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def wide(length):
    return StepColumns.fit(0.0, 4000.0, length, room_for(length), 2.0)


def rows(name, trajectory=0, components=(0, 1), columns=None):
    example = WORLDS[name]()
    length = int(example.iteration.batch.lengths[trajectory])
    return rows_of(scene_of(example.view(trajectory)), columns or wide(length), components, 1.0)


def own_steps(example, trajectory):
    offsets = example.iteration.batch.offsets
    return slice(offsets[trajectory], offsets[trajectory + 1])


def test_a_grid_has_the_names_of_cells_and_arrows_of_actions():
    example = WORLDS["lake"]()
    batch, world = example.iteration.batch, example.world
    for trajectory in range(batch.size):
        if batch.lengths[trajectory] > MOST_CELLS:
            continue
        states, actions, rewards = rows("lake", trajectory)
        expected = ["abcd"[s % 4] + str(s // 4 + 1) for s in states_of(example, trajectory)]
        assert list(states.words) == expected
        taken = batch.actions[own_steps(example, trajectory)]
        assert list(actions.words) == [ARROWS[world.actions.names[a]] for a in taken]
        np.testing.assert_array_equal(rewards.values, batch.rewards[own_steps(example, trajectory)])


def test_vectors_are_lines_with_their_last_state():
    example = WORLDS["beacon"]()
    batch = example.iteration.batch
    first, second, push_x, push_y, rewards = rows("beacon", 2, components=(1, 3))
    assert (first.label, second.label) == ("y", "velocity y")
    assert (push_x.label, push_y.label) == ("push x", "push y")
    own = own_steps(example, 2)
    np.testing.assert_array_equal(
        second.values, [*batch.observations[own, 3], batch.last_observations[2, 3]]
    )
    np.testing.assert_array_equal(push_y.values, batch.actions[own, 1])
    assert isinstance(rewards, BarRow)


def test_actions_that_do_not_fit_as_words_are_dots_at_their_level():
    narrow = StepColumns.fit(0.0, 60.0, 30, 30, 1.0)
    example = WORLDS["taxi"]()
    _, actions, _ = rows("taxi", 1, columns=narrow)
    assert isinstance(actions, DotRow)
    np.testing.assert_array_equal(
        actions.indices, example.iteration.batch.actions[own_steps(example, 1)]
    )


def test_words_too_long_are_cut_to_letters_before_they_become_dots():
    taken = StepColumns.fit(0.0, 900.0, 30, 30, 1.0)
    _, actions, _ = rows("taxi", 1, columns=taken)
    assert isinstance(actions, CellRow)
    assert set(actions.words) <= set("↓↑→←PD")


def test_the_rows_are_as_high_as_they_say_whatever_the_trajectory():
    for name, trajectory in product(WORLDS, range(3)):
        example = WORLDS[name]()
        scene = scene_of(example.view(trajectory))
        length = int(example.iteration.batch.lengths[trajectory])
        found = rows_of(scene, wide(length), (0, 1), 1.0)
        assert sum(row.lines for row in found) == pytest.approx(height_of(scene, (0, 1))), name


def test_a_readout_has_three_digits_and_no_rounding_errors():
    row = LineRow("x", "dynamics", np.array([1.0, 2e-17, -0.123456]))
    assert [row.readout(time) for time in range(3)] == ["1.00", "0", "−0.123"]
    assert BarRow("reward", "weight", np.array([-0.1]), 1.0).readout(0) == "−0.1"


@given(st.integers(1, 3000), st.floats(50.0, 900.0))
def test_the_time_of_a_column_is_found_in_it(length, width):
    columns = StepColumns.fit(40.0, 40.0 + width, length, room_for(length), 1.0)
    row = QRectF(0.0, 0.0, 1000.0, 10.0)
    times = range(0, length + 1, max(length // 7, 1))
    assert [columns.time_at(columns.cell(time, row).center()) for time in times] == list(times)
    assert columns.time_at(QPointF(39.0, 0.0)) is None
    assert columns.time_at(QPointF(columns.right + 1.5 * columns.width, 0.0)) is None
    assert columns.right <= 40.0 + width + 1e-6


@given(st.integers(1, 100_000))
def test_there_is_room_for_every_length_but_not_much_more(length):
    room = room_for(length)
    assert length <= room <= max(2 * length, length + 4)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=400), st.integers(4, 100))
def test_no_spike_is_lost_where_steps_outnumber_pixels(values, most):
    values = np.array(values)
    _, kept = peaks(values, most)
    assert (kept.min(), kept.max()) == (values.min(), values.max())
    assert len(kept) <= max(most + 2, len(values) if len(values) <= most else 0)
    times, bars = largest_of(values, most)
    assert np.abs(bars).max() == np.abs(values).max()
    assert len(bars) <= most
    assert np.isin(bars, values).all()
    assert (np.diff(times) > 0).all()


def strip_at(qtbot, example, theme=LIGHT, **view):
    """A strip painted once, its scene and its pixels."""
    strip = StepStrip()
    qtbot.addWidget(strip)
    scene = scene_of(example.view(**view), theme)
    strip.resize(WIDTH, 10)
    strip.show_scene(scene)
    return strip, scene, painted(strip, scene, (WIDTH, strip.height()))


def bar_color(strip, pixels, time, height):
    """The colour inside of the reward's bar of a step."""
    column = strip.columns.cell(time, QRectF(strip.rect()))
    return color_at(pixels, QPointF(column.center().x(), height).toPoint())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_the_sampling_has_not_reached_is_pale(qtbot, theme):
    example = made("pgviz/ShortCorridor-v0", init_scale=1.0, horizon=50)
    batch = example.iteration.batch
    trajectory = int(np.flatnonzero(batch.lengths >= 6)[0])
    length = int(batch.lengths[trajectory])
    pale = theme.pale(theme.weight).name()
    for phase, step, full in [
        ("sample", 2, 3),
        ("sample", length - 1, length),
        ("score", 1, length),
        ("weight", 1, length),
        ("sum", 1, length),
        ("average", length - 1, length),
        ("update", length - 1, length),
    ]:
        cursor = Cursor(1, phase, trajectory, step)
        strip, _, pixels = strip_at(qtbot, example, theme, trajectory=trajectory, cursor=cursor)
        # Every reward is −1: its bar hangs from the middle of the lowest row.
        below = strip.height() - 20
        colors = [bar_color(strip, pixels, time, below) for time in range(length)]
        assert colors == [theme.weight.name()] * full + [pale] * (length - full), phase


def test_a_trajectory_before_its_turn_is_pale_from_the_start(qtbot):
    example = made("pgviz/ShortCorridor-v0", init_scale=1.0, horizon=50)
    cursor = Cursor(1, "sample", 0, 0)
    _, _, pixels = strip_at(qtbot, example, trajectory=5, cursor=cursor)
    names = pixels[:, : int(0.24 * WIDTH)]
    assert not holds(pixels[:, names.shape[1] :], LIGHT.weight)


def test_the_selected_step_is_marked(qtbot):
    example = WORLDS["two steps"]()
    strip, _, pixels = strip_at(qtbot, example, trajectory=0, step=1)
    band = mixed(LIGHT.weight, LIGHT.card, 0.14).name()
    corners = [
        strip.columns.cell(time, QRectF(strip.rect())).topLeft().toPoint() + QPoint(3, 0)
        for time in (0, 1)
    ]
    assert [color_at(pixels, corner) == band for corner in corners] == [False, True]
    _, _, unselected = strip_at(qtbot, example, trajectory=0)
    assert [color_at(unselected, corner) == band for corner in corners] == [False, False]


def test_pointing_at_a_column_finds_its_step(qtbot):
    for make in WORLDS.values():
        strip, scene, _ = strip_at(qtbot, make(), trajectory=1)
        length = int(scene.batch.lengths[1])
        columns, row = strip.columns, QRectF(strip.rect())
        for time in {0, length // 2, length - 1}:
            hit = strip.find(scene, columns.cell(time, row).center())
            assert (hit.pointer.trajectory, hit.pointer.step) == (1, time)
            assert f"t = {time}" in hit.text
        after = strip.find(scene, columns.cell(length, row).center())
        assert after.pointer.step == length - 1
        assert strip.find(scene, QPointF(1.0, strip.height() - 2.0)) is None  # below all rows


def test_a_row_is_pointed_at_as_the_term_of_the_derivation_that_it_shows(qtbot):
    strip, scene, _ = strip_at(qtbot, WORLDS["two steps"](), trajectory=1)
    before = pixels(strip)
    found = [strip.find(scene, QPointF(2.0, y + 0.5)) for y in range(strip.height())]
    told = [hit.pointer.quantity for hit in found if hit is not None]
    assert list(dict.fromkeys(told)) == ["dynamics", "policy", "return"]
    strip.show_pointer(Pointer(quantity="policy"))
    changed = np.flatnonzero((pixels(strip) != before).any(axis=(1, 2)))
    rows = [y for y, hit in enumerate(found) if hit and hit.pointer.quantity == "policy"]
    assert abs(changed[0] - rows[0]) <= 1
    assert abs(changed[-1] - rows[-1]) <= 1


def test_only_a_step_of_the_selected_trajectory_is_framed(qtbot):
    example = WORLDS["two steps"]()
    strip, scene, pixels = strip_at(qtbot, example, trajectory=1)
    size = WIDTH, strip.height()
    assert (painted(strip, scene, size, 0, Pointer(1, 0)) != pixels).any()
    assert (painted(strip, scene, size, 0, Pointer(2, 0)) == pixels).all()
    assert (painted(strip, scene, size, 0, Pointer(None, 0)) == pixels).all()


def test_a_cut_and_an_end_look_different(qtbot):
    cut = made("pgviz/TwoStep-v0", horizon=1, batch_size=2)
    ended = made("pgviz/TwoStep-v0", horizon=2, batch_size=2)
    assert cut.iteration.batch.truncated.all()
    assert ended.iteration.batch.terminated.all()
    marks = []
    for example in (cut, ended):
        strip, _, pixels = strip_at(qtbot, example, trajectory=0)
        columns = strip.columns
        left = int(columns.right)
        marks.append((pixels[:, left : left + 16] == LIGHT.weight.getRgb()[:3]).all(axis=-1).sum())
    assert marks[1] > 1.5 * marks[0] > 0
