"""The table of all trajectories, against a recursion written out and against closed forms."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.batch import freeze
from pgviz.gui.derivation.ledger import words
from pgviz.gui.derivation.ledger.cell import CELL, CellDelegate
from pgviz.gui.derivation.ledger.columns import COLUMNS, DRAWN, PROBABILITY, SHARE
from pgviz.gui.derivation.ledger.direction import direction_along, shown_parameter
from pgviz.gui.derivation.ledger.drawn import Finder
from pgviz.gui.derivation.ledger.ledger import Ledger
from pgviz.gui.derivation.ledger.model import STEADY, LedgerModel
from pgviz.gui.derivation.ledger.table import LedgerTable
from pgviz.gui.derivation.ledger.throttle import Throttle
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.stages.ledger import LogDerivativeStage, ObjectiveStage, RatioStage
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state, policy_for
from tests.estimation.enumeration import all_paths
from tests.gui.iterations import Made, made
from tests.gui.showing import DARK_LECTURE, LECTURE, pixels, show

STAGES = {"L2": ObjectiveStage, "L4": RatioStage, "L5": LogDerivativeStage}
SIZES = {"1280x720": (540, 190), "1440x900": (640, 290), "1920x1080": (920, 420)}
OPPOSED = 1, 2  # seeds of two steps whose policies prefer different actions
WORLDS = {
    "two steps": lambda: made("pgviz/TwoStep-v0", init_scale=1.0, discount=0.9),
    "corridor": lambda: made("pgviz/ShortCorridor-v0", init_scale=1.0, horizon=5),
    "grid": lambda: made("pgviz/GridWorld-v0", iterations=3, horizon=4, init_scale=0.5),
    "slippery": lambda: made("FrozenLake-v1", horizon=3, init_scale=0.7, batch_size=40),
    "geometric": lambda: made("pgviz/Geometric-v0", horizon=12, discount=0.8),
}


def corridor_cut():
    """Return a corridor so long that its trajectories can't be listed."""
    return made("pgviz/ShortCorridor-v0", horizon=1000, init_scale=0.3, batch_size=20)


def bounty():
    """Return a grid whose goal, never reached in so few steps, pays more than can be squared."""
    world = make_world(EnvironmentSpec("pgviz/GridWorld-v0", {"goal_reward": 1e300}))
    chosen = Hyperparameters(batch_size=2, horizon=4)
    iteration = iterate(initial_state(world, chosen, 1), chosen, world)
    return Made(world, policy_for(world, chosen), iteration)


def material_of(example, along_running=False, **selected):
    return Material.of(replace(example.view(**selected), running=along_running), Nudge())


def ledger_of(example, along="gradient", **selected):
    material = material_of(example, **selected)
    mdp, listed = material.world.mdp, material.listed
    finder = Finder(listed.listing, noisy=mdp.reward_noise > 0.0)
    direction = direction_along(material, along)
    return Ledger(mdp, listed, direction, finder.rows(material.iteration.batch))


def paths_of(example, theta):
    """Return P and R of every trajectory that the recursion finds, by its steps."""
    mdp, hyperparameters = example.world.mdp, example.iteration.hyperparameters
    policy = np.exp(example.policy.log_policy(theta, np.arange(mdp.observations)))
    chances, returns = Counter(), {}
    for path in all_paths(mdp, policy, hyperparameters.horizon):
        chances[path.steps] += path.probability
        returns[path.steps] = path.discounted(hyperparameters.discount)
    return chances, returns


def steps_of(batch, row):
    run = batch.slice(row)
    columns = batch.states[run], batch.actions[run], batch.rewards[run]
    return tuple(zip(*(column.tolist() for column in columns), strict=True))


def summed(ledger, values):
    """Return a column by the steps of its rows: rows that differ in their end only are one."""
    total = Counter()
    for row, value in enumerate(values.tolist()):
        total[steps_of(ledger.listed.listing.batch, row)] += value
    return total


def titled(line, title):
    return next(column for column in COLUMNS[line] if column.title == title)


def stage_of(qtbot, line, example, theme=LIGHT, size="1440x900", running=False, **selected):
    stage = STAGES[line](theme)
    view = material_of(example, along_running=running, **selected)
    return show(qtbot, stage, view, SIZES[size])


