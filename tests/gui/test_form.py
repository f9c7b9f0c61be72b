"""The form: what it commits, what it refuses beside the field, and the way back."""

from collections.abc import Callable
from operator import attrgetter

import pytest
from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pgviz.environments import make_world
from pgviz.environments.world import EnvironmentSpec
from pgviz.gui.fonts import load_fonts
from pgviz.gui.form import Form
from pgviz.gui.form.choice_editor import ChoiceEditor
from pgviz.gui.form.form import ALWAYS
from pgviz.gui.form.row import Row
from pgviz.gui.form.stepping import stepped
from pgviz.gui.form.text_editor import TextEditor
from pgviz.gui.pending import Pending
from pgviz.gui.theme import DARK, LIGHT, Theme
from pgviz.training.declarations import Choice, Number
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters

Fill = Callable[..., Form]
GRID = "pgviz/GridWorld-v0"
ARROW_ROOM = 26  # px that a drop-down keeps for its arrow and its edges, at normal type


@pytest.fixture
def fill(qtbot: QtBot) -> Fill:
    def made(environment: str = GRID, **changes: object) -> Form:
        form = Form(LIGHT)
        qtbot.addWidget(form)
        world = make_world(EnvironmentSpec(environment))
        base = Experiment(world.spec, Hyperparameters(), 1)
        chosen = Experiment(world.spec, Hyperparameters().changed(changes), 1)
        form.show_experiment(world, chosen, base)
        world.close()
        form.show()
        return form

    return made


def type_into(form: Form, key: str, text: str) -> None:
    editor = form.row(key).editor
    assert isinstance(editor, TextEditor)
    editor.clear()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("batch_size", "40", 40),
        ("discount", "0.9", 0.9),
        ("learning_rate", "1e-2", 0.01),
        ("gradient_clip", "2", 2.0),
        ("seed", "9007199254740993", 9007199254740993),
    ],
)
def test_a_good_value_is_committed_checked(
    fill: Fill, qtbot: QtBot, key: str, text: str, value: object
) -> None:
    form = fill()
    with qtbot.waitSignal(form.edited) as edited:
        type_into(form, key, text)
    assert edited.args == [key, value]


@pytest.mark.parametrize("text", ["", "   ", "abc", "1e400", "nan", "inf", "-1", "1.5", "0,99"])
def test_a_bad_value_is_refused_below_the_field_and_the_old_one_stays(
    fill: Fill, qtbot: QtBot, text: str
) -> None:
    QLocale.setDefault(QLocale.c())
    form = fill()
    with qtbot.assertNotEmitted(form.edited):
        type_into(form, "discount", text)
    row = form.row("discount")
    assert "between 0 and 1" in row.reason
    assert isinstance(row.editor, TextEditor)
    assert float(row.editor.text()) == 1.0
    QTest.keyClicks(row.editor, "9")
    assert not row.reason


def test_a_paste_of_a_million_characters_is_refused_in_one_sentence(fill: Fill) -> None:
    form = fill()
    editor = form.row("batch_size").editor
    assert isinstance(editor, TextEditor)
    editor.selectAll()
    editor.insert("9" * 1_000_000)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert 0 < len(form.row("batch_size").reason) < 200
    assert editor.text() == "12"


