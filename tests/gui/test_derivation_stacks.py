"""L7 and L8: the parts of log P(τ;θ), what they add up to, and their slopes: 0, 0, not 0."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.stages.nudge_slopes import NudgeSlopesStage, SlopesPicture
from pgviz.gui.derivation.stages.nudge_stacks import (
    NudgeStacksStage,
    StacksPicture,
    log_of_product,
)
from pgviz.gui.fonts import load_fonts
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import Pointer
from tests.gui.iterations import CASES, made
from tests.gui.scenes import THEMES
from tests.gui.showing import holds, pixels, show
from tests.gui.written import assert_legible

SIZES = {"1280x720": (560, 158), "1440x900": (640, 258), "1920x1080": (880, 388)}
STILL = Nudge()


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def lake():
    """A world with chance in it, whose θ and ĝ aren't 0."""
    return made("FrozenLake-v1", iterations=1, init_scale=1.0, batch_size=200, horizon=60, seed=3)


def material(example, nudge=STILL, trajectory=0, **view):
    return Material.of(example.view(trajectory, **view), nudge)


def shown(qtbot, stage, what, theme=LIGHT):
    identities, panel = [], stage(theme)
    panel.identity_changed.connect(identities.append)
    show(qtbot, panel, what, (640, 290))
    return panel, identities[-1]


def factors(example, trajectory, theta):
    """Return μ, the P and the π of a trajectory on a table, read off one by one."""
    batch, mdp, rows = example.iteration.batch, example.world.mdp, theta.reshape(-1, 4)
    own = batch.slice(trajectory)
    states = [*batch.states[own], batch.last_states[trajectory]]
    actions, dynamics, policy = batch.actions[own], [], []
    for time, action in enumerate(actions):
        entered = mdp.next_state[states[time], action] == states[time + 1]
        dynamics.append(mdp.probability[states[time], action][entered].sum())
        weights = np.exp(rows[states[time]])
        policy.append(weights[action] / weights.sum())
    return mdp.start[states[0]], np.array(dynamics), np.array(policy)


@pytest.mark.parametrize("epsilon", [0.0, -0.6])
def test_three_stacks_add_up_to_the_log_of_the_product(qtbot, epsilon):
    what = material(lake(), Nudge(epsilon=epsilon), trajectory=2)
    panel, identity = shown(qtbot, NudgeStacksStage, what)
    start, dynamics, policy = factors(lake(), 2, what.nudged_theta)
    stacks = panel.picture.after
    ends = np.cumsum([math.log(start), np.log(dynamics).sum(), np.log(policy).sum()])
    np.testing.assert_allclose([bar.end for bar in stacks[:3]], ends, rtol=1e-12)
    assert [bar.row for bar in stacks] == [0, 1, 2, 3, 3, 3]
    assert [(bar.begin, bar.end) for bar in stacks[3:]] == [
        (bar.begin, bar.end) for bar in stacks[:3]
    ]
    product = start * dynamics.prod() * policy.prod()
    assert identity.left == pytest.approx(math.log(product), rel=1e-12)
    assert identity.right == pytest.approx(ends[-1], rel=1e-12)
    assert identity.agrees


def test_only_the_stack_of_the_policy_moves(qtbot):
    still, _ = shown(qtbot, NudgeStacksStage, material(lake()))
    moved, _ = shown(qtbot, NudgeStacksStage, material(lake(), Nudge(epsilon=0.8)))
    for row in (0, 1):
        assert still.picture.after[row] == moved.picture.after[row]
    assert still.picture.after[2].begin == moved.picture.after[2].begin
    assert still.picture.after[2].end != moved.picture.after[2].end
    assert moved.picture.before == still.picture.after
    assert [part.change for part in moved.picture.parts[:2]] == [0.0, 0.0]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_stacks_wear_the_colours_of_their_parts(qtbot, theme):
    panel, _ = shown(qtbot, NudgeStacksStage, material(lake()), theme)
    picture, chart = pixels(panel.picture), panel.picture.chart
    for bar in panel.picture.after:
        box = chart.box(bar).toRect()
        if box.width() > 3:
            inside = picture[box.center().y(), box.left() + 1 : box.right() - 1]
            assert holds(inside, getattr(theme, bar.role))
    score = chart.box(panel.picture.after[2]).toRect()
    assert not holds(picture[score.top() : score.bottom(), : score.left() - 2], theme.dynamics)


def test_an_unknown_world_is_hatched_and_its_change_is_known(qtbot):
    example = made("CartPole-v1", hidden="4", horizon=12, init_scale=0.5)
    panel, identity = shown(qtbot, NudgeStacksStage, material(example, Nudge(epsilon=0.4)))
    parts = panel.picture.parts
    assert [part.before is None for part in parts] == [True, True, False, True]
    moved = parts[2].after.value - parts[2].before.value
    assert [part.change for part in parts] == pytest.approx([0.0, 0.0, moved, moved])
    assert moved != 0.0
    assert identity.agrees
    assert identity.left_name == "log of the product of π"
    box = panel.picture.sheet.row(0).toRect()
    hatched = pixels(panel.picture)[box.top() : box.bottom(), box.center().x() :]
    assert len(np.unique(hatched.reshape(-1, 3), axis=0)) > 3