@pytest.mark.parametrize("world", WORLDS)
def test_rows_hold_what_the_recursion_finds(world):
    example = WORLDS[world]()
    theta = example.iteration.before.theta
    ledger, (chances, returns) = ledger_of(example), paths_of(example, theta)
    assert ledger.complete
    found = summed(ledger, PROBABILITY.values(ledger))
    assert found == pytest.approx(dict(chances), abs=1e-14)
    shares = {steps: chances[steps] * returns[steps] for steps in chances}
    assert summed(ledger, SHARE.values(ledger)) == pytest.approx(shares, abs=1e-13)


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("along", ["gradient", "estimate", "parameter"])
def test_gradients_are_central_differences_of_the_recursion(world, along):
    example, step = WORLDS[world](), 1e-5
    ledger, theta = ledger_of(example, along), example.iteration.before.theta
    above, returns = paths_of(example, theta + step * ledger.direction.vector)
    below, _ = paths_of(example, theta - step * ledger.direction.vector)
    slopes = {steps: (above[steps] - below[steps]) / (2.0 * step) for steps in above}
    close = {"abs": 1e-8}
    for title in ("∇P", "P·∇log P"):
        values = titled("L5", title).values(ledger)
        assert summed(ledger, values) == pytest.approx(slopes, **close)
    terms = {steps: slopes[steps] * returns[steps] for steps in slopes}
    for line, title in (("L4", "P·∇P/P·R"), ("L5", "P·∇log P·R")):
        assert summed(ledger, titled(line, title).values(ledger)) == pytest.approx(terms, **close)
    assert not ledger.differences.any()


@pytest.mark.parametrize("world", WORLDS)
def test_sums_are_1_and_0_and_j_and_the_slope_of_j(world):
    example = WORLDS[world]()
    ledger, exact = ledger_of(example), example.iteration.exact
    assert PROBABILITY.total(ledger) == pytest.approx(1.0)
    assert SHARE.total(ledger) == pytest.approx(exact.objective)
    assert titled("L5", "∇P").total(ledger) == 0.0
    slope = float(np.linalg.norm(exact.gradient))
    assert titled("L4", "P·∇P/P·R").total(ledger) == pytest.approx(slope)
    assert DRAWN.total(ledger) == example.iteration.batch.size


def test_sums_come_out_though_not_all_are_listed():
    example = corridor_cut()
    ledger, theta = ledger_of(example, "parameter", parameter=1), example.iteration.before.theta
    right = 1.0 / (1.0 + np.exp(theta[0] - theta[1]))
    chain = np.array([[1 - right, right, 0], [right, 0, 1 - right], [0, 1 - right, 0]])
    still = np.linalg.matrix_power(chain, ledger.listed.listing.longest)[0].sum()
    assert not ledger.complete
    assert PROBABILITY.rest_of(ledger) == pytest.approx(still)
    assert PROBABILITY.total(ledger) == pytest.approx(1.0)
    closed = (2 * right - 4) / (right * (1 - right))  # Sutton & Barto, Example 13.1
    assert SHARE.total(ledger) == pytest.approx(closed, rel=1e-9)
    assert SHARE.rest_of(ledger) < 0.0
    step = 1e-6
    nudged = [1.0 / (1.0 + np.exp(theta[0] - theta[1] - way)) for way in (step, -step)]
    above, below = ((2 * p - 4) / (p * (1 - p)) for p in nudged)
    slope = titled("L5", "P·∇log P·R").total(ledger)
    assert slope == pytest.approx((above - below) / (2 * step), rel=1e-6)
    assert DRAWN.rest_of(ledger) == ledger.drawn_elsewhere > 0


@pytest.mark.parametrize("world", [*WORLDS, "cut"])
def test_sampled_trajectories_are_found_in_their_rows(world):
    example = corridor_cut() if world == "cut" else WORLDS[world]()
    ledger, batch = ledger_of(example), example.iteration.batch
    listed = ledger.listed.listing.batch
    for sampled, row in enumerate(ledger.drawn.tolist()):
        if row >= 0:
            assert steps_of(batch, sampled) == steps_of(listed, row)
            assert batch.last_states[sampled] == listed.last_states[row]
        else:
            assert batch.lengths[sampled] > ledger.listed.listing.longest
    assert ledger.counts.sum() + ledger.drawn_elsewhere == batch.size


def test_noisy_rewards_tell_no_trajectories_apart():
    ledger = ledger_of(made("pgviz/Bandit-v0", batch_size=30))
    actions = np.bincount(made("pgviz/Bandit-v0", batch_size=30).iteration.batch.actions)
    drawn = ledger.counts[np.argsort(ledger.listed.listing.batch.actions)]
    np.testing.assert_array_equal(drawn[: len(actions)], actions)


