"""The learning panel: real iterations and long histories, what is painted and what is read."""

from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from pgviz.environments.making import make_world
from pgviz.environments.world import EnvironmentSpec
from pgviz.gui.curves.panel import NOTHING_YET
from pgviz.gui.curves.reading import name_labels
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import exact
from pgviz.gui.panels.learning import LearningPanel
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.training.cursor import PHASES, Cursor
from pgviz.training.history import History, columns_of
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state
from tests.gui.iterations import made
from tests.gui.scenes import THEMES
from tests.gui.showing import color_at, holds, pixels
from tests.gui.written import assert_legible

SIZES = {
    "1280x720": (1010, 88),
    "1440x900": (1170, 125),
    "1920x1080": (1600, 160),
    "box": (480, 300),
}
PLAIN = Hyperparameters().changed({"batch_size": 4, "horizon": 20})


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def learnt(iterations, changes=(), **settings):
    """The history of a real run; `changes` are (iteration, {key: value})."""
    hyperparameters = PLAIN.changed(settings)
    world, history = make_world(EnvironmentSpec("pgviz/GridWorld-v0")), History()
    state = initial_state(world, hyperparameters, 1)
    for number in range(iterations):
        hyperparameters = hyperparameters.changed(dict(changes).get(number, {}))
        iteration = iterate(state, hyperparameters, world)
        history.append(columns_of([iteration.scalars]), hyperparameters)
        state = iteration.after
    return history


def long_history(rows, **columns):
    """A history of so many rows, all 0 but the given columns, with ∇J unknown."""
    kinds = History().columns
    empty = {name: np.zeros(rows, column.dtype) for name, column in kinds.items()}
    history = History()
    unknown = {name: np.full(rows, np.nan) for name in ("objective", "cosine")}
    history.append({**empty, **unknown, "iteration": np.arange(rows), **columns}, PLAIN)
    return history


def shown(qtbot, history, size=SIZES["1440x900"], theme=LIGHT):
    panel = LearningPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show_history(history)
    panel.show()
    return panel


def plot_of(panel, column):
    (found,) = [plot for plot in panel.plots if plot.curve.series.column == column]
    return found


def point_of(plot, row, value):
    place = plot.place(row, value)
    return QPoint(round(place.x()), round(place.y()))


def nears(picture, point, color):
    """Whether a pixel beside a point has a colour, but for the smoothing of its edge."""
    beside = picture[point.y() - 2 : point.y() + 3, point.x() - 2 : point.x() + 3].astype(int)
    return bool((np.abs(beside - color.getRgb()[:3]).max(axis=-1) < 48).any())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_value_of_a_run_lies_on_its_curve(qtbot, theme):
    history = learnt(25)
    panel = shown(qtbot, history, theme=theme)
    picture = pixels(panel)
    for plot in panel.plots:
        values = history.columns[plot.curve.series.column]
        np.testing.assert_array_equal(plot.curve.line.lows, values)
        for row in (0, 7, 24):
            assert nears(picture, point_of(plot, row, values[row]), plot.color)


def test_the_band_reaches_one_standard_deviation_to_both_sides(qtbot):
    rows = 200
    history = long_history(rows, mean_return=np.full(rows, 5.0), std_return=np.full(rows, 2.0))
    panel = shown(qtbot, history)
    plot, picture = panel.plots[0], pixels(panel)
    blank = LIGHT.card.name()
    for value, inside in ((3.1, True), (6.9, True), (5.5, True), (2.9, False), (7.1, False)):
        point = point_of(plot, 55, value) + QPoint(3, 0)
        if plot.plot.contains(QPointF(point)):
            assert (color_at(picture, point) != blank) == inside, value
    assert plot.curve.extent == (3.0, 7.0)


