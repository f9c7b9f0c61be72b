"""The inspector panel: what it shows at each level, and what the mouse and the keys do on it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication, QHelpEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QToolButton, QToolTip

from pgviz.gui.arithmetic.levels import LEVELS
from pgviz.gui.fonts import load_fonts
from pgviz.gui.formula.captions import not_reached
from pgviz.gui.formula.view import FormulaView
from pgviz.gui.level_buttons import NAMES
from pgviz.gui.page.view import PageView
from pgviz.gui.panels.inspector import InspectorPanel
from pgviz.gui.quantity import QUANTITIES
from pgviz.gui.theme import DARK, LIGHT, palette
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.training.cursor import PHASES, Cursor
from tests.gui.iterations import CASES
from tests.gui.showing import LECTURE, SIZES, KeyWindow, show

THEMES = {"normal": LIGHT, "lecture": LECTURE}


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def table():
    return CASES["table"]()


def text_of(panel):
    return panel.findChild(PageView)


def formula_of(panel):
    return panel.findChild(FormulaView)


def button(panel, level):
    return next(b for b in panel.findChildren(QToolButton) if b.text() == NAMES[level])


def level_shown(panel):
    return next(level for level in LEVELS if button(panel, level).isChecked())


def place_of(panel, text, occurrence=0):
    """A place in the middle of a text on the page."""
    page = text_of(panel)
    start = -1
    for _ in range(occurrence + 1):
        start = page.toPlainText().index(text, start + 1)
    cursor = QTextCursor(page.document())
    cursor.setPosition(start)
    left = page.cursorRect(cursor)
    cursor.setPosition(start + len(text))
    return QPoint((left.x() + page.cursorRect(cursor).x()) // 2, left.center().y())


def test_a_selected_step_is_worked_out(qtbot):
    example = table()
    panel = show(qtbot, InspectorPanel(LIGHT), example.view(4, 3))
    flat = int(example.iteration.batch.offsets[4]) + 3
    action = int(example.iteration.batch.actions[flat])
    names = example.world.actions.names
    state = example.world.observations.names[int(example.iteration.batch.observations[flat])]
    shown = text_of(panel).toPlainText().replace("\u00a0", " ")
    assert f"τ⁽⁵⁾, t = 3, θ[{state} {names[action]}]: a = {names[action]}, s = {state}" in shown
    probability = example.iteration.evaluation.probabilities[flat, action]
    assert f"1 − {probability:.3f}" in shown
    assert level_shown(panel) == "step"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_nothing_is_cut_and_nothing_scrolls(qtbot, theme, size):
    panel = show(qtbot, InspectorPanel(theme), table().view(), size)
    page = text_of(panel)
    for name, case in CASES.items():
        panel.show_view(case().view(0))
        for level in LEVELS:
            qtbot.mouseClick(button(panel, level), Qt.MouseButton.LeftButton)
            document = page.document()
            assert document.idealWidth() <= page.viewport().width(), (name, level)
            if size != SIZES["1280x720"] and theme is LIGHT:
                assert document.size().height() <= page.viewport().height(), (name, level)


def test_a_term_of_the_derivation_is_worked_out_until_a_level_is_chosen(qtbot):
    view = table().view(4, 3)
    chosen = replace(view, selected=replace(view.selected, quantity="probability"))
    panel = show(qtbot, InspectorPanel(LIGHT), chosen)
    assert "P(τ;θ)" in text_of(panel).toPlainText()
    assert not any(button(panel, level).isChecked() for level in LEVELS)
    qtbot.mouseClick(button(panel, "average"), Qt.MouseButton.LeftButton)
    assert level_shown(panel) == "average"
    panel.show_view(view)
    assert level_shown(panel) == "step"


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_the_page_of_every_term_fits(qtbot, name, quantity):
    view = table().view(4, 3)
    chosen = replace(view, selected=replace(view.selected, quantity=quantity))
    size = (880, 540) if name == "lecture" else (560, 300)
    panel = show(qtbot, InspectorPanel(THEMES[name]), chosen, size)
    page = text_of(panel)
    assert page.document().idealWidth() <= page.viewport().width()
    assert page.document().size().height() <= page.viewport().height()


def test_a_click_on_a_level_lasts_until_something_else_is_looked_at(qtbot):
    example = table()
    panel = show(qtbot, InspectorPanel(LIGHT), example.view(4))
    heard = []
    panel.subtitle_changed.connect(heard.append)
    assert level_shown(panel) == "update"
    qtbot.mouseClick(button(panel, "trajectory"), Qt.MouseButton.LeftButton)
    panel.show_view(example.view(4, running=True))
    assert level_shown(panel) == "trajectory"
    panel.show_view(example.view(4, 2))
    assert level_shown(panel) == "step"
    panel.show_view(example.view(4))
    assert level_shown(panel) == "update"
    assert heard[0] == "the sum over the steps of a trajectory"


def test_pointing_at_another_step_is_told_apart_from_the_one_that_is_worked_out(qtbot):
    panel = show(qtbot, InspectorPanel(LIGHT), table().view(4, 2))
    heard = []
    panel.subtitle_changed.connect(heard.append)
    for step in (3, 2, None):
        panel.show_pointer(Pointer(trajectory=4, step=step))
    same = "the score and the weight of one step"
    assert heard == ["in the formula t = 3, below it t = 2", same, same]


def test_levels_can_be_chosen_with_the_keyboard(qtbot):
    panel = show(qtbot, InspectorPanel(LIGHT), table().view(4))
    button(panel, "average").setFocus()
    qtbot.keyClick(button(panel, "average"), Qt.Key.Key_Space)
    assert level_shown(panel) == "average"
    assert all(button(panel, level).toolTip() for level in LEVELS)


def test_numbers_tell_all_of_their_digits(qtbot):
    example = table()
    panel = show(qtbot, InspectorPanel(LIGHT), example.view(4, 3))
    flat = int(example.iteration.batch.offsets[4]) + 3
    action = int(example.iteration.batch.actions[flat])
    probability = float(example.iteration.evaluation.probabilities[flat, action])
    place = place_of(panel, f"{probability:.3f}")
    assert text_of(panel).explanation(place) == repr(probability)
    viewport = text_of(panel).viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place))
    assert text_of(panel).viewportEvent(event)
    assert QToolTip.text() == repr(probability)
    QToolTip.hideText()


def test_names_tell_their_notes(qtbot):
    panel = show(qtbot, InspectorPanel(LIGHT), table().view(4, 3), SIZES["1280x720"])
    assert text_of(panel).explanation(place_of(panel, "ψ")) == "the whole trajectory"
    assert text_of(panel).explanation(QPoint(2, text_of(panel).height() - 2)) == ""


def test_the_numbers_under_the_formula_follow_the_pointer(qtbot):
    example = table()
    panel = show(qtbot, InspectorPanel(LIGHT), example.view(4, 3))
    formula, norms = formula_of(panel), example.iteration.estimate.score_norms
    start = int(example.iteration.batch.offsets[4])

    def told():
        return formula.explanation(formula.term_place("score").center()).split("\n")[1]

    assert told() == repr(float(norms[start + 3]))
    panel.show_pointer(Pointer(4, 6))
    assert told() == repr(float(norms[start + 6]))
    panel.show_pointer(Pointer(2, 6))  # another trajectory
    assert told() == repr(float(norms[start + 3]))
    panel.show_pointer(NOWHERE)
    assert told() == repr(float(norms[start + 3]))


def test_pointing_at_the_text_points_at_what_it_is_about(qtbot):
    panel = show(qtbot, InspectorPanel(LIGHT), table().view(4, 3, parameter=8))
    heard = []
    panel.pointed.connect(heard.append)
    viewport, middle = text_of(panel).viewport(), QPointF(40.0, 40.0)
    QGuiApplication.sendEvent(viewport, QEnterEvent(middle, middle, middle))
    QGuiApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    assert heard == [Pointer(4, 3, 8), NOWHERE]


def test_what_the_cursor_has_not_reached_is_pale(qtbot):
    example = table()
    cursor = Cursor(example.iteration.number, "score", 4, 3)
    panel = show(qtbot, InspectorPanel(LIGHT), example.view(4, cursor=cursor))
    html = text_of(panel).toHtml()
    assert LIGHT.score.name() in html
    assert LIGHT.weight.name() not in html
    assert LIGHT.pale_text(LIGHT.weight).name() in html
    panel.show_view(example.view(4, 3))
    assert LIGHT.weight.name() in text_of(panel).toHtml()


def test_copying_gives_the_page_with_exact_numbers(qtbot):
    example = table()
    panel = show(qtbot, InspectorPanel(LIGHT), example.view(4, 3))
    panel.setFocus()
    qtbot.keySequence(text_of(panel), QKeySequence(QKeySequence.StandardKey.Copy))
    copied = QGuiApplication.clipboard().text()
    start = int(example.iteration.batch.offsets[4])
    assert repr(float(example.iteration.estimate.shares[start + 3] * 100.0)) in copied
    assert "∂log π/∂θ = 1 − " in copied
    text_of(panel).selectAll()
    qtbot.keySequence(text_of(panel), QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text().startswith("This step pushes θ")


def test_arrow_keys_are_left_to_the_window(qtbot):
    window = KeyWindow(panel := InspectorPanel(LIGHT))
    qtbot.addWidget(window)
    panel.show_view(table().view(4, 3))
    window.show()
    panel.setFocus()
    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space)
    for key in arrows:
        qtbot.keyClick(text_of(panel), key)
    assert window.keys == arrows


@pytest.mark.parametrize("size", [(1, 1), (20, 300), (300, 20), (3000, 2000)])
def test_any_size_is_painted(qtbot, size):
    for name in ("table", "gaussian", "no estimate"):
        panel = show(qtbot, InspectorPanel(DARK), CASES[name]().view(0, 0), size)
        assert not panel.grab().isNull()


def test_another_theme_is_worn_at_the_next_view(qtbot):
    panel = show(qtbot, InspectorPanel(LIGHT), table().view(4, 3))
    panel.restyle(DARK)
    panel.setPalette(palette(DARK))
    panel.show_view(table().view(4, 3))
    html = text_of(panel).toHtml()
    assert DARK.weight.name() in html
    assert LIGHT.weight.name() not in html


def test_a_panel_without_a_view_is_blank(qtbot):
    panel = InspectorPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(300, 200)
    panel.show_pointer(Pointer(0, 1))
    qtbot.mouseClick(button(panel, "average"), Qt.MouseButton.LeftButton)
    assert text_of(panel).toPlainText() == ""
    assert panel.accessibleName() == "Where ĝ comes from"


def test_a_network_is_explained_layer_by_layer(qtbot):
    example = CASES["network"]()
    layers = example.policy.layers
    for layer in layers:
        view = example.view(0, 1, parameter=layer.start)
        panel = show(qtbot, InspectorPanel(LIGHT), view)
        shown = text_of(panel).toPlainText().replace("\u00a0", " ")
        assert f"θ[{layer.parameter_name(layer.start)}]" in shown


def test_the_formula_is_pale_where_the_phases_have_not_come(qtbot):
    example = CASES["table"]()
    number = example.iteration.number
    pale = {
        phase: not_reached(example.view(0, None, cursor=Cursor(number, phase, 0, 0)))
        for phase in PHASES
    }
    assert "score" in pale["sample"]
    assert "score" not in pale["score"]
    assert "weight" in pale["score"]
    assert "weight" not in pale["weight"]
    assert "estimate" in pale["sum"]
    assert pale["average"] == pale["update"] == frozenset()
