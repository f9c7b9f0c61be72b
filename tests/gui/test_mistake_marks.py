"""A mistake on purpose: chosen from the menu, marked wherever its results are seen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QFontMetrics
from pytestqt.qtbot import QtBot

from pgviz.estimation.estimator import Estimator
from pgviz.estimation.mistakes import MISTAKES, mark_of, sentence_of
from pgviz.gui.card import Card
from pgviz.gui.estimate.words import why_nothing
from pgviz.gui.fonts import load_fonts
from pgviz.gui.form import Form
from pgviz.gui.form.row import Row
from pgviz.gui.mistake_menu import MistakeMenu
from pgviz.gui.panel import CardContent
from pgviz.gui.preferences import Preferences
from pgviz.gui.tag import Tag
from pgviz.gui.theme import DARK, LIGHT, Theme
from pgviz.gui.view import View
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.training.hyperparameters import DECLARATIONS
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.gui.iterations import made
from tests.gui.showing import DARK_LECTURE, LECTURE, holds, pixels

PATIENCE = 20_000  # ms
ARROW_ROOM = 26  # px that a drop-down keeps for its arrow and its edges, at normal type
SIGN = "MISTAKE: sign flipped"
LONGEST = max((mark_of(Estimator(mistake=name)) for name in MISTAKES), key=len)


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Window, Callable[[str], None]]]:
    """A window, and what makes iterations until one of such a mistake is shown."""
    load_fonts()
    experiment = scenario("gridworld").experiment
    preferences = Preferences(tmp_path / "preferences.ini")
    window = Window(experiment, Runner(experiment, InThread()), preferences)
    views: list[View] = []
    window.bridge.viewed.connect(views.append)
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(lambda: bool(views), timeout=PATIENCE)

    def made_with(mistake: str) -> None:
        window.bridge.player.advance(1)
        qtbot.waitUntil(
            lambda: views[-1].iteration.hyperparameters.mistake == mistake, timeout=PATIENCE
        )

    yield window, made_with
    window.close()


def marks(window: Window) -> set[str]:
    """Return the words of all tags that are seen, of every visible card and of the status line."""
    cards = [card for card in window.cards.values() if card.isVisible()]
    worn = {tuple(t.text() for t in card.findChildren(Tag) if t.isVisible()) for card in cards}
    return {*worn, tuple(t.text() for t in window.status.findChildren(Tag) if t.isVisible())}


def choose(menu: MistakeMenu, name: str) -> None:
    next(action for action in menu.actions() if action.data() == name).trigger()


def checked(menu: MistakeMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.data() for action in menu.actions() if action.isChecked()]


def test_everything_is_marked_once_an_iteration_was_made_with_it(opened) -> None:
    window, made_with = opened
    choose(window.mistakes, "sign")
    assert marks(window) == {(), (f"{SIGN} from iteration 1: press →",)}  # what is shown is right
    made_with("sign")
    assert marks(window) == {(SIGN,)}
    assert window.windowTitle() == f"Grid world – pgviz – {SIGN}"
    assert window.status.message == ""
    choose(window.mistakes, "none")
    assert marks(window) == {(SIGN,)}
    made_with("none")
    assert marks(window) == {()}
    assert window.windowTitle() == "Grid world – pgviz"


def test_a_card_that_floats_is_marked_too(opened) -> None:
    window, made_with = opened
    window.cards["gradient"].setFloating(True)
    choose(window.mistakes, "shifted")
    made_with("shifted")
    assert marks(window) == {("MISTAKE: returns shifted",)}


def test_the_menu_and_the_form_keep_in_step_and_undo_leads_back(opened) -> None:
    window, _ = opened
    editor = window.form.row("mistake").editor
    assert checked(window.mistakes) == ["none"]
    choose(window.mistakes, "argmax")
    assert (checked(window.mistakes), editor.currentText()) == (["argmax"], "argmax")
    window.form.edited.emit("mistake", "mean-log")
    assert checked(window.mistakes) == ["mean-log"]
    window.workbench.undo()
    assert (checked(window.mistakes), editor.currentText()) == (["argmax"], "argmax")
    window.workbench.undo()
    assert (checked(window.mistakes), editor.currentText()) == (["none"], "none")


def test_the_menu_lists_each_with_its_words(opened) -> None:
    window, _ = opened
    listed = [action for action in window.mistakes.actions() if not action.isSeparator()]
    assert [action.data() for action in listed] == list(MISTAKES)
    assert listed[0].text() == "No mistake"
    for action in listed[1:]:
        mistake = MISTAKES[action.data()]
        assert action.text().lower() == mistake.label.lower()
        assert action.toolTip() == f"{mistake.wrong} {mistake.follows}"
    menu = window.transport.menu_button.menu()
    assert "Break it on purpose" in [action.text() for action in menu.actions()]


def test_of_two_mistakes_the_next_is_announced_in_the_status_line(opened) -> None:
    window, made_with = opened
    choose(window.mistakes, "sign")
    made_with("sign")
    choose(window.mistakes, "argmax")
    assert marks(window) == {(SIGN,), ("MISTAKE: argmax from iteration 2: press →",)}
    window.workbench.undo()
    assert marks(window) == {(SIGN,)}


def test_the_field_stands_at_the_end_and_is_red_while_one_is_wanted(opened) -> None:
    window, _ = opened
    form, row = window.form, window.form.row("mistake")
    others = [other for other in form.findChildren(type(row)) if other is not row]
    assert height_in(form, row) > max(height_in(form, other) for other in others)
    red = window.appearance.theme.negative
    assert not holds(pixels(row), red)
    choose(window.mistakes, "sign")
    assert holds(pixels(row), red)
    assert sentence_of(Estimator(mistake="sign")) in row.editor.toolTip()


@pytest.mark.parametrize("height", [240, 400, 900])
def test_the_field_is_seen_where_the_others_have_to_be_scrolled(qtbot: QtBot, height: int) -> None:
    form = Form(LIGHT)
    qtbot.addWidget(form)
    form.resize(280, height)
    form.show()
    row = form.row("mistake")
    assert not row.visibleRegion().isEmpty()
    assert height_in(form, row) + row.height() <= height


def height_in(form: Form, row: Row) -> int:
    return row.mapTo(form, QPoint(0, 0)).y()


def card(qtbot: QtBot, theme: Theme, title: str, width: int) -> Card:
    content = CardContent(theme)
    content.title = title
    made = Card(content, theme)
    qtbot.addWidget(made)
    made.resize(width, 200)
    made.show()
    content.subtitle_changed.emit("a grey line that is a good deal longer than what fits here")
    return made


themes = pytest.mark.parametrize("theme", [LIGHT, DARK, LECTURE, DARK_LECTURE])


@themes
@pytest.mark.parametrize(("title", "width"), [("Hyperparameters", 256), ("Gradient estimate", 396)])
def test_no_mark_is_cut_and_none_makes_a_card_wider(
    qtbot: QtBot, theme: Theme, title: str, width: int
) -> None:
    load_fonts()
    shown = card(qtbot, theme, title, round(width * theme.type_scale))
    wide = shown.width()
    shown.show_mark(LONGEST, "a sentence")
    qtbot.waitUntil(lambda: any(tag.isVisible() for tag in shown.findChildren(Tag)))
    (tag,) = [tag for tag in shown.findChildren(Tag) if tag.isVisible()]
    qtbot.waitUntil(lambda: tag.width() >= tag.sizeHint().width())
    assert shown.width() == wide
    assert tag.toolTip() == "a sentence"
    assert shown.rect().contains(tag.rect().translated(tag.mapTo(shown, tag.rect().topLeft())))
    shown.show_mark("", "")
    assert not any(tag.isVisible() for tag in shown.findChildren(Tag))


@themes
def test_each_label_fits_its_field(qtbot: QtBot, theme: Theme) -> None:
    load_fonts()
    row = Row(DECLARATIONS["mistake"], theme)
    qtbot.addWidget(row)
    room = row.editor.width() - round(ARROW_ROOM * theme.type_scale)
    for mistake in MISTAKES.values():
        assert QFontMetrics(theme.font()).horizontalAdvance(mistake.label) <= room, mistake.label


@pytest.mark.parametrize("mistake", ["shifted", "action-baseline"])
def test_why_a_mistake_leaves_nothing_is_said(mistake: str) -> None:
    """One step only: there is none after it; each action its own mean, if each pays the same."""
    changes = {"init_scale": 0.5, "batch_size": 4, "horizon": 1, "mistake": mistake}
    iteration = made("pgviz/TwoStep-v0", **changes).iteration
    assert iteration.weights.returns.any()
    assert why_nothing(iteration).endswith(MISTAKES[mistake].wrong)


def test_a_gradient_that_a_mistake_cancels_is_0_and_has_no_angle() -> None:
    """With one observation the scores of an action are all alike, and its weights add up to 0."""
    changes = {"init_scale": 0.5, "batch_size": 7, "mistake": "action-baseline"}
    iteration = made("pgviz/TwoStep-v0", return_="to-go", **changes).iteration
    assert iteration.weights.psi.any()
    assert iteration.exact is not None
    assert iteration.cosine is None
    assert iteration.scalars.gradient_norm == 0.0


def luminance(color: QColor) -> float:
    """Return the relative luminance of WCAG 2."""
    channels = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]
    ]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_mark_is_read_easily(theme: Theme) -> None:
    light, dark = sorted((luminance(theme.negative), luminance(theme.card)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
