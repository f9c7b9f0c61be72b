"""Other branches in the learning panel, and how far the present one is from one of them."""

from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from pgviz.gui.branching.family import Other
from pgviz.gui.curves.ghosts import STYLES
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import exact
from pgviz.gui.marks import Mark, event_marks
from pgviz.gui.panels.learning import LearningPanel
from pgviz.gui.theme import DARK, LIGHT
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.history import DTYPES, History, columns_of
from tests.gui.scenes import THEMES
from tests.gui.showing import holds, pixels
from tests.gui.written import assert_legible
from tests.training.runs import BOLDER, EXPERIMENT, PLAIN, plainly

SIZES = {"narrow": (1010, 88), "middle": (1170, 125), "wide": (1600, 160)}
PARTED, COUNT, LONGER = 5, 14, 18
FORK = Mark(PARTED, "dynamics", "branch “bold” left here")


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


@pytest.fixture(scope="module")
def present():
    return list(plainly(EXPERIMENT, COUNT))


@pytest.fixture(scope="module")
def bold():
    return list(plainly(EXPERIMENT, LONGER, {PARTED: BOLDER}))


def history_of(iterations):
    history = History(iterations[0].hyperparameters)
    for each in iterations:
        history.append(columns_of([each.scalars]), each.hyperparameters)
    return history


def other_of(iterations, number=1, name="bold"):
    return Other(number, name, history_of(iterations), PARTED)


def shown(qtbot, present, others, *, compared=None, marks=(FORK,), size=(1170, 125), theme=LIGHT):
    panel = LearningPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    panel.show_history(history_of(present))
    panel.show_branches(others, compared, marks)
    return panel


def near(plot, row, value, picture):
    """The pixels around the value of a row, wide enough for the gap between two dashes."""
    place = plot.place(row, value)
    x, y = round(place.x()), round(place.y())
    return picture[y - 2 : y + 3, x - 9 : x + 10]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_another_branch_is_drawn_at_its_values_from_where_it_parts(qtbot, present, bold, theme):
    panel = shown(qtbot, present, [other_of(bold)], theme=theme)
    picture, color = pixels(panel), STYLES[1].color(theme)
    first, entropy = panel.plots[0], panel.plots[-1]
    for number in (9, 16):
        assert reaches(near(first, number, bold[number].scalars.objective, picture), color)
        assert reaches(near(entropy, number, bold[number].scalars.entropy, picture), color)


def reaches(part, color: QColor) -> bool:
    """Whether a pixel has a colour, even if spread over two rows."""
    return bool((np.abs(part.astype(int) - color.getRgb()[:3]).max(axis=-1) < 100).any())


def test_the_axes_have_room_for_all_branches(qtbot, present, bold):
    panel = shown(qtbot, present, [other_of(bold)])
    for plot in panel.plots:
        column = plot.curve.series.column
        values = [getattr(each.scalars, column) for each in (*present, *bold)]
        finite = np.array(values)[np.isfinite(values)]
        assert plot.up.low <= finite.min()
        assert plot.up.high >= finite.max()
        assert plot.across.high >= LONGER - 1


def test_the_mouse_reads_the_other_branch_from_where_it_parts_to_its_own_end(qtbot, present, bold):
    panel = shown(qtbot, present, [other_of(bold)])
    first, entropy = panel.plots[0], panel.plots[-1]
    tips = {
        row: panel.tip_at(QPointF(first.place(row, 0.0).x(), first.plot.center().y()))
        for row in (4, 9, 16)
    }
    assert "bold" not in tips[4]
    assert f"bold: J(θ) exactly = {exact(bold[9].scalars.objective)}" in tips[9]
    assert tips[16] == f"bold: J(θ) exactly = {exact(bold[16].scalars.objective)}"
    place = QPointF(entropy.place(9, 0.0).x(), entropy.plot.center().y())
    assert f"bold: entropy = {exact(bold[9].scalars.entropy)}" in panel.tip_at(place)


def test_where_no_branch_knows_j_the_mean_return_is_drawn(qtbot, bold, present):
    other = other_of(bold)
    columns = dict(other.history.columns)
    columns["objective"] = np.full(LONGER, np.nan)
    unknowing = History(PLAIN)
    unknowing.append(columns, PLAIN)
    panel = shown(qtbot, present, [Other(1, "bold", unknowing, PARTED)])
    place = QPointF(panel.plots[0].place(9, 0.0).x(), panel.plots[0].plot.center().y())
    assert f"bold: mean R(τ) = {exact(bold[9].scalars.mean_return)}" in panel.tip_at(place)


