"""The contributions panel: what it paints, and what the mouse finds on it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import QToolTip

from pgviz.gui.fonts import load_fonts
from pgviz.gui.panels.contributions import ContributionsPanel, draw_scene
from pgviz.gui.strips.explanation import explanation
from pgviz.gui.strips.ink import Ink
from pgviz.gui.strips.layout import LABEL_POINTS, TICK_POINTS
from pgviz.gui.strips.overlay import draw_overlay
from pgviz.gui.strips.scene import Composer
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.training.cursor import Cursor
from tests.gui.iterations import CASES
from tests.gui.scenes import THEMES
from tests.gui.showing import SIZES, KeyWindow, color_at, holds, pixels, show

ROWS = ("π", "log π", "norm", "weight", "share", "sum")
PHASE_OF = dict(zip(ROWS, ("score", "score", "score", "weight", "sum", "sum"), strict=True))
ORDER = ("sample", "score", "weight", "sum", "average", "update")


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def table():
    return CASES["table"]()


def composed(view, size=(456, 300), theme=LIGHT):
    return Composer(theme).compose(view, QSize(*size))


def place_of(scene, row, step):
    """Where the bar of a row at a step begins: just beside its zero line."""
    index = ROWS.index(row)
    area, (low, high) = dict(scene.layout.rows)[index], scene.spans[index]
    zero = area.top() + area.height() * high / (high - low)
    below = scene.strips[index].layers[-1].low[step] < 0.0
    y = round(zero) + 1 if below else round(zero) - 2
    return QPoint(scene.layout.left + int(scene.columns.center(step)) + 2, y)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("phase", ORDER)
def test_what_a_phase_has_reached_is_full_and_the_rest_pale(qtbot, theme, phase):
    example = table()
    trajectory, step = 4, 7
    cursor = Cursor(example.iteration.number, phase, trajectory, step)
    panel = show(qtbot, ContributionsPanel(theme), example.view(trajectory, cursor=cursor))
    picture, scene = pixels(panel), composed(example.view(trajectory, cursor=cursor), theme=theme)
    for row, role in (("log π", "score"), ("norm", "score"), ("weight", "weight")):
        done = ORDER.index(PHASE_OF[row]) - ORDER.index(phase)
        for t in (0, step, step + 1):
            full = done < 0 or (done == 0 and t <= step)
            color = getattr(theme, role)
            expected = color if full else theme.pale(color)
            assert color_at(picture, place_of(scene, row, t)) == expected.name(), (row, t)


def test_shares_have_the_colour_of_their_sign(qtbot):
    shares, batch = table().iteration.estimate.shares, table().iteration.batch
    trajectory = int(batch.trajectory_of[shares.argmin()])
    view = table().view(trajectory)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view), composed(view)
    picture = pixels(panel)
    for step, share in enumerate(shares[batch.slice(trajectory)]):
        if share:
            x = place_of(scene, "share", step).x()
            column = picture[slice(*rows_of(scene, "share")), x]
            assert holds(column, LIGHT.estimate) == (share > 0.0)
            assert holds(column, LIGHT.negative) == (share < 0.0)


def rows_of(scene, row):
    area = dict(scene.layout.rows)[ROWS.index(row)]
    return area.top(), area.bottom() + 1


def test_a_probability_fills_its_part_of_the_row(qtbot):
    view = table().view(4)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view, (676, 420)), None
    scene = composed(view, (676, 420))
    picture = pixels(panel)
    top, bottom = rows_of(scene, "π")
    for step, probability in enumerate(scene.strips[0].values):
        x = scene.layout.left + int(scene.columns.center(step))
        column = [color_at(picture, QPoint(x, y)) for y in range(top, bottom)]
        filled = column.count(LIGHT.score.name()) / len(column)
        assert filled == pytest.approx(probability, abs=0.6 / len(column))


def test_the_selected_step_shows_all_of_its_distribution(qtbot):
    example = table()
    view = example.view(4, 3)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view, (676, 420)), None
    scene, picture = composed(view, (676, 420)), pixels(panel)
    top, bottom = rows_of(scene, "π")
    x = scene.layout.left + int(scene.columns.center(3)) + 4
    colors = [color_at(picture, QPoint(x, y)) for y in range(top, bottom)]
    assert LIGHT.line.name() not in colors[1:]  # the track behind a bar
    assert colors[-1] == LIGHT.score.name()


def test_a_cell_has_the_colour_of_its_contribution(qtbot):
    view = table().view(4)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view), composed(view)
    picture = pixels(panel)
    row, step = np.unravel_index(np.abs(scene.heat.values).argmax(), scene.heat.values.shape)
    color = LIGHT.estimate if scene.heat.values[row, step] > 0.0 else LIGHT.negative
    assert color_at(picture, cell(scene, int(row), int(step))) == color.name()
    empty = np.argwhere(scene.heat.values == 0.0)[0]
    assert color_at(picture, cell(scene, *empty.tolist())) == LIGHT.card.name()


def cell(scene, row, step):
    x = scene.layout.left + int(scene.columns.center(step))
    return QPoint(x, scene.layout.heat.top() + row * scene.layout.cell + scene.layout.cell // 2)


def test_the_heat_map_is_pale_after_the_cursor(qtbot):
    example = table()
    scene = composed(example.view(4))
    row, step = np.unravel_index(np.abs(scene.heat.values).argmax(), scene.heat.values.shape)
    for shift, full in ((0, True), (-1, False)):
        cursor = Cursor(example.iteration.number, "sum", 4, int(step) + shift)
        panel = show(qtbot, ContributionsPanel(LIGHT), example.view(4, cursor=cursor))
        color = LIGHT.estimate if scene.heat.values[row, step] > 0.0 else LIGHT.negative
        expected = color if full else LIGHT.pale(color)
        assert color_at(pixels(panel), cell(scene, int(row), int(step))) == expected.name()


def test_pointing_at_a_row_tells_the_step_and_the_quantity(qtbot):
    view = table().view(4)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view), composed(view)
    heard = []
    panel.pointed.connect(heard.append)
    for row in ("π", "weight", "sum"):
        qtbot.mouseMove(panel, place_of(scene, row, 2))
    qtbot.mouseMove(panel, place_of(scene, "sum", 5))
    panel.leaveEvent(QEvent(QEvent.Type.Leave))
    assert heard == [
        Pointer(4, 2, quantity="policy"),
        Pointer(4, 2, quantity="return"),
        Pointer(4, 2, quantity="trajectory-gradient"),
        Pointer(4, 5, quantity="trajectory-gradient"),
        NOWHERE,
    ]


def test_pointing_at_a_cell_tells_the_step_and_the_parameter(qtbot):
    view = table().view(4)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view), composed(view)
    parameter = int(scene.heat.parameters[2])
    with qtbot.waitSignal(panel.pointed) as heard:
        qtbot.mouseMove(panel, cell(scene, 2, 3))
    assert heard.args == [Pointer(4, 3, parameter)]
    with qtbot.waitSignal(panel.pointed) as heard:
        qtbot.mouseMove(panel, QPoint(scene.layout.left - 8, cell(scene, 2, 3).y()))
    assert heard.args == [Pointer(4, None, parameter)]


def test_a_click_chooses_what_is_pointed_at(qtbot):
    view = table().view(4)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view), composed(view)
    heard = []
    panel.chosen.connect(heard.append)
    qtbot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=place_of(scene, "norm", 6))
    qtbot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=cell(scene, 0, 1))
    qtbot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))  # a label
    label = Pointer(4, quantity="policy")
    assert heard == [Pointer(4, 6), Pointer(4, 1, int(scene.heat.parameters[0])), label]


@pytest.mark.parametrize(
    ("quantity", "row"), [("policy", "π"), ("score", "norm"), ("return", "weight")]
)
@pytest.mark.parametrize("selected", [True, False])
def test_the_row_of_a_term_of_the_derivation_is_marked(qtbot, quantity, row, selected):
    view = table().view(4)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view), composed(view)
    before = pixels(panel)
    if selected:
        chosen = replace(view.selected, quantity=quantity)
        panel.show_view(replace(view, selected=chosen))
    else:
        panel.show_pointer(Pointer(quantity=quantity))
    changed = np.flatnonzero((pixels(panel) != before).any(axis=(1, 2)))
    (area,) = [
        area for index, area in scene.layout.rows if quantity in scene.strips[index].quantities
    ]
    assert area.contains(place_of(scene, row, 2))
    assert (changed[0], changed[-1]) == (area.top(), area.bottom())


def test_what_is_pointed_at_elsewhere_is_marked_here(qtbot):
    view = table().view(4, 1)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view), composed(view)
    before = pixels(panel)
    panel.show_pointer(Pointer(4, 6, int(scene.heat.parameters[1])))
    marked = pixels(panel)
    panel.show_pointer(Pointer(3, 6))  # another trajectory
    other = pixels(panel)
    panel.show_pointer(NOWHERE)
    assert not np.array_equal(marked, before)
    assert holds(marked[cell(scene, 1, 6).y()], LIGHT.parameter)
    assert np.array_equal(other, before)
    assert np.array_equal(pixels(panel), before)


def test_the_tooltip_is_exact(qtbot):
    example = table()
    view = example.view(4)
    panel, scene = show(qtbot, ContributionsPanel(LIGHT), view), composed(view)
    place = place_of(scene, "norm", 6)
    event = QHelpEvent(QEvent.Type.ToolTip, place, panel.mapToGlobal(place))
    assert panel.event(event)
    exact = repr(float(example.iteration.estimate.score_norms[example.iteration.batch.slice(4)][6]))
    assert QToolTip.text().endswith(f"t = 6: {exact}")
    QToolTip.hideText()


def test_explanations_name_every_action_and_parameter():
    example = table()
    scene = composed(example.view(4))
    lines = explanation(scene, place_of(scene, "π", 2)).splitlines()
    run = example.iteration.batch.slice(4)
    probabilities = example.iteration.evaluation.probabilities[run][2]
    names = ("up", "right", "down", "left")
    expected = [f"π({n}|sₜ) = {float(p)!r}" for n, p in zip(names, probabilities, strict=True)]
    assert [line.replace("\u2212", "-") for line in lines[2:]] == expected
    value = float(scene.heat.values[1, 3])
    text = explanation(scene, cell(scene, 1, 3)).replace("\u2212", "-")
    assert text.startswith(f"θ[{scene.names[1]}], t = 3")
    assert repr(value) in text
    assert explanation(scene, QPoint(scene.layout.left, scene.layout.caption.center().y())) == ""


def test_explanations_of_a_gaussian_give_mean_and_deviation():
    example = CASES["gaussian"]()
    scene = composed(example.view(1))
    lines = explanation(scene, place_of(scene, "π", 2)).replace("\u2212", "-").splitlines()
    flat = int(example.iteration.batch.offsets[1]) + 2
    evaluation, action = example.iteration.evaluation, example.iteration.batch.actions[flat]
    assert lines[2] == (
        f"push x: a = {float(action[0])!r}, μ = {float(evaluation.means[flat][0])!r}, "
        f"σ = {float(evaluation.deviations[0])!r}"
    )


class RecordingInk(Ink):
    """Draws, and remembers where each text stands."""

    def __init__(self, painter, theme):
        super().__init__(painter, theme, 1.0)
        self.texts = []

    def write(self, area, text, color, side=0, small=True):
        font = self.theme.font(TICK_POINTS if small else LABEL_POINTS)
        place = QFontMetrics(font).boundingRect(area, side, text)
        height = round(0.62 * place.height())  # of a line: from a figure's foot to its top
        shrunk = place.adjusted(0, (place.height() - height) // 2, 0, 0)
        shrunk.setHeight(height)
        self.texts.append((text, shrunk, color == self.theme.card))
        super().write(area, text, color, *((side,) if side else ()), small=small)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_no_text_is_cut_or_touches_another(theme, size):
    for name, case in CASES.items():
        scene = composed(case().view(0, 1 % case().iteration.batch.lengths[0]), size, theme)
        surface = QPixmap(*size)
        painter = QPainter(surface)
        ink = RecordingInk(painter, theme)
        draw_scene(ink, scene)
        draw_overlay(ink, scene, Pointer(0, 0))
        painter.end()
        for index, (text, place, _) in enumerate(ink.texts):
            assert surface.rect().contains(place), (name, text, place)
            for other, there, _ in ink.texts[:index]:
                assert text == other or not place.intersects(there), (name, text, other)


@pytest.mark.parametrize("size", [(1, 1), (30, 400), (400, 30), (90, 60), (3000, 2000)])
def test_any_size_is_painted(qtbot, size):
    for name in ("table", "gaussian", "no estimate", "many steps"):
        panel = show(qtbot, ContributionsPanel(LIGHT), CASES[name]().view(0, 0), size)
        assert pixels(panel).shape == (size[1], size[0], 3)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_kind_of_trajectory_is_painted(qtbot, case):
    example = case()
    last = example.iteration.batch.size - 1
    panel = show(qtbot, ContributionsPanel(DARK), example.view(last, 0))
    assert holds(pixels(panel), DARK.score)


def test_an_estimate_of_0_is_said_in_words():
    scene = composed(CASES["no estimate"]().view())
    assert scene.strips[4].words
    assert scene.pointer_at(cell(scene, 0, 0)) == Pointer(0, 0, None)  # no parameter is shown


def test_the_subtitle_tells_which_and_how(qtbot):
    panel = ContributionsPanel(LIGHT)
    heard = []
    panel.subtitle_changed.connect(heard.append)
    show(qtbot, panel, table().view(4))
    panel.show_view(CASES["to-go"]().view(0))
    panel.show_view(CASES["steps"]().view(9))
    assert heard == [
        "of τ⁽⁵⁾, step by step: ∇log π(aₜ|sₜ) · R(τ)",
        "of τ⁽¹⁾, step by step: γᵗ ∇log π(aₜ|sₜ) · (Gₜ − bₜ)",
        "of τ⁽¹⁰⁾, step by step: ∇log π(aₜ|sₜ) · (R(τ) − b)/σ",
    ]


def test_axes_grow_at_once_and_shrink_slowly_while_running():
    composer, example = Composer(LIGHT), table()
    lengths = example.iteration.batch.lengths
    longest, shortest = int(lengths.argmax()), int(lengths.argmin())
    view = example.view(longest, running=True)
    assert composer.compose(view, QSize(456, 300)).steps == lengths.max()
    view = example.view(shortest, running=True)
    shown = composer.compose(view, QSize(456, 300))
    assert lengths.min() < shown.steps <= lengths.max()
    assert shown.pointer_at(QPoint(shown.layout.right - 1, 10)).step is None  # past its end
    assert composer.compose(example.view(shortest), QSize(456, 300)).steps == lengths.min()


def test_a_view_is_painted_once(qtbot):
    class Counting(ContributionsPanel):
        paints = 0

        def paintEvent(self, event):
            self.paints += 1
            super().paintEvent(event)

    panel = show(qtbot, Counting(LIGHT), table().view(4))
    qtbot.waitUntil(lambda: panel.paints > 0)
    before = panel.paints
    panel.show_view(table().view(5))
    qtbot.waitUntil(lambda: panel.paints > before)
    qtbot.wait(1)
    assert panel.paints == before + 1


def test_another_theme_is_worn_at_the_next_view(qtbot):
    panel = show(qtbot, ContributionsPanel(LIGHT), table().view(4))
    panel.restyle(DARK)
    panel.show_view(table().view(4))
    scene = composed(table().view(4), theme=DARK)
    assert color_at(pixels(panel), place_of(scene, "weight", 1)) == DARK.weight.name()


def test_arrow_keys_are_left_to_the_window(qtbot):
    window = KeyWindow(panel := ContributionsPanel(LIGHT))
    qtbot.addWidget(window)
    window.show()
    panel.setFocus()
    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    for key in arrows:
        qtbot.keyClick(panel, key)
    assert window.keys == arrows
    assert panel.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_panel_without_a_view_is_blank_and_points_nowhere(qtbot):
    panel = ContributionsPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(300, 200)
    heard = []
    panel.pointed.connect(heard.append)
    qtbot.mouseMove(panel, QPoint(150, 50))
    panel.grab()
    assert heard == []
    assert panel.accessibleName() == "Contributions"


def test_a_screen_reader_is_told_the_values(qtbot):
    example = table()
    panel = show(qtbot, ContributionsPanel(LIGHT), example.view(4, 6))
    norm = example.iteration.estimate.score_norms[example.iteration.batch.slice(4)][6]
    told = panel.accessibleDescription()
    assert told.startswith("Step 6. π(aₜ|sₜ): ")
    assert f"‖∇log π‖: {norm:.3g}" in told
    panel.show_view(CASES["no estimate"]().view())
    assert "share" not in panel.accessibleDescription()