def test_densities_above_one_stack_to_the_right(qtbot):
    example = made("pgviz/Beacon-v0", hidden="6", horizon=20)
    theta = example.iteration.before.theta.copy()
    theta[-2:] = -4.0  # log σ
    batch = replace(example.iteration.batch, actions=example.iteration.evaluation.means.copy())
    before = replace(example.iteration.before, theta=theta)
    iteration = replace(example.iteration, before=before, batch=batch)
    panel, identity = shown(
        qtbot, NudgeStacksStage, material(replace(example, iteration=iteration))
    )
    bar = panel.picture.after[2]
    assert bar.end > 0.0
    assert panel.picture.chart.box(bar).left() >= panel.picture.chart.scale.pixel(0.0) - 0.01
    assert identity.agrees


def test_a_factor_of_0_has_no_product_to_compare(qtbot):
    example = made("pgviz/GridWorld-v0", horizon=10)
    batch = example.iteration.batch
    theta = np.zeros_like(example.iteration.before.theta).reshape(-1, 4)
    theta[batch.observations[0]] = 800.0
    theta[batch.observations[0], batch.actions[0]] = -800.0
    before = replace(example.iteration.before, theta=theta.ravel())
    iteration = replace(example.iteration, before=before)
    panel, identity = shown(
        qtbot, NudgeStacksStage, material(replace(example, iteration=iteration))
    )
    assert identity is None
    assert panel.picture.after[2].end < -1000.0


def test_products_are_multiplied_out_however_small():
    assert log_of_product(np.full(5000, 1e-3)) == pytest.approx(-15000 * math.log(10.0), rel=1e-13)
    assert log_of_product(np.array([0.25, 0.5])) == pytest.approx(math.log(0.125), rel=1e-15)
    assert log_of_product(np.array([1.0])) == 0.0


@pytest.mark.parametrize("parameter", [None, 0, 5])
def test_slopes_are_0_0_and_not_0(qtbot, parameter):
    nudge = Nudge(along_estimate=parameter is None, epsilon=0.3)
    what = material(lake(), nudge, trajectory=4, parameter=parameter)
    panel, identity = shown(qtbot, NudgeSlopesStage, what)
    parts, step = panel.picture.parts, 1e-4
    for part in parts[:2]:
        assert part.measured.value == part.derived.value == 0.0
    ends = [
        np.log(factors(lake(), 4, what.theta + way * step * what.direction)[2]).sum()
        for way in (-1.0, 1.0)
    ]
    expected = (ends[1] - ends[0]) / (2.0 * step)
    for part in parts[2:]:
        assert part.measured.value == pytest.approx(expected, rel=1e-5, abs=1e-7)
        assert part.derived.value == pytest.approx(expected, rel=1e-5, abs=1e-7)
    assert (identity.left, identity.right, identity.difference) == (0.0, 0.0, 0.0)
    if parameter is None:
        assert abs(expected) > 1e-3


def test_unknown_slopes_are_0_and_say_why(qtbot):
    example = made("CartPole-v1", hidden="4", horizon=12, init_scale=0.5)
    panel, identity = shown(qtbot, NudgeSlopesStage, material(example))
    parts = panel.picture.parts
    assert parts[0].measured is None
    assert parts[0].derived.value == 0.0
    assert parts[3].derived == parts[2].derived
    assert identity is None
    reasons = [label.text for label in panel.picture.reasons()]
    assert reasons == ["unknown, but θ is not in it"] * 2


@pytest.mark.parametrize("stage", [NudgeStacksStage, NudgeSlopesStage])
@pytest.mark.parametrize(
    ("pointer", "row"),
    [
        (Pointer(quantity="start"), 0),
        (Pointer(quantity="dynamics"), 1),
        (Pointer(quantity="policy"), 2),
        (Pointer(quantity="log-probability"), 3),
        (Pointer(quantity="objective"), None),
    ],
)
def test_what_is_pointed_at_is_marked(qtbot, stage, pointer, row):
    panel, _ = shown(qtbot, stage, material(lake()))
    before, sheet = pixels(panel.picture), panel.picture.sheet
    panel.show_pointer(pointer)
    changed = (pixels(panel.picture) != before).any(axis=-1)
    for index in range(4):
        area = sheet.row(index).toRect().adjusted(0, 3, 0, -3)
        assert changed[area.top() : area.bottom()].any() == (index == row)
    if row is not None:
        position = sheet.row(row).center()
        quantities = ("start", "dynamics", "log-policy", "log-probability")
        assert panel.picture.pointer_at(position).quantity == quantities[row]


@pytest.mark.parametrize("picture_type", [StacksPicture, SlopesPicture])
@pytest.mark.parametrize("case", CASES)
def test_nothing_written_is_cut_and_nothing_touches(qtbot, picture_type, case):
    nudge = Nudge(along_estimate=False, epsilon=-0.3)
    what = material(CASES[case](), nudge, parameter=1)
    for size in SIZES.values():
        for theme in THEMES.values():
            picture = picture_type(theme)
            qtbot.addWidget(picture)
            picture.resize(*size)
            picture.show_material(what)
            written = [*picture.sheet.labels, *picture.chart.labels]
            assert_legible(written, QRectF(0.0, 0.0, *size))