def test_the_difference_is_that_of_the_exact_objectives(qtbot, present, bold):
    other = other_of(bold)
    panel = shown(qtbot, present, [other], compared=other)
    difference = panel.beside.difference
    expected = [
        one.scalars.objective - two.scalars.objective
        for one, two in zip(present[PARTED:], bold[PARTED:COUNT], strict=True)
    ]
    assert expected[0] == 0.0  # one update later they differ
    assert expected[-1] != 0.0
    np.testing.assert_array_equal(difference.columns["difference"], expected)
    plot = difference.plot
    assert plot.up.low <= 0.0 <= plot.up.high
    for number in (PARTED, COUNT - 1):
        tip = panel.tip_at(QPointF(plot.place(number - PARTED, 0.0).x(), plot.plot.center().y()))
        value = exact(expected[number - PARTED])
        lines = [f"iteration {number}", f"J(θ): this branch − “bold” = {value}"]
        assert tip.split("\n") == lines + [FORK.text] * (number == PARTED)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_no_difference_is_a_line(qtbot, present, bold, theme):
    other = other_of(bold)
    panel = shown(qtbot, present, [other], compared=other, theme=theme)
    plot, picture = panel.beside.difference.plot, pixels(panel)
    y = round(plot.up.pixel(0.0))
    line = picture[y - 1 : y + 2, int(plot.plot.left()) : int(plot.plot.right())]
    assert reaches(line, theme.quiet)


def test_the_difference_grows_with_the_branch_and_goes_when_it_is_not_wanted(qtbot, present, bold):
    other, history = other_of(bold), history_of(present[:8])
    panel = shown(qtbot, present, [other], compared=other)
    count = len(panel.plots)  # the difference has taken the place of one
    panel.show_history(history)
    panel.show_branches([other], other, ())
    assert len(panel.beside.difference.columns["iteration"]) == 8 - PARTED
    history.append(columns_of([present[8].scalars]), PLAIN)
    panel.show_history(history)
    panel.show_branches([other], other, ())
    assert panel.beside.difference.columns["iteration"].tolist() == [5, 6, 7, 8]
    panel.show_branches([other], None, ())
    assert panel.beside.difference is None
    assert len(panel.plots) == count + 1


def test_a_branch_without_an_iteration_of_its_own_is_not_drawn(qtbot, present):
    panel = shown(qtbot, present, [])
    before = pixels(panel)
    panel.show_branches([other_of(present[:PARTED])], None, (FORK,))
    np.testing.assert_array_equal(pixels(panel), before)


def test_compared_with_a_branch_that_has_nothing_yet_it_says_so(qtbot, present):
    other = other_of(present[:PARTED])
    panel = shown(qtbot, present, [other], compared=other, size=(1600, 160))
    pixels(panel)
    assert panel.beside.difference.plot.curve.empty


@pytest.mark.parametrize("role", ["dynamics", "ink"])
def test_what_happened_is_a_line_through_every_plot_and_told(qtbot, present, role):
    panel = shown(qtbot, present, [], marks=(Mark(7, role, "something"),))
    picture = pixels(panel)
    for plot in panel.plots:
        x = round(plot.place(7, 0.0).x())
        part = picture[int(plot.plot.top()) : int(plot.plot.bottom()), x - 1 : x + 2]
        assert holds(part, getattr(LIGHT, role))
    plot = panel.plots[0]
    place = QPointF(plot.place(7, 0.0).x(), plot.plot.center().y())
    assert panel.tip_at(place).endswith("\nsomething")


LONG, CHANGED, CROWD = 100_000, 54_321, range(80_000, 80_900, 100)


@pytest.fixture
def long_panel(qtbot):
    """A run so long that many iterations share a pixel, with one mark alone and a crowd of them."""
    history = History(PLAIN)
    columns = {name: np.zeros(LONG, dtype) for name, dtype in DTYPES.items()}
    columns["iteration"] = np.arange(LONG)
    before = {name: column[:CHANGED] for name, column in columns.items()}
    history.append(before, PLAIN)
    after = {name: column[CHANGED:] for name, column in columns.items()}
    history.append(after, PLAIN.changed({"learning_rate": 0.35}))
    panel = LearningPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(1170, 125)
    panel.show()
    panel.show_history(history)
    panel.show_branches([], None, [Mark(at, "ink", f"stop {at}") for at in CROWD])
    return panel


