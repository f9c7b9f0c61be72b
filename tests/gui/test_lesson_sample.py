"""The lesson of the sample: shares that point away, against sums by hand and against draws."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.scenes.sample import NO_SLOPE, SampleStage
from pgviz.gui.derivation.scenes.spread_words import headline, share_text
from pgviz.gui.derivation.scenes.spreads import shown_sizes, spreads_of
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import short
from pgviz.gui.theme import LIGHT
from pgviz.training.studies.draws import DrawsStudy, Target
from tests.gui.iterations import CASES, made
from tests.gui.showing import DARK_LECTURE, holds, pixels, show

SIZES = [1, 4, 16, 64]


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def material_of(example, draws=0, **changes):
    material = replace(Material.of(example.view(), Nudge()), **changes)
    return replace(material, draws=drawn(example, draws)) if draws else material


def drawn(example, count):
    iteration = example.iteration
    target = Target(iteration.exact.gradient)
    at = example.world.spec, iteration.before, iteration.hyperparameters
    *_, last = DrawsStudy(*at, count, target).partials(example.world)
    return last.result


def two_steps(**changes):
    return made("pgviz/TwoStep-v0", horizon=2, init_scale=1.0, **changes)


def by_hand(example):
    """Return P and g_τ along ∇J ∝ (−1, 1) of the four trajectories of whole return."""
    theta = example.iteration.before.theta
    p = 1.0 / (1.0 + np.exp(theta[0] - theta[1]))
    chances, lengths = [], []
    for first, second in product((0, 1), repeat=2):
        chances.append(np.prod([p if a else 1.0 - p for a in (first, second)]))
        score = (first - p) + (second - p)
        lengths.append(np.sqrt(2.0) * score * (3.0 * first - 2.0 * second))
    return np.array(chances), np.array(lengths)


def test_single_trajectories_are_summed_by_hand():
    example = two_steps()
    chances, lengths = by_hand(example)
    single = spreads_of(material_of(example), SIZES)[0]
    assert (single.size, single.kind) == (1, "exact")
    assert single.away.middle == pytest.approx(chances[lengths < 0.0].sum())
    assert single.zero.middle == pytest.approx(chances[lengths == 0.0].sum())
    assert single.mean == pytest.approx(chances @ lengths)


def test_shares_of_batches_are_those_of_sums_by_hand():
    example = two_steps()
    chances, lengths = by_hand(example)
    four = spreads_of(material_of(example), SIZES)[1]
    share = sum(
        np.prod(chances[list(rows)])
        for rows in product(range(4), repeat=4)
        if lengths[list(rows)].sum() < -1e-12
    )
    assert four.away.middle == pytest.approx(share)


@pytest.mark.parametrize("changes", [{"baseline": "mean"}, {"standardise": True}, {}])
def test_exact_shares_agree_with_draws(changes):
    example = two_steps(batch_size=4, return_="to-go", **changes)
    found = next(each for each in spreads_of(material_of(example), SIZES) if each.size == 4)
    assert found.kind == "exact"
    moments = drawn(example, 600).moments
    told = (found.away, moments.directions.away), (found.zero, moments.directions.zero)
    for share, drawn_share in told:
        error = np.sqrt(share.middle * (1.0 - share.middle) / 600)
        assert abs(drawn_share - share.middle) < 4.0 * error + 1e-12


def test_a_normal_curve_has_the_exact_mean_and_is_called_an_approximation():
    example = made("pgviz/ShortCorridor-v0", horizon=60, batch_size=32)
    found = spreads_of(material_of(example), SIZES)
    curves = [each for each in found if each.kind == "normal"]
    assert [each.size for each in curves] == [4, 16, 64]
    norm = np.linalg.norm(example.iteration.exact.gradient)
    for each in curves:
        assert each.mean == pytest.approx(norm)
        assert share_text(each, each.away).startswith("≈ ")
    assert curves[0].deviation == pytest.approx(2.0 * curves[1].deviation)


def test_what_was_drawn_stands_for_its_batch_size():
    example = made("pgviz/ShortCorridor-v0", horizon=60, batch_size=16)
    found = spreads_of(material_of(example, draws=50), SIZES)
    of_drawn = next(each for each in found if each.size == 16)
    assert of_drawn.kind == "drawn"
    assert "±" in share_text(of_drawn, of_drawn.away)


def test_running_only_what_is_quick_is_shown():
    found = spreads_of(material_of(two_steps(), running=True), SIZES)
    assert [each.size for each in found] == [1]


@pytest.mark.parametrize(
    ("batch_size", "sizes"),
    [(4, [1, 4, 16, 64]), (8, [1, 8, 16, 64]), (100, [1, 4, 16, 100]), (1, [1, 4, 16, 64])],
)
def test_the_present_size_is_always_shown(batch_size, sizes):
    assert shown_sizes(batch_size) == sizes


def test_zeros_are_told_apart_from_what_points_away():
    # θ = 0: three of four trajectories have no score along ∇J or no return, and the last is uphill.
    example = made("pgviz/TwoStep-v0", iterations=1, horizon=2, batch_size=8)
    said = headline(spreads_of(material_of(example), [1, 8]), 8)[0]
    eight = short(100.0 * 0.75**8)
    assert said == (
        "Of single trajectories 0\u202f% point away from ∇J, 75.0\u202f% are 0 along it; "
        f"of batches of 8, 0\u202f% ({eight}\u202f% are 0)."
    )


def test_zeros_are_grey_and_nothing_is_red_where_nothing_points_away(qtbot):
    stage = SampleStage(LIGHT)
    show(qtbot, stage, material_of(made("pgviz/TwoStep-v0", iterations=1, horizon=2)), (560, 190))
    rows = stage.picture.rows
    zero, row = round(rows.scale.pixel(0.0)), rows.rows[0].toRect()
    picture = pixels(stage.picture)[row.top() : row.bottom()]
    assert holds(picture[:, zero - 4 : zero + 4], LIGHT.faint)
    plot = rows.plot.toRect()
    assert not holds(picture[:, plot.left() : plot.right()], LIGHT.negative)


@pytest.mark.parametrize("theme", [LIGHT, DARK_LECTURE], ids=["light", "lecture"])
@pytest.mark.parametrize("case", ["table", "to-go", "one trajectory", "many trajectories"])
def test_nothing_leaves_the_picture(qtbot, case, theme):
    stage = SampleStage(theme)
    scale = theme.type_scale
    show(qtbot, stage, material_of(CASES[case]()), (round(560 * scale), round(190 * scale)))
    area = stage.picture.rect().toRectF().adjusted(-1.0, -4.0, 1.0, 4.0)
    assert stage.picture.labels
    for label in stage.picture.labels:
        assert area.contains(label.extent), label.text


def test_what_points_away_is_red_and_left_of_zero(qtbot):
    stage = SampleStage(LIGHT)
    show(qtbot, stage, material_of(two_steps()), (560, 190))
    rows = stage.picture.rows
    zero, plot = round(rows.scale.pixel(0.0)), rows.plot.toRect()
    picture = pixels(stage.picture)[plot.top() : plot.bottom()]
    assert holds(picture[:, plot.left() : zero - 1], LIGHT.negative)
    assert not holds(picture[:, zero + 2 : plot.right()], LIGHT.negative)


def test_a_button_asks_for_the_batch_size(qtbot):
    stage = SampleStage(LIGHT)
    show(qtbot, stage, material_of(two_steps()), (560, 190))
    with qtbot.waitSignal(stage.wanted) as heard:
        stage.sizes[64].click()
    assert heard.args == ["batch_size", 64]


def test_without_a_gradient_it_says_why(qtbot):
    stage = SampleStage(LIGHT)
    show(qtbot, stage, material_of(CASES["network"]()), (560, 190))
    assert "Ctrl+G" in stage.picture.words
    example = made("pgviz/Bandit-v0", batch_size=3)
    exact = replace(example.iteration.exact, gradient=np.zeros(len(example.iteration.before.theta)))
    flat = replace(example, iteration=replace(example.iteration, exact=exact))
    stage.show_material(material_of(flat))
    assert stage.picture.words == NO_SLOPE