@pytest.mark.parametrize("rows", [3000, 100_000])
@pytest.mark.parametrize("spike", [0.0, 0.37, 1.0])
def test_a_spike_of_one_iteration_is_painted_however_long_the_run(qtbot, rows, spike):
    at = round(spike * (rows - 1))
    values = np.random.default_rng(0).random(rows)
    values[at] = 10.0
    panel = shown(qtbot, long_history(rows, gradient_norm=values))
    plot, picture = panel.plots[1], pixels(panel)
    x = round(plot.place(at, 0.0).x())
    y = round(plot.up.pixel(8.0))
    columns = [
        c for c in range(x - 3, x + 4) if color_at(picture, QPoint(c, y)) != LIGHT.card.name()
    ]
    assert columns


def test_long_runs_are_followed_without_looking_at_all_of_them_again(qtbot):
    history = long_history(4096, entropy=np.linspace(1.0, 0.5, 4096))
    panel = shown(qtbot, history)
    for extra in range(1, 30):
        rows = {name: column[:1] for name, column in history.columns.items()}
        rows = {**rows, "iteration": np.array([4095 + extra]), "entropy": np.array([extra / 10.0])}
        history.append(rows, PLAIN)
        panel.show_history(history)
    curve, entropies = panel.plots[3].curve, history.columns["entropy"]
    assert panel.rows == 4125
    starts = range(0, 4125, curve.stride)
    expected = [entropies[start : start + curve.stride].max() for start in starts]
    np.testing.assert_array_equal(curve.line.highs, expected)


def test_the_cursor_is_a_line_and_its_values_are_read_off(qtbot):
    history = learnt(25)
    panel = shown(qtbot, history)
    without, plots = pixels(panel), panel.plots
    panel.show_view(made("pgviz/GridWorld-v0", 8).view())
    picture = pixels(panel)
    assert panel.plots is plots
    for plot in plots:
        x = round(plot.place(7, 0.0).x())
        column = picture[int(plot.plot.top()) : int(plot.plot.bottom()), x - 1 : x + 2]
        assert holds(column, LIGHT.ink)
        assert (picture != without).any()
        read = name_labels(plot, history.columns, 7, LIGHT)[1]
        number = float(read.text.split(" ±")[0].replace("−", "-"))
        assert number == pytest.approx(history.columns[plot.curve.series.column][7], rel=6e-3)


def test_a_cursor_outside_of_the_history_is_not_drawn(qtbot):
    panel = shown(qtbot, learnt(3))
    before = pixels(panel)
    panel.show_view(made("pgviz/GridWorld-v0", 8).view())
    np.testing.assert_array_equal(pixels(panel), before)


def test_the_tip_has_all_digits_of_the_iteration_under_the_mouse(qtbot):
    history = learnt(25, {12: {"learning_rate": 0.35, "baseline": "mean"}}.items())
    panel = shown(qtbot, history)
    heard = []
    panel.pointed.connect(heard.append)
    for plot in panel.plots:
        point = QPoint(round(plot.place(12, 0.0).x()), round(plot.plot.center().y()))
        QTest.mouseMove(panel, point)
        tip = QToolTip.text()
        for name in ("mean_return", "std_return", "gradient_norm", "signal_to_noise", "entropy"):
            assert exact(history.columns[name][12]) in tip
        assert tip.startswith("iteration 12, ")
        assert "α 0.1 → 0.35" in tip
        assert "b none → mean" in tip
    assert heard == []
    QTest.mouseMove(panel, QPoint(2, 2))
    assert panel.tip_at(QPointF(2.0, 2.0)) == ""


def test_what_is_hovered_is_marked_until_the_mouse_leaves(qtbot):
    panel = shown(qtbot, learnt(25))
    before, plot = pixels(panel), panel.plots[0]
    QTest.mouseMove(panel, QPoint(round(plot.place(9, 0.0).x()), round(plot.plot.center().y())))
    assert (pixels(panel) != before).any()
    QApplication.sendEvent(panel, QEvent(QEvent.Type.Leave))
    np.testing.assert_array_equal(pixels(panel), before)
    assert panel.pointer_at(QPointF(50.0, 50.0)) == NOWHERE


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_changes_are_marked_and_named(qtbot, theme):
    changes = {
        8: {"learning_rate": 0.35},
        15: {"batch_size": 6, "discount": 0.9, "baseline": "mean"},
    }
    panel = shown(qtbot, learnt(20, changes.items()), theme=theme)
    picture = pixels(panel)
    texts = {label.text for label in panel.changes.labels}
    assert texts == {"α 0.1 → 0.35", "m 4 → 6, γ 1 → 0.9 +1"}
    for plot, iteration in product(panel.plots, changes):
        x = round(plot.place(iteration, 0.0).x())
        column = picture[int(plot.plot.top()) : int(plot.plot.bottom()), x - 1 : x + 2]
        assert holds(column, theme.parameter)


