"""The ten lines at a glance: whole, in order, and a way to each of them."""

import itertools

import pytest
import ziamath
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from pgviz.gui.derivation.chain import ChainView
from pgviz.gui.derivation.chain_rows import NOTE_POINTS, chain_rows
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.fonts import load_fonts
from pgviz.gui.formula.drawing import Drawings
from pgviz.gui.formula.terms import named_terms, terms_of
from pgviz.gui.panels.derivation import DerivationPanel
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import Pointer
from tests.gui.iterations import CASES
from tests.gui.showing import DARK_LECTURE, LECTURE, holds, pixels, show

SIZES = {"1280x720": (560, 308), "1440x900": (660, 418), "1920x1080": (940, 528)}


@pytest.fixture(scope="module")
def drawings(qapp):
    load_fonts()
    return Drawings()


@pytest.fixture
def panel(qtbot):
    load_fonts()
    panel = show(qtbot, DerivationPanel(LIGHT), CASES["table"]().view(), (560, 340))
    panel.show_line(4)
    panel.show_chain(True)
    qtbot.waitUntil(lambda: len(chain_of(panel).rows) == len(LINES))
    return panel


def chain_of(panel):
    return panel.findChild(ChainView)


def rows_at(drawings, size, theme):
    made = [drawings.of(line.formula, theme) for line in LINES]
    return chain_rows(LINES, made, QRectF(0.0, 0.0, *size), theme)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_all_lines_fit_in_order_on_one_axis(drawings, theme, size):
    rows = rows_at(drawings, size, theme)
    whole = QRectF(0.0, 0.0, *size).adjusted(0.0, -0.5, 0.0, 0.5)
    assert [row.line.number for row in rows] == list(range(1, 11))
    assert len({row.formula.left() for row in rows}) == 1
    assert len({round(row.formula.width() / row.drawing.box.width(), 9) for row in rows}) == 1
    for row in rows:
        assert whole.contains(row.area)
        assert row.area.contains(row.formula)
        assert row.formula.right() < row.note.left()
    for one, other in itertools.pairwise(rows):
        assert one.area.bottom() <= other.area.top() + 1e-6


@pytest.mark.parametrize(
    ("theme", "size"),
    [
        *((LIGHT, size) for size in SIZES.values()),
        (LECTURE, (940, 528)),
        (DARK_LECTURE, (940, 528)),
    ],
)
def test_numbers_and_notes_are_whole(drawings, theme, size):
    metrics = QFontMetricsF(theme.font(NOTE_POINTS))
    for row in rows_at(drawings, size, theme):
        needed = metrics.boundingRect(row.note, Qt.TextFlag.TextWordWrap, row.line.title)
        assert needed.height() <= row.area.height() + 1.0, row.line.name
        assert needed.width() <= row.note.width() + 1.0, row.line.name
        assert metrics.horizontalAdvance(row.line.name) <= row.number.width()


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (2, ["objective", "return"]),
        (3, ["gradient", "probability-gradient"]),
        (4, ["probability-gradient", "probability'"]),  # the fraction
        (5, ["trajectory-score"]),
        (6, ["estimate", "average", "trajectory-score", "return"]),
        (7, ["log-probability", "start", "dynamics", "log-policy"]),
        (8, ["start", "dynamics"]),
        (9, ["time", "score"]),
        (10, ["time", "score"]),
    ],
)
def test_a_line_knows_what_is_new_in_it(number, names):
    line = LINES[number - 1]
    changed = line.changed_from(LINES[line.follows - 1])
    assert [term.name for term in terms_of(changed)] == names


def test_what_is_new_is_shaded(drawings):
    rows = rows_at(drawings, SIZES["1440x900"], LIGHT)
    assert rows[0].changes == []
    (fraction,) = rows[3].changes
    for term in rows[3].line.formula[-2].terms:
        assert fraction.contains(rows[3].place(term))


def test_larger_windows_show_larger_formulas(drawings):
    widths = [rows_at(drawings, size, LIGHT)[0].formula.width() for size in SIZES.values()]
    assert widths == sorted(widths)
    assert widths[-1] > 1.5 * widths[0]


