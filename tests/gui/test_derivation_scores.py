"""L9: the scores of a trajectory's steps against finite differences, and how they are drawn."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.scores.picture import ScoresPicture
from pgviz.gui.derivation.scores.sums import LastSums, ScoreSums
from pgviz.gui.derivation.stages.step_scores import StepScoresStage
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import exact
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import Pointer
from pgviz.training.cursor import Cursor
from tests.gui.iterations import CASES, made
from tests.gui.scenes import THEMES
from tests.gui.showing import holds, pixels, show
from tests.gui.written import assert_legible

SIZES = {"1280x720": (560, 158), "1440x900": (640, 258), "1920x1080": (880, 388)}
STILL = Nudge()


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def table():
    return made("pgviz/GridWorld-v0", iterations=20, learning_rate=0.3)


def material(example, nudge=STILL, trajectory=0, **view):
    return Material.of(example.view(trajectory, **view), nudge)


def shown(qtbot, what, theme=LIGHT):
    identities, panel = [], StepScoresStage(theme)
    panel.identity_changed.connect(identities.append)
    show(qtbot, panel, what, (640, 290))
    return panel, identities[-1]


def log_policy(example, trajectory, theta):
    """Return log π of every step of a table, in a loop."""
    batch, rows = example.iteration.batch, theta.reshape(-1, example.world.actions.n)
    own = range(*batch.slice(trajectory).indices(batch.steps))
    logits = [rows[batch.observations[step]] for step in own]
    pairs = zip(own, logits, strict=True)
    return np.array([x[batch.actions[t]] - math.log(np.exp(x).sum()) for t, x in pairs])


@pytest.mark.parametrize("trajectory", [0, 5])
def test_each_bar_is_the_slope_of_its_step(qtbot, trajectory):
    example, step = table(), 1e-5
    what = material(example, trajectory=trajectory)
    panel, _ = shown(qtbot, what)
    ends = [
        log_policy(example, trajectory, what.theta + way * step * what.direction)
        for way in (-1.0, 1.0)
    ]
    expected = (ends[1] - ends[0]) / (2.0 * step)
    waterfall = panel.picture.waterfall
    np.testing.assert_allclose(waterfall.values, expected, atol=1e-8)
    np.testing.assert_allclose(waterfall.after, np.cumsum(expected), atol=1e-7)
    total = waterfall.sum_box
    ends = sorted((total.top(), total.bottom()))
    assert min(abs(end - waterfall.scale.pixel(expected.sum())) for end in ends) < 1.0


def test_a_parameter_alone_can_be_looked_at(qtbot):
    example = table()
    parameter = int(example.iteration.batch.observations[0]) * 4 + 1
    nudge = Nudge(along_estimate=False)
    panel, _ = shown(qtbot, material(example, nudge, parameter=parameter))
    batch, own = example.iteration.batch, example.iteration.batch.slice(0)
    pi = example.iteration.evaluation.probabilities[own]
    here = batch.observations[own] == parameter // 4
    expected = np.where(here, (batch.actions[own] == 1) - pi[:, 1], 0.0)
    np.testing.assert_allclose(panel.picture.waterfall.values, expected, atol=1e-14)
    assert f"θ[{example.policy.layers[0].parameter_name(parameter)}]" in (
        panel.picture.headline().text
    )


def test_both_sides_agree_in_every_parameter(qtbot):
    example, step = table(), 1e-5
    what = material(example, trajectory=3)
    _, identity = shown(qtbot, what)
    sums = ScoreSums(what)
    expected = [
        (
            log_policy(example, 3, what.theta + move).sum()
            - log_policy(example, 3, what.theta - move).sum()
        )
        / (2.0 * step)
        for move in step * np.eye(len(what.theta))
    ]
    np.testing.assert_allclose(sums.total, expected, atol=1e-7)
    np.testing.assert_allclose(sums.measured, expected, atol=1e-7)
    assert len(sums.compared) == len(what.theta)
    assert identity.agrees
    assert identity.right == pytest.approx(np.linalg.norm(expected), abs=1e-6)
    assert identity.difference == np.abs(sums.measured - sums.total).max()


@pytest.mark.parametrize("case", CASES)
def test_the_identity_holds_in_every_world(case):
    what = material(CASES[case](), Nudge(along_estimate=False), parameter=1)
    sums = ScoreSums(what)
    assert sums.identity.agrees
    assert 0 < len(sums.compared) <= 200
    rest = np.setdiff1d(np.arange(len(what.theta)), sums.compared)
    if len(rest):
        assert np.abs(sums.total[rest]).max() <= np.abs(sums.total[sums.compared]).min()
        assert f"largest {len(sums.compared)} of {len(what.theta)}" in sums.identity.left_name


def test_while_training_runs_less_is_measured():
    running = ScoreSums(material(table(), running=True))
    assert len(running.compared) == 8
    assert running.identity.agrees


def test_what_was_measured_is_kept():
    example, last = table(), LastSums()
    first = last.of(material(example))
    assert last.of(material(example, Nudge(epsilon=0.5), step=3)) is first
    assert last.of(material(example, trajectory=1)) is not first


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_steps_after_the_cursor_are_pale(qtbot, theme):
    example = table()
    cursor = Cursor(example.iteration.number, "score", 0, 4)
    panel, _ = shown(qtbot, material(example, cursor=cursor), theme)
    picture, waterfall = pixels(panel.picture), panel.picture.waterfall
    for step, value in enumerate(waterfall.values):
        box = waterfall.bar(step)
        if box.height() < 3.0:
            continue
        color = theme.score if value >= 0.0 else theme.negative
        center = box.center().toPoint()
        around = picture[center.y() - 1 : center.y() + 2, center.x() - 1 : center.x() + 1]
        assert holds(around, color if step <= 4 else theme.pale(color))


def test_pointing_at_a_step_points_at_its_score(qtbot):
    panel, _ = shown(qtbot, material(table(), trajectory=2))
    heard, clicked, waterfall = [], [], panel.picture.waterfall
    panel.pointed.connect(heard.append)
    panel.chosen.connect(clicked.append)
    place = waterfall.column(6).center().toPoint()
    QTest.mouseMove(panel.picture, place)
    QTest.mouseClick(panel.picture, Qt.MouseButton.LeftButton, pos=place)
    assert heard[-1] == clicked[-1] == Pointer(trajectory=2, step=6, quantity="score")
    over_sum = QPointF(waterfall.sum_box.center().x(), waterfall.area.center().y())
    expected = Pointer(trajectory=2, quantity="trajectory-score")
    assert panel.picture.pointer_at(over_sum) == expected
    tip = panel.picture.tip_at(waterfall.column(6).center())
    assert exact(waterfall.values[6]) in tip
    assert exact(ScoreSums(panel.picture.material).norms[6]) in tip
    assert exact(panel.picture.slopes.score) in panel.picture.tip_at(over_sum)


def test_what_is_pointed_at_elsewhere_is_marked_here(qtbot):
    panel, _ = shown(qtbot, material(table()))
    before, waterfall = pixels(panel.picture), panel.picture.waterfall
    panel.show_pointer(Pointer(trajectory=0, step=3))
    changed = (pixels(panel.picture) != before).any(axis=-1)
    column = waterfall.column(3).toRect()
    assert changed[column.top() + 5 : column.bottom(), column.left() - 1 : column.left() + 2].any()
    panel.show_pointer(Pointer(trajectory=1, step=3))
    np.testing.assert_array_equal(pixels(panel.picture), before)
    panel.show_pointer(Pointer(quantity="trajectory-score"))
    changed = (pixels(panel.picture) != before).any(axis=-1)
    box = waterfall.sum_box.toRect()
    assert changed[:, box.left() - 4 : box.right() + 4].any()
    assert not changed[:, : column.right()].any()


@pytest.mark.parametrize("steps", [1, 1000])
def test_one_step_and_a_thousand_are_drawn(qtbot, steps):
    example = (
        made("pgviz/Bandit-v0", batch_size=3)
        if steps == 1
        else made("CliffWalking-v1", iterations=1, horizon=1000, batch_size=8, init_scale=1.0)
    )
    longest = int(example.iteration.batch.lengths.argmax())
    panel, identity = shown(qtbot, material(example, trajectory=longest))
    assert len(panel.picture.waterfall.values) == steps
    assert identity.agrees
    picture = pixels(panel.picture)
    plot = panel.picture.waterfall.plot.toRect()
    inside = picture[plot.top() : plot.bottom(), plot.left() : plot.right()]
    assert (inside != np.array(LIGHT.card.getRgb()[:3])).any()


@pytest.mark.parametrize("case", CASES)
def test_nothing_written_is_cut_and_nothing_touches(qtbot, case):
    nudge = Nudge(along_estimate=False)
    what = material(CASES[case](), nudge, parameter=1, step=0)
    for size in SIZES.values():
        for theme in THEMES.values():
            picture = ScoresPicture(theme)
            qtbot.addWidget(picture)
            picture.resize(*size)
            picture.show_material(what)
            written = [picture.headline(), picture.reading(0), *picture.time_labels()]
            written += picture.waterfall.labels
            written += picture.lengths.labels if picture.lengths else []
            assert_legible(written, QRectF(0.0, 0.0, *size))