def test_directions_have_length_1_and_are_named():
    example = WORLDS["two steps"]()
    material = material_of(example)
    for along, vector in (
        ("gradient", example.iteration.exact.gradient),
        ("estimate", example.iteration.estimate.gradient),
    ):
        unit = direction_along(material, along).vector
        np.testing.assert_allclose(unit, vector / np.linalg.norm(vector))
    assert direction_along(material_of(example, parameter=1), "parameter").name == "θ[action 1]"
    largest = np.abs(example.iteration.exact.gradient).argmax()
    assert shown_parameter(material) == largest


@pytest.mark.parametrize(
    ("world", "rows"),
    [
        ("two steps", {"0 › 0 › end", "0 › 1 › end", "1 › 0 › end", "1 › 1 › end"}),
        ("corridor", {"→ ← → goal", "→\u202f×3 ← → goal", "←\u202f×5 0", "← → ← → goal"}),
    ],
)
def test_trajectories_are_written_by_their_actions(world, rows):
    ledger = ledger_of(WORLDS[world]())
    batch = ledger.listed.listing.batch
    written = {words.trajectory_text(ledger.mdp, batch, row) for row in range(ledger.size)}
    assert rows <= written
    assert len(written) == ledger.size


def test_states_are_named_where_actions_dont_tell_them():
    ledger = ledger_of(WORLDS["slippery"]())
    batch, names = ledger.listed.listing.batch, ledger.mdp.state_names
    row = int(np.flatnonzero(batch.last_states != batch.states[batch.offsets[:-1]])[0])
    text = words.trajectory_text(ledger.mdp, batch, row)
    assert text.startswith(names[batch.states[batch.offsets[row]]])
    assert text.endswith(names[batch.last_states[row]])


def test_rows_are_sorted_by_what_they_add_and_by_any_header(qtbot):
    stage = stage_of(qtbot, "L2", WORLDS["corridor"]())
    model, ledger = stage.table.model, stage.table.model.ledger

    def shown(column):
        values = column.values(ledger)
        return [float(values[model.trajectory(row)]) for row in range(model.rowCount())]

    sizes = np.abs(shown(SHARE))
    assert (np.diff(sizes) <= 0.0).all()
    stage.table.rows.horizontalHeader().sectionClicked.emit(3)
    assert (np.diff(shown(PROBABILITY)) <= 0.0).all()
    assert model.headerData(3, Qt.Orientation.Horizontal) == "P ↓"
    stage.table.rows.horizontalHeader().sectionClicked.emit(3)
    assert (np.diff(shown(PROBABILITY)) >= 0.0).all()
    assert model.headerData(3, Qt.Orientation.Horizontal) == "P ↑"


def test_rows_are_sorted_by_keyboard(qtbot):
    stage = stage_of(qtbot, "L2", WORLDS["corridor"]())
    rows = stage.table.rows
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(0, 4))
    QTest.keyClick(rows, Qt.Key.Key_S)
    assert rows.model().headerData(4, Qt.Orientation.Horizontal) == "R ↓"
    QTest.keyClick(rows, Qt.Key.Key_Left)
    QTest.keyClick(rows, Qt.Key.Key_S)
    assert rows.model().headerData(3, Qt.Orientation.Horizontal) == "P ↓"


def test_rows_keep_their_places_while_running(qtbot):
    """Another θ turns the order of P around; the rows follow when it rests, or after a while."""
    one, other = (made("pgviz/TwoStep-v0", seed=seed, init_scale=1.0) for seed in OPPOSED)
    listings, stage = material_of(one).listings, ObjectiveStage(LIGHT)
    qtbot.addWidget(stage)
    model = stage.table.model
    model.sort(3)

    def order(example, running):
        view = replace(example.view(), world=one.world, running=running)
        stage.show_view(Material.of(view, Nudge(), listings))
        return [model.trajectory(row) for row in range(4)]

    first = order(one, running=False)
    assert [order(other, running=True) for _ in range(STEADY - 1)] == [first] * (STEADY - 1)
    learnt = order(other, running=True)
    assert learnt != first
    assert (np.diff(PROBABILITY.values(model.ledger)[learnt]) <= 0.0).all()
    assert order(one, running=False) == first


