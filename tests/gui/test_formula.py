"""The typeset formula: its terms are found, coloured, and captioned with exact numbers."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from pgviz.estimation.estimator import Estimator
from pgviz.gui.formula.captions import Caption, captions
from pgviz.gui.formula.drawing import Drawing
from pgviz.gui.formula.placing import caption_places
from pgviz.gui.formula.terms import Term, estimator_formula
from pgviz.gui.formula.typeset import file_name, latex_of, typeset
from pgviz.gui.formula.view import FormulaView
from pgviz.gui.notation import contribution_formula, step_formula, weight_formula
from pgviz.gui.theme import DARK, LIGHT
from tests.gui import formulas
from tests.gui.iterations import CASES
from tests.gui.showing import pixels

PLAIN = Estimator()
FULL = Estimator(0.9, "to-go", "value", standardise=True)
NAMES = ["target", "estimate", "average", "trajectory", "time", "score", "weight"]


def names(estimator):
    return [term.name for term in estimator_formula(estimator) if term.name]


def shown(qtbot, estimator, numbers, theme=LIGHT, size=(456, 90)):
    view = FormulaView(theme)
    qtbot.addWidget(view)
    view.show_formula(estimator_formula(estimator), numbers)
    view.setFixedHeight(view.height_for(size[0], size[1]))
    view.resize(size[0], view.height())
    return view


def test_the_discount_has_a_term_only_where_it_is_not_1():
    with_discount = [*NAMES[:5], "discount", *NAMES[5:]]
    assert names(PLAIN) == NAMES
    assert names(Estimator(0.9)) == NAMES  # R(τ) has it already
    assert names(Estimator(0.9, "to-go")) == with_discount
    assert names(Estimator(1.0, "to-go")) == NAMES
    assert names(Estimator(0.9, "to-go", discount_weighting=False)) == NAMES


@pytest.mark.parametrize(
    ("estimator", "latex"),
    [
        (PLAIN, r"R(\tau^{(i)})"),
        (Estimator(return_="to-go"), "G_t^{(i)}"),
        (Estimator(baseline="mean"), r"\left(R(\tau^{(i)})-b\right)"),
        (FULL, r"\frac{G_t^{(i)}-V(s_t^{(i)})}{\sigma}"),
        (Estimator(standardise=True), r"\frac{R(\tau^{(i)})}{\sigma}"),
    ],
)
def test_the_weight_is_written_as_it_is_computed(estimator, latex):
    assert estimator_formula(estimator)[-1].latex.removeprefix(r"\,") == latex


@pytest.mark.parametrize(
    ("estimator", "weight", "step"),
    [
        (PLAIN, "R(τ)", "∇log π(aₜ|sₜ) · R(τ) / m"),
        (Estimator(baseline="mean"), "R(τ) − b", "∇log π(aₜ|sₜ) · (R(τ) − b) / m"),
        (FULL, "(Gₜ − V(sₜ))/σ", "γᵗ ∇log π(aₜ|sₜ) · (Gₜ − V(sₜ))/σ / m"),
        (Estimator(standardise=True), "R(τ)/σ", "∇log π(aₜ|sₜ) · R(τ)/σ / m"),
        (Estimator(average="steps"), "R(τ)", "∇log π(aₜ|sₜ) · R(τ) / N"),
    ],
)
def test_formulas_in_a_line_of_text_agree(estimator, weight, step):
    assert weight_formula(estimator) == weight
    assert contribution_formula(estimator) == step
    assert contribution_formula(estimator).startswith(step_formula(estimator))


@pytest.mark.parametrize("estimator", [PLAIN, FULL], ids=["plain", "full"])
def test_terms_stand_in_order_beside_each_other(estimator, qapp):
    drawing = Drawing(typeset(estimator_formula(estimator)), LIGHT)
    area = QRectF(0.0, 0.0, 2.0 * drawing.box.width(), 2.0 * drawing.box.height())
    places = [drawing.place(name, area) for name in names(estimator)]
    for before, after in itertools.pairwise(places):
        assert not before.isEmpty()
        assert before.right() <= after.left() + 1.0
    assert area.adjusted(-1, -1, 1, 1).contains(places[-1])
    assert drawing.place("unknown", area).isEmpty()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_term_has_the_colour_of_its_letter(qtbot, theme):
    view = shown(qtbot, PLAIN, {}, theme)
    view.setStyleSheet(f"background: {theme.card.name()}")
    picture = pixels(view)
    for name, role in (("target", "exact"), ("estimate", "estimate"), ("score", "score")):
        place = view.term_place(name).toAlignedRect()
        part = picture[place.top() : place.bottom() + 1, place.left() : place.right() + 1]
        assert closest(part, getattr(theme, role)) < 12.0, name


def closest(part, color):
    """How far the nearest pixel is from a colour."""
    return np.abs(part.astype(float) - color.getRgb()[:3]).max(axis=-1).min()


def test_captions_stand_apart_inside_the_widget(qtbot):
    for case in CASES.values():
        example = case()
        view, estimator = example.view(0, 0), example.iteration.hyperparameters.estimator
        for size in ((396, 60), (456, 90), (676, 126)):
            widget = shown(qtbot, estimator, captions(view, 0), size=size)
            places = list(widget.caption_places().values())
            assert {"estimate", "score", "weight"} <= set(widget.caption_places())
            for place in places:
                assert QRectF(widget.rect()).adjusted(0, 0, 0, 1).contains(place)
            for one, other in itertools.combinations(places, 2):
                assert not one.intersects(other)


def test_captions_without_room_are_left_out():
    places = caption_places(dict.fromkeys("abc", 20.0), {"a": 5.0, "b": 6.0, "c": 60.0}, 75.0)
    assert places == {"a": 0.0, "b": 28.0}


def test_captions_are_the_numbers_of_the_step():
    example = CASES["to-go"]()
    iteration, batch = example.iteration, example.iteration.batch
    flat = int(batch.offsets[2]) + 5
    found = captions(example.view(2), 5)
    assert found["score"].exact == exactly(iteration.estimate.score_norms[flat])
    assert found["weight"].exact == exactly(iteration.weights.psi[flat])
    assert found["discount"].exact == exactly(0.9**5)
    assert found["estimate"].exact == exactly(np.linalg.norm(iteration.estimate.gradient))
    assert found["average"].text == "1/5"
    assert found["time"].text == "t = 5"
    assert found["trajectory"].text == "i = 3"


def test_the_number_under_the_gradient_is_its_exact_length_where_it_is_known():
    example = CASES["table"]()
    caption = captions(example.view(2), None)["target"]
    length = float(np.linalg.norm(example.iteration.exact.gradient))
    assert float(caption.exact) == pytest.approx(length, rel=1e-14)
    assert caption.text == f"‖∇J‖ {length:#.3g}"
    assert "target" not in captions(CASES["network"]().view(2), None)


def exactly(value):
    return repr(float(value)).replace("-", "\u2212")


def test_without_a_step_only_what_holds_for_all_of_them_is_told():
    whole, to_go = CASES["table"](), CASES["to-go"]()
    assert {"target", "estimate", "average", "trajectory", "time", "weight"} == set(
        captions(whole.view(1), None)
    )
    assert "weight" not in captions(to_go.view(1), None)
    assert "weight" not in captions(CASES["network"]().view(1), None)  # V(s) differs
    assert captions(to_go.view(1), None)["time"].text == "T = 40"


def test_a_term_tells_what_it_is_and_its_exact_number(qtbot):
    example = CASES["table"]()
    view = shown(qtbot, PLAIN, captions(example.view(1), 3))
    flat = int(example.iteration.batch.offsets[1]) + 3
    norm = exactly(example.iteration.estimate.score_norms[flat])
    for place in (view.term_place("score").center(), view.caption_places()["score"].center()):
        assert view.explanation(place).endswith(f"\n{norm}")
    spot = view.term_place("target").center().toPoint()
    assert view.event(QHelpEvent(QEvent.Type.ToolTip, spot, view.mapToGlobal(spot)))
    length = exactly(np.linalg.norm(example.iteration.exact.gradient))[:14]
    assert QToolTip.text().startswith(f"∇J(θ): what is estimated\n{length}")
    QToolTip.hideText()


def test_the_term_under_the_mouse_is_marked(qtbot):
    view = shown(qtbot, PLAIN, {})
    view.show()
    qtbot.waitExposed(view)
    beside = QPoint(view.width() - 1, view.height() - 1)
    qtbot.mouseMove(view, beside)  # wherever it was before
    heard = []
    view.pointed.connect(heard.append)
    before = pixels(view)
    qtbot.mouseMove(view, view.term_place("weight").center().toPoint())
    marked = pixels(view)
    qtbot.mouseMove(view, beside)
    assert heard == ["weight", ""]
    assert not np.array_equal(marked, before)
    assert np.array_equal(pixels(view), before)


def test_without_a_formula_there_is_nothing(qtbot):
    view = FormulaView(LIGHT)
    qtbot.addWidget(view)
    assert view.height() == 0
    assert view.height_for(300, 90) == 0
    view.grab()


def test_a_screen_reader_is_told_the_numbers(qtbot):
    view = shown(qtbot, PLAIN, {"weight": Caption("0.5", "0.5")})
    assert view.accessibleDescription() == "ψ: the weight of the step: 0.5"


def test_what_comes_typeset_with_pgviz_is_what_ziamath_makes_of_it():
    assert formulas.stored() == formulas.typeset_now()


def test_a_formula_that_does_not_come_with_pgviz_is_typeset():
    own = (Term(r"\Omega", "ink", "only", "in no formula of ours"),)
    assert file_name(latex_of(own)) not in formulas.stored()
    assert Drawing(typeset(own), LIGHT).place("only", QRectF(0, 0, 100, 100)).width() > 0