def test_many_changes_leave_only_labels_that_do_not_touch(qtbot):
    history = long_history(1)
    for number in range(1, 400):
        row = {name: column[:1] for name, column in history.columns.items()}
        rate = {"learning_rate": number / 1000.0}
        history.append({**row, "iteration": np.array([number])}, PLAIN.changed(rate))
    panel = shown(qtbot, history)
    plot, boxes = panel.plots[0].plot, [label.extent for label in panel.changes.labels]
    assert len(panel.changes.iterations) == 399
    for index, box in enumerate(boxes):
        assert plot.left() <= box.left() < box.right() <= plot.right()
        assert not any(box.intersects(other) for other in boxes[:index])


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_nothing_written_is_cut_and_nothing_touches(qtbot, size, theme):
    scale = theme.type_scale
    size = tuple(round(side * scale) for side in size)
    values = np.random.default_rng(0).standard_normal(90_000) * 1234.5
    for history in (
        learnt(12, {6: {"learning_rate": 0.35}}.items()),
        long_history(90_000, mean_return=values, gradient_norm=np.abs(values) * 1e-9),
    ):
        panel = shown(qtbot, history, size, theme)
        for plot in panel.plots:
            written = [*plot.labels, *name_labels(plot, history.columns, 3, theme)]
            written += panel.changes.labels if plot is panel.plots[0] else []
            assert_legible(written, plot.area)
        panel.close()