def test_a_click_selects_the_sampled_trajectory_and_the_quantity(qtbot):
    example = WORLDS["two steps"]()
    stage = stage_of(qtbot, "L2", example, trajectory=0)
    rows, ledger, chosen = stage.table.rows, stage.table.model.ledger, []
    stage.chosen.connect(chosen.append)
    for row in range(4):
        index = rows.model().index(row, 3)
        QTest.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(index).center()
        )
        copies = ledger.trajectories_of(stage.table.model.trajectory(row)).tolist()
        following = [each for each in copies if each > 0] or copies
        expected = following[0] if following else None
        assert chosen[-1] == Pointer(trajectory=expected, quantity="probability")


def test_the_mouse_points_at_a_trajectory_and_leaves_it(qtbot):
    stage = stage_of(qtbot, "L2", WORLDS["two steps"]())
    rows, pointed = stage.table.rows, []
    stage.pointed.connect(pointed.append)
    QTest.mouseMove(rows.viewport(), rows.visualRect(rows.model().index(1, 4)).center())
    assert pointed[-1].quantity == "return"
    rows.left_behind.emit()
    assert pointed[-1] == NOWHERE


class Asked(LedgerModel):
    """Remembers which rows were asked for."""

    def __init__(self, columns):
        super().__init__(columns)
        self.rows_asked = set()

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        self.rows_asked.add(index.row())
        return super().data(index, role)


def test_only_rows_that_are_seen_are_worked_out(qtbot):
    example = made("pgviz/ShortCorridor-v0", horizon=16, init_scale=0.3)
    ledger = ledger_of(example)
    assert ledger.size > 10_000
    table = LedgerTable(COLUMNS["L2"], LIGHT)
    qtbot.addWidget(table)
    table.resize(600, 300)
    model = Asked(COLUMNS["L2"])
    table.rows.setModel(model)
    table.model = model
    table.show_ledger(ledger, 0, running=False)
    table.show()
    qtbot.waitExposed(table)
    table.grab()
    seen = table.rows.viewport().height() // table.rows.rowHeight(0) + 2
    assert 0 < len(model.rows_asked) <= seen
    for act in (table.rows.scrollToBottom, lambda: table.sort_by(3)):
        model.rows_asked.clear()
        act()
        table.grab()
        assert 0 < len(model.rows_asked) <= 2 * seen