def test_a_decimal_comma_is_read_where_the_country_writes_one(fill: Fill, qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    try:
        form = fill()
        with qtbot.waitSignal(form.edited) as edited:
            type_into(form, "discount", "0,99")
        assert edited.args == ["discount", 0.99]
    finally:
        QLocale.setDefault(before)


def test_escape_puts_the_old_value_back(fill: Fill, qtbot: QtBot) -> None:
    form = fill()
    editor = form.row("horizon").editor
    assert isinstance(editor, TextEditor)
    with qtbot.assertNotEmitted(form.edited):
        editor.selectAll()
        QTest.keyClicks(editor, "55")
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == str(Hyperparameters().horizon)


def test_the_arrow_keys_step_a_number(fill: Fill, qtbot: QtBot) -> None:
    form = fill()
    editor = form.row("batch_size").editor
    with qtbot.waitSignal(form.edited) as edited:
        QTest.keyClick(editor, Qt.Key.Key_Up)
    assert edited.args == ["batch_size", 13]


def test_steps_lead_through_round_numbers_and_stay_within_bounds() -> None:
    rate = DECLARATIONS["learning_rate"]
    assert isinstance(rate, Number)
    assert [stepped(rate, value, up=True) for value in (0.0, 0.1, 0.3, 1000.0)] == [
        0.001,
        0.2,
        0.5,
        1000.0,
    ]
    assert stepped(rate, 0.1, up=False) == 0.05
    discount = DECLARATIONS["discount"]
    assert isinstance(discount, Number)
    assert stepped(discount, 0.98, up=True) == 0.99
    assert stepped(discount, 1.0, up=True) == 1.0


def test_a_choice_is_committed_when_it_is_made(fill: Fill, qtbot: QtBot) -> None:
    form = fill()
    editor = form.row("baseline").editor
    with qtbot.waitSignal(form.edited) as edited:
        QTest.keyClick(editor, Qt.Key.Key_Down)
        editor.activated.emit(editor.currentIndex())
    assert edited.args == ["baseline", "mean"]


def test_a_changed_field_offers_the_way_back(fill: Fill, qtbot: QtBot) -> None:
    form = fill(learning_rate=0.5)
    row = form.row("learning_rate")
    assert row.reset.isVisible()
    assert not form.row("discount").reset.isVisible()
    with qtbot.waitSignal(form.edited) as edited:
        row.reset.click()
    assert edited.args == ["learning_rate", Hyperparameters().learning_rate]


@pytest.mark.parametrize(
    ("environment", "fitting"),
    [(GRID, {"table", "mlp"}), ("CartPole-v1", {"mlp"}), ("Pendulum-v1", {"gaussian"})],
)
def test_only_policies_that_fit_can_be_chosen(
    fill: Fill, environment: str, fitting: set[str]
) -> None:
    form = fill(environment)
    editor = form.row("policy").editor
    assert isinstance(editor, ChoiceEditor)
    model, options = editor.model(), DECLARATIONS["policy"].options
    enabled = {
        option.value
        for index, option in enumerate(options)
        if model.flags(model.index(index, 0)) & Qt.ItemFlag.ItemIsEnabled
    }
    assert enabled == fitting | {"auto"}


def test_a_field_without_effect_is_idle_and_says_why(fill: Fill) -> None:
    form = fill()
    for key in ("discount_weighting", "hidden", "activation"):
        assert not form.row(key).editor.isEnabled()
    assert "table" in form.row("hidden").editor.toolTip()
    form = fill(**{"return": "to-go", "discount": 0.9})
    assert form.row("discount_weighting").editor.isEnabled()


@pytest.mark.parametrize("key", [*DECLARATIONS, "seed"])
def test_every_field_says_what_it_is_and_what_it_may_be(fill: Fill, key: str) -> None:
    form = fill()
    row = form.row(key)
    assert row.declaration.help in row.editor.toolTip()
    assert row.editor.accessibleName()


@pytest.mark.parametrize("changes", [{}, {"average": "steps", "baseline": "leave-one-out"}])
def test_nothing_is_cut_at_the_width_the_form_asks_for(
    fill: Fill, changes: dict[str, object]
) -> None:
    form = fill(**changes)
    form.resize(form.minimumSizeHint())
    for key in DECLARATIONS:
        editor = form.row(key).editor
        right = editor.mapTo(form, editor.rect().topRight()).x()
        assert right < form.width()


@pytest.mark.parametrize("theme", [LIGHT, DARK.for_lecture(1920, 1080)], ids=["plain", "lecture"])
@pytest.mark.parametrize(
    "choice",
    [each for each in DECLARATIONS.values() if isinstance(each, Choice)],
    ids=attrgetter("key"),
)
def test_every_value_of_a_choice_is_read_whole(qtbot: QtBot, theme: Theme, choice: Choice) -> None:
    load_fonts()
    row = Row(choice, theme)
    qtbot.addWidget(row)
    metrics = QFontMetrics(row.editor.font())
    widest = max(metrics.horizontalAdvance(each.label) for each in choice.options)
    assert widest <= row.editor.width() - round(ARROW_ROOM * theme.type_scale)


def test_a_changed_value_says_from_when_on_it_acts(fill: Fill) -> None:
    form = fill()
    form.resize(form.minimumSizeHint().expandedTo(QSize(0, 400)))
    form.show_pending(Pending(1, Hyperparameters().estimator, is_next=True))
    note = next(each for each in form.findChildren(QLabel) if each.text().startswith("applies"))
    assert note.text() == "applies from iteration 1: press →"
    assert note.sizeHint().width() <= note.width()
    form.show_pending(Pending(1234, Hyperparameters().estimator, is_next=False))
    assert note.text() == "applies from iteration 1\u202f234"
    form.show_pending(None)
    assert note.text() == ALWAYS