def test_what_a_line_has_seen_is_not_typeset_for_the_chain_again(monkeypatch, qtbot):
    made = []

    class Counting(ziamath.Latex):
        def __init__(self, *arguments, **options):
            made.append(arguments[0])
            super().__init__(*arguments, **options)

    monkeypatch.setattr(ziamath, "Latex", Counting)
    panel = show(qtbot, DerivationPanel(LIGHT), CASES["table"]().view(), (560, 340))
    panel.grab()
    panel.show_chain(True)
    qtbot.waitUntil(lambda: len(chain_of(panel).rows) == len(LINES))
    assert len(made) == len(set(made)) == len(LINES)
    panel.restyle(DARK)
    panel.show_chain(False)
    panel.show_line(7)
    panel.show_chain(True)
    panel.grab()
    assert len(made) == len(LINES)


def test_lines_are_typeset_in_turns_that_leave_the_window_free(qtbot):
    load_fonts()
    chain = ChainView(LIGHT, Drawings())
    qtbot.addWidget(chain)
    chain.resize(560, 308)
    said = set()
    chain.show()
    while not chain.rows:
        said.add(chain.words)
        QTest.qWait(0)
    assert len(said) > 5  # one line a turn, and each told


def test_a_click_beside_the_terms_goes_to_the_line(panel):
    chain = chain_of(panel)
    for number in (7, 1, 10):
        panel.show_chain(True)
        row = chain.rows[number - 1]
        QTest.mouseClick(chain, Qt.MouseButton.LeftButton, pos=row.note.center().toPoint())
        assert panel.line.number == number
        assert not panel.shows_chain


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_a_click_on_a_term_chooses_its_quantity(panel, line):
    heard, chain = [], chain_of(panel)
    panel.chosen.connect(heard.append)
    for term in named_terms(line.formula):
        panel.show_chain(True)
        spot = chain.rows[line.number - 1].place(term).center().toPoint()
        QTest.mouseClick(chain, Qt.MouseButton.LeftButton, pos=spot)
        if term.quantity is None:  # nothing to choose: the line is gone to
            assert not panel.shows_chain, term.name
        else:
            assert heard == [Pointer(quantity=term.quantity)], term.name
            assert panel.shows_chain
        heard.clear()


def test_the_button_and_the_row_of_lines_lead_in_and_out(panel):
    buttons = {button.text(): button for button in panel.findChildren(QToolButton)}
    assert buttons["chain"].isChecked()
    buttons["chain"].click()
    assert not panel.shows_chain
    assert panel.line.number == 4
    buttons["chain"].click()
    assert panel.shows_chain
    buttons["L6"].click()
    assert not panel.shows_chain
    assert not buttons["chain"].isChecked()
    assert panel.line.number == 6


def test_the_next_line_is_marked_within_the_chain_and_enter_goes_to_it(panel):
    chain = chain_of(panel)
    before = pixels(chain)
    panel.next_line()
    assert panel.shows_chain
    after = pixels(chain)
    four, five = (chain.rows[place].area.center().toPoint().y() for place in (3, 4))
    edge = QPoint(1, 0).x()
    assert not (before[four, edge] == after[four, edge]).all()
    assert not (before[five, edge] == after[five, edge]).all()
    assert holds(after[five : five + 1, :3], LIGHT.score)
    QTest.keyClick(chain, Qt.Key.Key_Return)
    assert not panel.shows_chain
    assert panel.line.number == 5


def test_a_quantity_is_marked_in_every_line_it_stands_in(panel):
    chain = chain_of(panel)
    before = pixels(chain)
    panel.show_pointer(Pointer(quantity="return"))
    changed = (before != pixels(chain)).any(axis=-1)
    for row in chain.rows:
        here = changed[int(row.area.top()) + 1 : int(row.area.bottom())].any()
        assert here == any(term.quantity == "return" for term in named_terms(row.line.formula))


def test_hovering_a_term_points_at_its_quantity(qtbot, panel):
    heard, chain = [], chain_of(panel)
    qtbot.mouseMove(chain, chain.rows[0].note.center().toPoint())
    panel.pointed.connect(heard.append)
    row = chain.rows[5]
    term = next(term for term in named_terms(row.line.formula) if term.name == "estimate")
    qtbot.mouseMove(chain, row.place(term).center().toPoint())
    assert heard == [Pointer(quantity="estimate")]