@pytest.mark.parametrize("line", STAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", [LIGHT, DARK, LECTURE, DARK_LECTURE], ids=lambda t: t.name)
def test_rows_are_whole_and_the_sums_are_always_seen(qtbot, line, size, theme):
    stage = stage_of(qtbot, line, corridor_cut(), theme, size)
    table = stage.table
    body = table.rows.viewport().height()
    assert body % table.rows.rowHeight(0) == 0
    assert table.pinned.geometry().bottom() <= table.height()
    assert table.pinned.viewport().height() >= 2 * table.pinned.rowHeight(0)
    widths = [table.rows.columnWidth(c) for c in range(table.model.columnCount())]
    assert sum(widths) <= table.width()


@pytest.mark.parametrize(
    ("example", "word"),
    [
        (lambda: made("CartPole-v1", hidden="4"), "not known as a table"),
        (lambda: made("Taxi-v4", horizon=200, batch_size=2), "trajectories"),
        (bounty, "no number holds"),
    ],
)
@pytest.mark.parametrize("line", STAGES)
def test_words_where_there_is_no_list(qtbot, example, word, line):
    stage = stage_of(qtbot, line, example())
    assert word in stage.words.text()
    assert stage.words.isVisible()
    assert not stage.table.isVisible()


def test_the_largest_horizon_that_can_be_listed_is_offered(qtbot):
    stage = stage_of(qtbot, "L2", corridor_cut())
    assert stage.horizon.isVisible()
    with qtbot.waitSignal(stage.horizon_wanted) as wanted:
        stage.horizon.click()
    shorter = made("pgviz/ShortCorridor-v0", horizon=wanted.args[0], init_scale=0.3)
    assert ledger_of(shorter).complete
    assert not stage_of(qtbot, "L2", shorter).horizon.isVisible()


@pytest.mark.parametrize("world", WORLDS)
def test_both_sides_of_every_line_agree(qtbot, world):
    example = WORLDS[world]()
    for line, kind in STAGES.items():
        stage, heard = kind(LIGHT), []
        qtbot.addWidget(stage)
        stage.identity_changed.connect(heard.append)
        stage.show_view(material_of(example))
        assert heard[-1].agrees, line
        exact = example.iteration.exact
        norm = float(np.linalg.norm(exact.gradient))
        assert heard[-1].right == pytest.approx(exact.objective if line == "L2" else norm)


def test_another_direction_is_taken_at_once(qtbot):
    stage = stage_of(qtbot, "L5", WORLDS["two steps"](), parameter=1)
    assert stage.along.currentText() == "∇ along ∇J"
    stage.along.setCurrentIndex(2)
    stage.along.activated.emit(2)
    assert stage.along.currentText() == "∇ along θ[action 1]"
    np.testing.assert_array_equal(stage.table.model.ledger.direction.vector, [0.0, 1.0])


def test_negative_bars_lie_left_of_0(qtbot):
    example = WORLDS["two steps"]()
    stage = stage_of(qtbot, "L2", example)
    model, delegate = stage.table.model, CellDelegate(LIGHT, stage)
    returns = model.ledger.listed.returns
    for row in range(4):
        value = returns[model.trajectory(row)]
        cell = model.index(row, 4).data(CELL)
        image = QImage(120, 24, QImage.Format.Format_RGB32)
        image.fill(LIGHT.card)
        option = QStyleOptionViewItem()
        option.rect = QRect(QPoint(0, 0), image.size())
        with QPainter(image) as painter:
            delegate.paint(painter, option, model.index(row, 4))
        zero = 4 + (0.0 - cell.span[0]) / (cell.span[1] - cell.span[0]) * 112
        color = (LIGHT.negative if value < 0.0 else LIGHT.weight).rgb()
        columns = [x for x in range(120) if image.pixel(x, 20) == color]
        assert bool(columns) == (value != 0.0)
        assert (
            all(x <= zero for x in columns) if value < 0.0 else all(x >= zero - 1 for x in columns)
        )
        assert cell.text.startswith("−") == (value < 0.0)


@pytest.mark.parametrize(("horizon", "frames"), [(100, 1), (400, 2), (700, 5)])
def test_a_long_list_is_weighed_less_often_while_running(horizon, frames):
    example = made("pgviz/Geometric-v0", horizon=horizon)
    material, throttle = material_of(example, along_running=True), Throttle()
    due = [throttle.is_due(material) for _ in range(3 * frames)]
    assert due == 3 * [True, *(frames - 1) * [False]]
    assert throttle.is_due(replace(material, running=False))


@pytest.mark.parametrize("quantity", ["probability", "return", "objective"])
def test_the_column_of_what_is_pointed_at_is_set_off(qtbot, quantity):
    stage = stage_of(qtbot, "L2", WORLDS["two steps"]())
    rows, before = stage.table.rows, pixels(stage.table.rows)
    stage.show_pointer(Pointer(quantity=quantity))
    changed = (pixels(rows) != before).any(axis=(0, 2))
    column = next(n for n, each in enumerate(COLUMNS["L2"]) if each.quantity == quantity)
    left = rows.columnViewportPosition(column)
    assert changed[left + 8 : left + rows.columnWidth(column) - 8].any()
    changed[left : left + rows.columnWidth(column)] = False
    assert not changed.any()


def test_the_row_of_a_trajectory_that_is_pointed_at_is_set_off(qtbot):
    stage = stage_of(qtbot, "L2", WORLDS["two steps"](), trajectory=0)
    rows, ledger = stage.table.rows, stage.table.model.ledger
    other = next(i for i, row in enumerate(ledger.drawn) if row != ledger.drawn[0])
    before = pixels(rows.viewport())
    stage.show_pointer(Pointer(trajectory=other))
    changed = (pixels(rows.viewport()) != before).any(axis=(1, 2))
    height, row = rows.rowHeight(0), stage.table.model.row_of(other)
    assert changed[row * height + height // 2]
    changed[row * height : (row + 1) * height] = False
    assert not changed.any()


def test_numbers_beyond_any_size_are_shown(qtbot):
    """Probabilities that reach 0, and returns whose products are no floats any more."""
    example = WORLDS["geometric"]()
    for scale in (1e3, 1e308):
        ledger = ledger_of(example)
        strange = freeze(np.where(ledger.listed.returns > 1.0, scale, -scale))
        gone = freeze(np.where(ledger.listed.returns > 2.0, -np.inf, -1.0))
        listed = replace(ledger.listed, returns=strange, log_probabilities=gone)
        for columns in COLUMNS.values():
            table = LedgerTable(columns, LIGHT)
            qtbot.addWidget(table)
            table.resize(700, 300)
            table.show_ledger(replace(ledger, listed=listed), 0, running=False)
            table.grab()
            texts = {table.model.index(row, 4).data() for row in range(ledger.size)}
            assert all(texts)