@pytest.mark.parametrize("away", [-2.0, 2.0])
def test_a_click_beside_a_mark_goes_to_it_from_every_plot(qtbot, long_panel, away):
    gone: list[int] = []
    long_panel.travelled.connect(gone.append)
    for plot in long_panel.plots:
        place = QPointF(plot.across.pixel(CHANGED) + away, plot.plot.center().y())
        assert "iteration 54\u202f321" in long_panel.tip_at(place)
        assert "changed: α 0.1 → 0.35" in long_panel.tip_at(place)
        QTest.mouseClick(long_panel, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert gone == [CHANGED] * len(long_panel.plots)


def test_marks_close_together_are_counted(long_panel):
    plot = long_panel.plots[0]
    tip = long_panel.tip_at(QPointF(plot.across.pixel(80_400), plot.plot.center().y()))
    lines = tip.split("\n")
    assert "iteration 80\u202f400" in lines[0]
    assert lines[-6] == "stop 80400"
    assert lines[-5].endswith(": stop 80300") or lines[-5].endswith(": stop 80500")
    assert lines[-1] == "and 4 more close by"


def test_stops_and_forks_become_marks_of_iterations_that_there_are(present):
    history = history_of(present)
    history.note_stop(6, Breakpoint("mean-return", 0.25))
    marks = event_marks(history, [(PARTED, "bold"), (COUNT, "newest")])
    assert [(mark.iteration, mark.text) for mark in marks] == [
        (6, "stopped: mean return ≥ 0.25"),
        (PARTED, "branch “bold” left here"),
    ]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_names_touch_nothing(qtbot, present, bold, size, theme):
    scale = theme.type_scale
    size = tuple(round(side * scale) for side in size)
    changes = {each: PLAIN.changed({"learning_rate": each / 100.0}) for each in (2, 6, 11)}
    changed = list(plainly(EXPERIMENT, COUNT, changes))
    others = [other_of(bold, n, name) for n, name in enumerate(("bold", "a long name " * 5, "x"))]
    panel = shown(qtbot, changed, others, compared=others[1], size=size, theme=theme)
    legend, plot = panel.beside.legend, panel.plots[0]
    assert legend.labels
    assert_legible([*plot.labels, *panel.changes.labels, *legend.labels], plot.area)
    labels = [label.extent for label in panel.changes.labels]
    assert not any(box.intersects(label) for box, label in product(legend.boxes, labels))
    assert_legible(panel.beside.difference.plot.labels, panel.beside.difference.plot.area)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_no_line_goes_through_a_branchs_name(qtbot, present, bold, theme):
    panel = shown(qtbot, bold, [other_of(present)], theme=theme)
    plain, plot, (box,) = pixels(panel), panel.plots[0], panel.beside.legend.boxes
    places = {row: plot.place(row, 0.0).x() for row in range(LONGER)}
    crossing = [row for row, x in places.items() if box.left() + 2.0 < x < box.right() - 2.0]
    assert crossing
    panel.show_cursor(crossing[0])
    name = (
        slice(int(box.top()) + 1, int(box.bottom())),
        slice(int(box.left()) + 1, int(box.right())),
    )
    seen = pixels(panel)
    assert (seen != plain).any()
    assert (seen[name] == plain[name]).all()


@pytest.mark.parametrize("rows", [3000, 100_000])
def test_long_branches_are_drawn_at_their_values(qtbot, rows):
    half = rows // 2
    columns = {name: np.zeros(rows, dtype) for name, dtype in DTYPES.items()}
    columns |= {"iteration": np.arange(rows), "objective": np.full(rows, np.nan)}
    here, there = History(PLAIN), History(PLAIN)
    here.append(columns, PLAIN)
    there.append({**columns, "entropy": np.where(np.arange(rows) < half, 0.0, 1.0)}, PLAIN)
    panel = LearningPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(1170, 125)
    panel.show()
    panel.show_history(here)
    panel.show_branches([Other(1, "bold", there, half)], None, ())
    plot, picture = panel.plots[-1], pixels(panel)
    color = STYLES[1].color(LIGHT)
    for row, drawn in ((half // 2, False), (half + half // 2, True)):
        assert reaches(near(plot, row, 1.0, picture), color) == drawn
    assert plot.place(rows - 1, 1.0).x() <= plot.plot.right()
