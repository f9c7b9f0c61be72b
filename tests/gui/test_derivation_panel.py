"""The derivation's panel: every line whole at every size, every term within reach."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
import ziamath
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest

from pgviz.estimation.estimator import Estimator
from pgviz.estimation.mistakes import MISTAKES
from pgviz.gui.derivation.captions import line_captions
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.offer import TrajectoryOffer
from pgviz.gui.derivation.own_line import own_line
from pgviz.gui.derivation.sentence import Sentence
from pgviz.gui.fonts import load_fonts
from pgviz.gui.formula.drawing import Drawings
from pgviz.gui.formula.terms import named_terms, terms_of
from pgviz.gui.formula.typeset import term_id, typeset
from pgviz.gui.formula.view import FormulaView
from pgviz.gui.notation import trajectory_name
from pgviz.gui.panels.derivation import DerivationPanel
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.lessons.lessons import lesson
from tests.gui.iterations import CASES, made
from tests.gui.showing import DARK_LECTURE, LECTURE, pixels, show

THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light lecture": LECTURE,
    "dark lecture": DARK_LECTURE,
}
SIZES = {"1280x720": (560, 340), "1440x900": (660, 450), "1920x1080": (940, 560)}
MARGIN = 12  # px around a formula, to see what sticks out


@pytest.fixture(scope="module")
def drawings(qapp):
    """Each formula is typeset once for all of these tests."""
    load_fonts()
    return Drawings()


@pytest.fixture
def panel(qtbot):
    load_fonts()
    return show(qtbot, DerivationPanel(LIGHT), CASES["table"]().view(), SIZES["1280x720"])


def formula_of(panel):
    return panel.findChild(FormulaView)


def formula_view(qtbot, drawings, line, theme, size):
    view = FormulaView(theme, drawings=drawings)
    qtbot.addWidget(view)
    view.show_formula(line.formula, {})
    view.setFixedHeight(view.height_for(size[0], round(0.24 * size[1])))
    view.resize(size[0], view.height())
    return view


def ink(drawing, area, size, scale, background):
    """Return the bounds of what a drawing leaves on a card that is larger than the widget."""
    width, height = size[0] + 2 * MARGIN, size[1] + 2 * MARGIN
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(background)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.draw(painter, area.translated(MARGIN, MARGIN))
    values = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    drawn = np.argwhere(values != background.rgb())
    top, left = drawn.min(axis=0) / scale - MARGIN
    bottom, right = (drawn.max(axis=0) + 1) / scale - MARGIN
    return QRectF(QPointF(left, top), QPointF(right, bottom))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_no_formula_is_clipped(qtbot, drawings, line, theme):
    for size, scale in itertools.product(SIZES.values(), (1.0, 1.5, 2.0)):
        view = formula_view(qtbot, drawings, line, theme, size)
        area, whole = view.formula_area(), (view.width(), view.height())
        bounds = ink(drawings.of(line.formula, theme), area, whole, scale, QColor(theme.card))
        assert QRectF(view.rect()).adjusted(-1.0, 0.0, 1.0, 0.0).contains(bounds)
        assert bounds.width() > 0.97 * area.width() - 2.0  # it is all there


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_every_sign_and_term_has_ink_of_its_own(line):
    svg = typeset(line.formula).svg
    for index, term in enumerate(terms_of(line.formula)):
        is_space = term.latex.strip() in (r"\,", r"\qquad")
        assert is_space or f'id="{term_id(index)}"' in svg, term.latex


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_no_sentence_is_cut(qtbot, theme, size):
    load_fonts()
    sentence = Sentence()
    qtbot.addWidget(sentence)
    sentence.setFont(theme.font(10.0))
    sentence.resize(size[0], 10)
    sentence.fit()
    wrapped, box = Qt.TextFlag.TextWordWrap, QRect(0, 0, sentence.width(), 10_000)
    for line in LINES:
        needed = QFontMetrics(sentence.font()).boundingRect(box, wrapped, line.sentence)
        assert needed.height() <= sentence.height()
        assert needed.width() <= sentence.width()


def test_the_sentence_of_the_own_estimator_is_no_longer_than_those_of_the_lines():
    longest = max(len(line.sentence) for line in LINES)
    for mistake in MISTAKES:
        estimator = Estimator(1.0, "to-go", "value", standardise=True, mistake=mistake)
        assert len(own_line(LINES[-1], estimator).sentence) <= longest


@pytest.mark.parametrize("case", ["table", "to-go", "network", "gaussian", "one action"])
@pytest.mark.parametrize("parameter", [None, 1])
def test_all_numbers_have_room(qtbot, drawings, case, parameter):
    view = CASES[case]().view(parameter=parameter)
    estimator = view.iteration.hyperparameters.estimator
    for line in (own_line(each, estimator) for each in LINES):
        formula = formula_view(qtbot, drawings, line, LIGHT, SIZES["1280x720"])
        formula.show_formula(line.formula, line_captions(Material.of(view, Nudge()), line))
        places = list(formula.caption_places().values())
        assert len(places) == len(named_terms(line.formula))
        for place in places:
            assert QRectF(formula.rect()).adjusted(0, 0, 0, 1).contains(place)
        ordered = sorted(places, key=QRectF.left)
        assert all(one.right() < other.left() for one, other in itertools.pairwise(ordered))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_a_click_on_a_term_chooses_its_quantity(panel, line):
    heard = []
    panel.chosen.connect(heard.append)
    panel.show_line(line.number)
    formula = formula_of(panel)
    for term in named_terms(line.formula):
        spot = formula.term_place(term.name).center().toPoint()
        QTest.mouseClick(formula, Qt.MouseButton.LeftButton, pos=spot)
        assert heard == ([Pointer(quantity=term.quantity)] if term.quantity else []), term.name
        heard.clear()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_hovering_points_at_the_quantity_and_leaving_at_nothing(qtbot, panel, line):
    panel.show_line(line.number)
    formula = formula_of(panel)
    qtbot.mouseMove(formula, formula.rect().topRight())
    heard = []
    panel.pointed.connect(heard.append)
    for term in named_terms(line.formula):
        qtbot.mouseMove(formula, formula.term_place(term.name).center().toPoint())
        assert heard == [Pointer(quantity=term.quantity)], term.name
        qtbot.mouseMove(formula, formula.rect().topRight())
        assert heard[-1] == NOWHERE
        heard.clear()


def differing(one, other):
    """Return where two pictures differ, as points."""
    return [QPointF(x, y) for y, x in np.argwhere((one != other).any(axis=-1))]


def test_a_quantity_pointed_at_elsewhere_is_marked_wherever_it_stands(panel):
    panel.show_line(4)  # it has P twice
    formula = formula_of(panel)
    before = pixels(formula)
    panel.show_pointer(Pointer(quantity="probability"))
    changed = differing(before, pixels(formula))
    for name in ("probability", "probability'"):
        place = formula.term_place(name).adjusted(-3, -3, 3, 3)
        assert any(place.contains(point) for point in changed)
    both = [
        formula.term_place(name).adjusted(-3, -3, 3, 3) for name in ("probability", "probability'")
    ]
    assert all(any(place.contains(point) for place in both) for point in changed)
    panel.show_pointer(NOWHERE)
    assert np.array_equal(pixels(formula), before)


def test_a_selected_quantity_stays_marked(panel):
    view = CASES["table"]().view()
    panel.show_line(5)
    formula = formula_of(panel)
    before = pixels(formula)
    panel.show_view(replace(view, selected=replace(view.selected, quantity="return")))
    changed = differing(before, pixels(formula))
    assert changed
    panel.show_pointer(Pointer(quantity="probability"))
    panel.show_pointer(NOWHERE)
    place = formula.term_place("return").adjusted(-3, -3, 3, 3)
    assert all(place.contains(point) for point in changed)
    assert differing(before, pixels(formula)) == changed


def test_the_keyboard_walks_through_the_terms_and_enter_chooses(qtbot, panel):
    panel.show_line(2)
    panel.activateWindow()
    formula = formula_of(panel)
    pointed, chosen = [], []
    panel.pointed.connect(pointed.append)
    panel.chosen.connect(chosen.append)
    formula.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(formula.hasFocus)
    QTest.keyClick(formula, Qt.Key.Key_Tab)
    assert [pointer.quantity for pointer in pointed] == ["objective", "probability"]
    ringed = pixels(formula)
    QTest.keyClick(formula, Qt.Key.Key_Return)
    assert chosen == [Pointer(quantity="probability")]
    QTest.keyClick(formula, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert pointed[-1].quantity == "objective"
    assert differing(ringed, pixels(formula))
    for _ in range(3):
        QTest.keyClick(formula, Qt.Key.Key_Tab)
    assert not formula.hasFocus()  # past the last term
    assert pointed[-1] == NOWHERE


def test_on_another_line_nothing_is_reached_or_pointed_at_yet(qtbot, panel):
    panel.show_line(1)
    formula = formula_of(panel)
    qtbot.mouseMove(formula, formula.rect().topRight())
    qtbot.mouseMove(formula, formula.term_place("probability").center().toPoint())
    heard, chosen = [], []
    panel.pointed.connect(heard.append)
    panel.chosen.connect(chosen.append)
    QTest.mouseClick(formula, Qt.MouseButton.LeftButton, pos=formula.rect().topRight())
    panel.show_line(2)
    assert heard[-1] == NOWHERE
    QTest.keyClick(formula, Qt.Key.Key_Return)
    assert chosen == []


class Counting(ziamath.Latex):
    """Counts how often anything is typeset."""

    made = 0

    def __init__(self, *arguments, **options):
        type(self).made += 1
        super().__init__(*arguments, **options)


@pytest.fixture
def counting(monkeypatch):
    monkeypatch.setattr(ziamath, "Latex", Counting)
    Counting.made = 0
    return Counting


def test_new_numbers_a_new_theme_and_another_look_typeset_nothing_again(counting, qtbot):
    example = CASES["table"]()
    panel = show(qtbot, DerivationPanel(LIGHT), example.view(), SIZES["1440x900"])
    for line in LINES:
        panel.show_line(line.number)
        panel.grab()
    assert counting.made == len(LINES)
    for trajectory, theme in ((1, LIGHT), (2, DARK), (3, LIGHT)):
        panel.restyle(theme)
        panel.show_view(example.view(trajectory))
        for line in LINES:
            panel.show_line(line.number)
            panel.grab()
    assert counting.made == len(LINES)


def test_lines_are_typeset_when_they_are_first_looked_at(counting, qtbot):
    panel = show(qtbot, DerivationPanel(LIGHT), CASES["table"]().view(), SIZES["1440x900"])
    panel.grab()
    assert counting.made == 1


def two_steps(**chosen):
    """Return Two steps at θ = 0, where (0, 1) and (1, 0) have a score of 0."""
    return made("pgviz/TwoStep-v0", iterations=1, batch_size=8, **chosen)


def pairs_of(example):
    return example.iteration.batch.actions.reshape(8, 2).sum(axis=1).tolist()


@pytest.mark.parametrize("line", [3, 8, 10])
def test_where_the_scores_cancel_another_trajectory_is_offered(qtbot, line):
    example = two_steps()
    dead, alive = pairs_of(example).index(1), [i for i, s in enumerate(pairs_of(example)) if s != 1]
    panel = show(qtbot, DerivationPanel(LIGHT), example.view(dead), SIZES["1280x720"])
    panel.show_line(line)
    offer, heard = panel.findChild(TrajectoryOffer), []
    assert offer.isVisible()
    assert trajectory_name(dead) in offer.text()
    panel.chosen.connect(heard.append)
    offer.click()
    assert heard == [Pointer(trajectory=alive[0])]
    panel.show_view(example.view(alive[0]))
    assert not offer.isVisible()


def test_no_other_trajectory_is_offered_where_there_is_none_or_the_weights_differ(qtbot):
    panel = show(qtbot, DerivationPanel(LIGHT), two_steps().view(), SIZES["1280x720"])
    offer = panel.findChild(TrajectoryOffer)
    for example in (two_steps(return_="to-go"), CASES["table"]()):
        panel.show_view(example.view(0))
        panel.show_line(3)
        assert not offer.isVisible()


def test_the_first_line_comes_first_and_the_one_that_was_left_again(panel):
    assert panel.line is LINES[0]
    panel.show_line(4)
    panel.hide()
    panel.show()
    assert panel.line is LINES[3]


def test_next_and_previous_end_at_the_ends(panel):
    heard = []
    panel.line_changed.connect(heard.append)
    panel.show_line(1)
    panel.previous_line()
    panel.next_line()
    panel.show_line(10)
    panel.next_line()
    panel.previous_line()
    assert heard == [1, 1, 2, 10, 10, 9]
    assert panel.line.number == 9


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_a_line_is_told_apart_before_anything_was_sampled(qtbot, line):
    panel = DerivationPanel(LIGHT)
    qtbot.addWidget(panel)
    heard = []
    panel.subtitle_changed.connect(heard.append)
    panel.show_line(line.number)
    panel.grab()
    assert heard[-1] == f"{line.name} of L10 · {line.title}"
    assert formula_of(panel).accessibleDescription() == ""


def test_the_subtitle_says_whose_numbers_they_are(panel):
    heard = []
    panel.subtitle_changed.connect(heard.append)
    panel.show_line(5)
    panel.show_view(CASES["table"]().view(2))
    assert heard[-1].endswith("· numbers of τ⁽³⁾")
    panel.show_view(CASES["table"]().view(2, parameter=0))
    assert "along θ[" in heard[-1]


def test_a_lesson_takes_the_keyboard_away_from_the_terms_that_it_replaces(qtbot, panel):
    panel.show_line(9)
    panel.activateWindow()
    formula = formula_of(panel)
    formula.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(formula.hasFocus)
    heard = []
    panel.pointed.connect(heard.append)
    panel.show_lesson(lesson("log"))
    assert not formula.hasFocus()
    assert set(heard) == {NOWHERE}