def crop(picture, box):
    """The pixels that lie within a box as a whole."""
    left, top = int(np.ceil(box.left())), int(np.ceil(box.top()))
    return picture[top : int(box.bottom()), left : int(box.right())]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_no_line_goes_through_the_words(qtbot, theme):
    changes = {3: {"learning_rate": 0.35}}
    panel = shown(qtbot, learnt(14, changes.items()), theme=theme)
    cosine = plot_of(panel, "cosine")
    for plot, label in (panel.plots[0], panel.changes.labels[0]), (cosine, cosine.meaning):
        crossing = [row for row in range(14) if _goes_through(plot, row, label)]
        panel.show_cursor(crossing[len(crossing) // 2])
        picture = pixels(panel)
        assert holds(crop(picture, plot.plot), theme.ink)
        assert not holds(crop(picture, label.extent), theme.ink)
        assert np.ptp(crop(picture, label.extent), axis=(0, 1)).all()  # its letters


def _goes_through(plot, row, label):
    return label.extent.left() + 2.0 < plot.place(row, 0.0).x() < label.extent.right() - 2.0


def test_what_is_the_wrong_direction_is_said_where_the_curve_is_not(qtbot):
    late = np.r_[np.full(20, -0.99), np.full(20, 0.9)]
    for cosine, free in ((late, "right"), (late[::-1].copy(), "left")):
        panel = shown(qtbot, long_history(40, cosine=cosine))
        plot = plot_of(panel, "cosine")
        assert (plot.meaning.extent.center().x() > plot.plot.center().x()) == (free == "right")
        assert not holds(crop(pixels(panel), plot.meaning.extent), LIGHT.estimate)


def test_where_the_curve_is_everywhere_the_words_have_a_ground_of_their_own(qtbot):
    panel = shown(qtbot, long_history(40, cosine=np.full(40, -0.9)))
    meaning = plot_of(panel, "cosine").meaning
    assert meaning.text == "wrong direction"
    assert not holds(crop(pixels(panel), meaning.extent), LIGHT.estimate)


@pytest.mark.parametrize("phase", PHASES)
def test_what_is_said_of_the_estimate_is_pale_until_all_is_averaged(qtbot, phase):
    example = made("pgviz/GridWorld-v0", batch_size=4, horizon=20)
    history = learnt(2)
    cursor = Cursor(1, phase, 3, 0)
    panel = shown(qtbot, history)
    panel.show_view(example.view(cursor=cursor))
    picture, has_come = pixels(panel), phase in ("average", "update")
    for plot in panel.plots:
        about_estimate = plot.curve.series.column in ("gradient_norm", "cosine")
        value = name_labels(plot, history.columns, 1, LIGHT)[1].extent
        full = has_come or not about_estimate
        assert holds(crop(picture, value), plot.color) == full
    panel.show_cursor(1)  # of which nothing but the number is known
    plot = plot_of(panel, "gradient_norm")
    value = name_labels(plot, history.columns, 1, LIGHT)[1].extent
    assert holds(crop(pixels(panel), value), plot.color)


def test_it_says_what_is_missing(qtbot):
    panel = LearningPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(600, 100)
    panel.show()
    assert panel.words == NOTHING_YET
    panel.show_history(History())
    assert panel.words == NOTHING_YET
    assert holds(pixels(panel), LIGHT.quiet)
    panel.show_history(learnt(1))
    assert panel.words == ""


def test_one_trajectory_has_no_signal_to_noise_and_it_says_so(qtbot):
    panel = shown(qtbot, learnt(4, batch_size=1), (1600, 160))
    plot = plot_of(panel, "signal_to_noise")
    assert plot.curve.empty
    assert not [label for label in plot.labels if label.text.startswith(("0.", "1."))]
    middle = pixels(panel)[int(plot.plot.top()) : int(plot.plot.bottom())].astype(int)
    written = middle[:, int(plot.plot.left()) : int(plot.plot.right())]
    assert (np.abs(written - LIGHT.quiet.getRgb()[:3]).max(axis=-1) < 48).any()
    point = QPointF(plot.place(2, 0.0).x(), plot.plot.center().y())
    assert "the gᵢ have no spread" in panel.tip_at(point)


def test_another_run_begins_anew(qtbot):
    panel = shown(qtbot, long_history(5000, entropy=np.full(5000, 3.0)))
    panel.show_history(learnt(2))
    assert panel.rows == 2
    assert panel.plots[3].up.high < 2.0


def test_a_history_that_has_not_grown_is_not_drawn_again(qtbot):
    history = learnt(3)
    panel = shown(qtbot, history)
    plots = panel.plots
    panel.show_history(history)
    assert panel.plots is plots


def test_the_subtitle_counts_the_iterations(qtbot):
    panel, heard = LearningPanel(LIGHT), []
    qtbot.addWidget(panel)
    panel.subtitle_changed.connect(heard.append)
    panel.resize(600, 100)
    panel.show_history(learnt(1))
    panel.show_history(long_history(12_000))
    assert heard == [
        "1 iteration",
        "12\u202f000 iterations · light: from least to largest in a pixel",
    ]


@pytest.mark.parametrize("size", [(1, 1), (30, 400), (3000, 30), (160, 60), (300, 900)])
def test_any_size_is_survived(qtbot, size):
    panel = shown(qtbot, learnt(12), size)
    panel.show_view(made("pgviz/GridWorld-v0", 8).view())
    pixels(panel)


def test_infinite_values_are_left_out(qtbot):
    norms = np.array([1.0, np.inf, 2.0, np.nan, 3.0])
    spread = np.array([0.0, 1e308, np.inf, 1.0, 1.0])
    means = np.array([0.0, 8e307, -8e307, 1.0, 1.0])
    history = long_history(5, gradient_norm=norms, mean_return=means, std_return=spread)
    panel = shown(qtbot, history)
    pixels(panel)
    assert panel.plots[1].curve.extent == (0.0, 3.0)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_exact_objective_is_a_line_beside_the_mean_return(qtbot, theme):
    history = learnt(25)
    panel = shown(qtbot, history, theme=theme)
    plot, picture = panel.plots[0], pixels(panel)
    known = history.columns["objective"]
    for row in (3, 11, 20):
        assert nears(picture, point_of(plot, row, known[row]), theme.exact)
    labels = name_labels(plot, history.columns, 11, theme)
    assert labels[2].text == "J(θ) exact"
    assert float(labels[3].text.replace("−", "-")) == pytest.approx(known[11], rel=6e-3)
    point = QPointF(plot.place(11, 0.0).x(), plot.plot.center().y())
    assert f"J(θ) exactly = {exact(known[11])}" in panel.tip_at(point)


def test_where_the_objective_is_unknown_there_is_a_gap(qtbot):
    known = np.full(40, 2.0)
    known[15:25] = np.nan
    panel = shown(qtbot, long_history(40, mean_return=np.linspace(0, 4, 40), objective=known))
    plot, picture = panel.plots[0], pixels(panel)
    for row, drawn in ((5, True), (20, False), (35, True)):
        point = point_of(plot, row, 2.0)
        around = picture[point.y() - 2 : point.y() + 3, point.x() - 3 : point.x() + 4]
        assert holds(around, LIGHT.exact) == drawn
    assert "unknown here" in panel.tip_at(QPointF(plot.place(20, 2.0)))


def test_without_any_exact_value_nothing_is_said_of_it(qtbot):
    panel = shown(qtbot, long_history(30, mean_return=np.linspace(0, 1, 30)))
    columns = [plot.curve.series.column for plot in panel.plots]
    assert columns == ["mean_return", "gradient_norm", "signal_to_noise", "entropy"]
    labels = name_labels(panel.plots[0], long_history(30).columns, 3, LIGHT)
    assert not any("J" in label.text for label in labels)
    assert not holds(pixels(panel), LIGHT.exact)


def test_the_cosine_takes_the_place_of_the_noise_unless_there_is_room_for_both(qtbot):
    history = learnt(5)
    narrow, wide = shown(qtbot, history), shown(qtbot, history, (1600, 160))
    columns = [plot.curve.series.column for plot in narrow.plots]
    assert columns == ["mean_return", "gradient_norm", "cosine", "entropy"]
    assert len(wide.plots) == 5
    known = long_history(3, cosine=np.array([0.1, 0.2, 0.3]))
    panel = shown(qtbot, long_history(2))
    panel.show_history(known)
    assert plot_of(panel, "cosine").curve.rows == 3


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_axis_of_the_cosine_never_moves_and_half_of_it_is_the_wrong_direction(qtbot, size):
    small = long_history(30, cosine=np.full(30, 0.01))
    panel = shown(qtbot, small, size)
    plot = plot_of(panel, "cosine")
    assert (plot.up.low, plot.up.high) == (-1.0, 1.0)
    picture, x = pixels(panel), round(plot.plot.right()) - 3
    above, below = (color_at(picture, QPoint(x, round(plot.up.pixel(v)))) for v in (0.7, -0.7))
    assert above != below


@pytest.mark.parametrize(
    ("quantity", "columns"),
    [
        ("objective", {"mean_return"}),
        ("return", {"mean_return"}),
        ("estimate", {"gradient_norm", "cosine"}),
        ("gradient", {"cosine"}),
        ("dynamics", set()),
    ],
)
def test_plots_of_a_quantity_are_set_off(qtbot, quantity, columns):
    panel = shown(qtbot, learnt(10))
    before = pixels(panel)
    panel.show_pointer(Pointer(quantity=quantity))
    changed = (pixels(panel) != before).any(axis=-1)
    for plot in panel.plots:
        edge = round(plot.plot.bottom())
        line = changed[edge - 2 : edge + 3, int(plot.plot.left()) : int(plot.plot.right())]
        assert line.any() == (plot.curve.series.column in columns)
    panel.show_pointer(NOWHERE)
    np.testing.assert_array_equal(pixels(panel), before)
