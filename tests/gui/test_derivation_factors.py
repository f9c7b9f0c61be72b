"""L1 of the derivation: the factor strip, against products that are worked out by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pgviz.gui.derivation.factors.strip import Composer
from pgviz.gui.derivation.factors.window import Window, window_around
from pgviz.gui.derivation.magnitude import magnitude, power_of_e
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.stages.factor_strip import FactorStripStage
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import exact
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.training.cursor import Cursor
from tests.gui.iterations import CASES, made
from tests.gui.scenes import THEMES
from tests.gui.showing import holds, pixels, show
from tests.gui.written import assert_legible

SIZES = {"1280x720": (560, 190), "1440x900": (640, 290), "1920x1080": (880, 420)}
LAKE = "FrozenLake-v1"


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def lake(**changes):
    return made(LAKE, init_scale=1.0, **changes)


def material(example, trajectory=0, **view):
    return Material.of(example.view(trajectory, **view), Nudge())


def shown(qtbot, example, size=SIZES["1440x900"], theme=LIGHT, **view):
    return show(qtbot, FactorStripStage(theme), material(example, **view), size)


def composed(example, size=SIZES["1440x900"], theme=LIGHT, **view):
    return Composer().compose(material(example, **view), QRectF(0.0, 0.0, *size), theme)


def by_hand(example, trajectory):
    """Return μ, and the π and P of every step, read off the table one by one."""
    batch, mdp, theta = (
        example.iteration.batch,
        example.world.mdp,
        example.iteration.before.theta.reshape(-1, 4),
    )
    states = [*batch.states[batch.slice(trajectory)], batch.last_states[trajectory]]
    actions = batch.actions[batch.slice(trajectory)]
    factors = [mdp.start[states[0]]]
    for time, action in enumerate(actions):
        weights = np.exp(theta[states[time]])
        chances = mdp.probability[states[time], action]
        entered = mdp.next_state[states[time], action] == states[time + 1]
        factors += [weights[action] / weights.sum(), chances[entered].sum()]
    return np.array(factors)


@pytest.mark.parametrize("trajectory", [0, 3])
def test_tiles_are_the_factors_in_the_order_of_time(qtbot, trajectory):
    example, expected = lake(), by_hand(lake(), trajectory)
    strip = shown(qtbot, example, trajectory=trajectory).strip
    tiles = strip.row.tiles
    assert [tile.quantity for tile in tiles[:5]] == [
        "start",
        *["policy", "dynamics"] * 2,
    ]
    assert len(tiles) == len(expected)
    np.testing.assert_allclose([math.exp(tile.log) for tile in tiles], expected, rtol=1e-12)
    heights = [strip.row.bar(tile).height() for tile in tiles]
    np.testing.assert_allclose(heights, strip.row.scale.unit * np.log(expected), atol=1e-9)


def test_product_and_sum_of_logs_are_written(qtbot):
    example, product = lake(), float(np.prod(by_hand(lake(), 0)))
    strip = shown(qtbot, example).strip
    written = " ".join(label.text for label in strip.labels)
    assert magnitude(math.log(product)) in written
    assert power_of_e(math.log(product)) in written
    first = float(np.prod(by_hand(lake(), 0)[:3]))
    assert magnitude(math.log(first)) in strip.reading(0).text
    np.testing.assert_allclose(strip.chain.running[-1], math.log(product), rtol=1e-12)


@pytest.mark.parametrize(
    ("log", "text"),
    [
        (0.0, "1.00"),
        (math.log(1.3) - 18 * math.log(10.0), "1.30·10⁻¹⁸"),
        (math.log(2.04) - 435 * math.log(10.0), "2.04·10⁻⁴³⁵"),
        (math.log(7.0) + 1200 * math.log(10.0), "7.00·10¹²⁰⁰"),
        (-math.inf, "0"),
        (-1e300, "0"),
    ],
)
def test_products_are_written_beyond_the_range_of_floats(log, text):
    assert magnitude(log) == text


def test_factors_carry_their_sign():
    assert magnitude(-1000.0 * math.log(10.0), -2.5) == "−2.50·10⁻¹⁰⁰⁰"
    assert magnitude(5.0, 0.0) == "0"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_steps_after_the_cursor_are_pale(qtbot, theme):
    example = lake()
    cursor = Cursor(example.iteration.number, "sample", 0, 1)
    panel = shown(qtbot, example, theme=theme, cursor=cursor)
    picture, row = pixels(panel), panel.strip.row
    for tile in row.tiles:
        if row.bar(tile).height() < 4.0:
            continue
        color = getattr(theme, "score" if tile.quantity == "policy" else "dynamics")
        late = tile.step is not None and tile.step > 1
        center = row.bar(tile).center().toPoint()
        around = picture[center.y() - 1 : center.y() + 2, center.x() : center.x() + 1]
        assert holds(around, theme.pale(color) if late else color)


def test_unknown_dynamics_are_hatched_and_say_why(qtbot):
    example = made("CartPole-v1", hidden="4", horizon=12)
    panel = shown(qtbot, example)
    row = panel.strip.row
    unknown = [tile for tile in row.tiles if tile.quantity != "policy"]
    assert {tile.log for tile in unknown} == {None}
    assert all(row.bar(tile).height() == 0.0 for tile in unknown)
    box = row.box(unknown[1]).toRect().adjusted(1, 20, -1, -20)
    cell = pixels(panel)[box.top() : box.bottom(), box.left() : box.right()]
    assert len(np.unique(cell.reshape(-1, 3), axis=0)) > 1
    assert "?" in [label.text for label in row.labels]
    assert "θ is not in" in panel.strip.reading(None).text
    place = row.box(unknown[1]).center()
    assert "θ is not in it, so its gradient is 0" in panel.tip_at(place)
    assert "unknown" in panel.tip_at(place)


def test_densities_above_one_rise_above_the_line(qtbot):
    example = made("pgviz/Beacon-v0", hidden="6", horizon=20)
    theta = example.iteration.before.theta.copy()
    theta[-2:] = -4.0  # log σ: a narrow policy, whose density at its mean is e^6
    means = example.iteration.evaluation.means
    batch = replace(example.iteration.batch, actions=means.copy())
    before = replace(example.iteration.before, theta=theta)
    iteration = replace(example.iteration, before=before, batch=batch)
    row = shown(qtbot, replace(example, iteration=iteration)).strip.row
    for tile in row.tiles:
        if tile.quantity == "policy":
            assert tile.log > 0.0
            assert row.bar(tile).bottom() == pytest.approx(row.scale.pixel(0.0))
            assert row.bar(tile).top() >= row.area.top()


def test_a_trajectory_of_one_step(qtbot):
    row = shown(qtbot, made("pgviz/Bandit-v0", batch_size=3)).strip.row
    assert [tile.quantity for tile in row.tiles] == ["start", "policy", "dynamics"]


@pytest.mark.parametrize("steps", [40, 200, 1000])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_long_trajectories_have_tiles_around_the_selected_step(steps, size):
    example = made("CliffWalking-v1", iterations=1, horizon=steps, batch_size=2)
    strip = composed(example, size, step=steps // 2)
    columns, chain = strip.columns, strip.chain
    assert columns.window.holds(steps // 2)
    assert columns.width >= 4.0
    if steps == 40:
        assert columns.window.whole
        return
    assert not columns.window.whole
    inside = chain.running[columns.window.stop] - chain.running[columns.window.first]
    rests = [label.text for label in strip.row.labels if label.text.startswith("e^")]
    before, after = (float(text[3:-1].replace("−", "-")) for text in rests)
    assert before + inside + after == pytest.approx(chain.running[-1], rel=1e-2)


def test_the_window_stays_while_it_holds_the_step():
    window = window_around(50, 200, 20, None)
    assert window == Window(40, 60, 200)
    assert window_around(58, 200, 20, window) == window
    assert window_around(60, 200, 20, window) == Window(50, 70, 200)
    assert window_around(199, 200, 20, window) == Window(180, 200, 200)
    assert window_around(3, 10, 20, window) == Window(0, 10, 10)


@pytest.mark.parametrize("logit", [800.0, 1e308], ids=["e^-1600", "0"])
def test_probabilities_of_0_in_floating_point_are_survived(qtbot, logit):
    example = made("pgviz/GridWorld-v0", horizon=10)
    batch = example.iteration.batch
    theta = np.zeros_like(example.iteration.before.theta).reshape(-1, 4)
    theta[batch.observations[0]] = logit
    theta[batch.observations[0], batch.actions[0]] = -logit
    before = replace(example.iteration.before, theta=theta.ravel())
    iteration = replace(example.iteration, before=before)
    panel = shown(qtbot, replace(example, iteration=iteration))
    pixels(panel)
    row = panel.strip.row
    assert row.tiles[1].log < -1000.0
    assert row.bar(row.tiles[1]).height() <= row.area.height()
    assert np.isfinite([row.bar(tile).height() for tile in row.tiles]).all()


@pytest.mark.parametrize("case", CASES)
def test_nothing_written_is_cut_and_nothing_touches(case):
    view = CASES[case]().view()
    for size in SIZES.values():
        for theme in THEMES.values():
            area = QRectF(0.0, 0.0, *size)
            strip = Composer().compose(Material.of(view, Nudge()), area, theme)
            assert_legible([*strip.labels, strip.reading(None)], area)


@pytest.mark.parametrize("size", [(1, 1), (40, 500), (500, 30), (160, 90), (200, 400), (3000, 60)])
def test_any_size_is_survived(qtbot, size):
    panel = FactorStripStage(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(*size)
    pixels(panel)
    for case in CASES:
        panel.show_view(material(CASES[case]()))
        pixels(panel)


@pytest.mark.parametrize("place", [0, 1, 4])
def test_tiles_point_at_their_factor_and_choose_it(qtbot, place):
    panel, heard, clicked = shown(qtbot, lake(), trajectory=2), [], []
    panel.pointed.connect(heard.append)
    panel.chosen.connect(clicked.append)
    tile = panel.strip.row.tiles[place]
    center = panel.strip.row.box(tile).center().toPoint()
    quantities = {0: "start", 1: "policy", 4: "dynamics"}
    steps = {0: None, 1: 0, 4: 1}
    expected = Pointer(trajectory=2, step=steps[place], quantity=quantities[place])
    QTest.mouseMove(panel, center)
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=center)
    assert heard[-1] == clicked[-1] == expected
    QApplication.sendEvent(panel, QEvent(QEvent.Type.Leave))
    assert heard[-1] == NOWHERE


def test_the_running_sum_points_at_steps(qtbot):
    panel = shown(qtbot, made("CliffWalking-v1", iterations=1, horizon=200, batch_size=2))
    running = panel.strip.running
    place = QPointF(running.times.pixel(150.5), running.plot.center().y())
    assert panel.pointer_at(place) == Pointer(trajectory=0, step=150)
    assert panel.pointer_at(QPointF(1.0, 1.0)) == NOWHERE


@pytest.mark.parametrize(
    ("pointer", "marked"),
    [
        (Pointer(trajectory=0, step=1), {3, 4}),
        (Pointer(quantity="start"), {0}),
        (Pointer(trajectory=0, step=1, quantity="score"), {3}),
        (Pointer(quantity="objective"), set()),
        (Pointer(trajectory=1, step=1), set()),
    ],
)
def test_what_is_pointed_at_elsewhere_is_marked_here(qtbot, pointer, marked):
    panel = shown(qtbot, lake())
    before, row = pixels(panel), panel.strip.row
    panel.show_pointer(pointer)
    changed = (pixels(panel) != before).any(axis=-1)
    bottom = round(row.area.bottom())
    for place, tile in enumerate(row.tiles):
        middle = round(row.box(tile).center().x())
        assert changed[bottom - 2 : bottom + 2, middle].any() == (place in marked)
    panel.show_pointer(NOWHERE)
    np.testing.assert_array_equal(pixels(panel), before)


def test_the_tip_has_all_digits(qtbot):
    panel, factors = shown(qtbot, lake()), by_hand(lake(), 0)
    row = panel.strip.row
    tip = panel.tip_at(row.box(row.tiles[3]).center())
    assert "t = 1" in tip
    assert exact(row.tiles[3].log) in tip
    assert float(tip.splitlines()[1].split()[1]) == pytest.approx(factors[3], rel=1e-12)
    assert panel.tip_at(QPointF(QPoint(1, 1))) == ""


def test_another_theme_is_taken_on(qtbot):
    panel = shown(qtbot, lake())
    panel.restyle(DARK)
    np.testing.assert_array_equal(pixels(panel), pixels(shown(qtbot, lake(), theme=DARK)))
