"""The inspector with a mistake on: its lines add up to the wrong numbers, and say why."""

import numpy as np
import pytest

from pgviz.estimation.estimator import Estimator
from pgviz.estimation.mistakes import MISTAKES, mark_of
from pgviz.gui.arithmetic.lines import Number
from pgviz.gui.arithmetic.sentences import bias
from pgviz.gui.arithmetic.step import step_page
from pgviz.gui.formula.terms import estimator_formula
from pgviz.gui.formula.typeset import typeset
from pgviz.gui.notation import contribution_formula, weight_formula
from tests.gui.arithmetic import check_expressions, close, evaluated
from tests.gui.iterations import made

ON_PURPOSE = tuple(name for name in MISTAKES if name != "none")
CHOICES = (
    {"return_": "to-go"},
    {"return_": "whole", "discount": 0.9},
    {"return_": "to-go", "discount": 0.9, "baseline": "time", "standardise": True},
)
PLAIN, FULL = Estimator(0.9, "to-go"), Estimator(0.9, "to-go", "mean", standardise=True)

mistakes = pytest.mark.parametrize("mistake", ON_PURPOSE)


def examples(mistake):
    for choices in CHOICES:
        yield made("pgviz/GridWorld-v0", mistake=mistake, init_scale=0.5, horizon=9, **choices)
    yield made("pgviz/Beacon-v0", mistake=mistake, hidden="3", horizon=6, return_="to-go")


def views(mistake):
    for example in examples(mistake):
        length = int(example.iteration.batch.lengths[1])
        yield from (example.view(1, step) for step in sorted({0, length // 2, length - 1}))


@mistakes
def test_every_expression_is_its_result(mistake):
    for view in views(mistake):
        check_expressions(view)


@mistakes
def test_the_line_of_the_weight_is_the_weight_that_is_used(mistake):
    for view in views(mistake):
        iteration, step = view.iteration, view.selected.step
        flat = iteration.batch.slice(1).start + step
        page = step_page(view, step)
        weight = next(line for line in page.lines if line.name.startswith("ψ = "))
        assert weight.result.value == iteration.weights.psi[flat]
        assert weight.name.endswith(weight_formula(iteration.hyperparameters.estimator))
        if MISTAKES[mistake].weighs:
            assert weight.role == "negative"
            assert weight.note == mark_of(iteration.hyperparameters.estimator)
        contribution = next(line for line in page.lines if line.name == "contribution")
        assert iteration.weights.psi[flat] in [
            part.value for part in contribution.parts if isinstance(part, Number)
        ]


@mistakes
def test_the_sentence_names_the_mistake_and_where_the_step_pushes(mistake):
    for view in views(mistake):
        step = view.selected.step
        weight = view.iteration.weights.psi[view.iteration.batch.slice(1).start + step]
        pushes = {1.0: "towards", -1.0: "away from", 0.0: "does not move"}[float(np.sign(weight))]
        sentence = step_page(view, step).sentence
        assert pushes in sentence
        assert sentence.endswith(MISTAKES[mistake].wrong)


def test_a_return_that_is_discounted_twice_is_written_with_its_powers():
    example = made("pgviz/TwoStep-v0", discount=0.9, return_="to-go", mistake="discount-twice")
    batch = example.iteration.batch
    trajectory = next(i for i in range(batch.size) if batch.rewards[batch.slice(i)].all())
    first, second = batch.rewards[batch.slice(trajectory)]
    for step, expected in enumerate((first + 0.9 * 0.9 * second, 0.9 * second)):
        line = step_page(example.view(trajectory, step), step).lines[1]
        assert line.name == "ψ = G′ₜ"
        assert line.result.value == close(expected) == evaluated(line.parts)


@mistakes
def test_the_average_says_that_it_is_of_a_mistake(mistake):
    label = MISTAKES[mistake].label
    assert f"a mistake is made on purpose ({label})" in bias(
        Estimator(0.9, "to-go", mistake=mistake)
    )


@pytest.mark.parametrize("mistake", ["mean-log", "discount-twice"])
def test_the_average_is_right_where_a_mistake_changes_nothing(mistake):
    assert bias(Estimator(mistake=mistake)) == "its expectation is exactly ∇J"


@pytest.mark.parametrize(
    ("mistake", "plain", "full"),
    [
        ("none", "Gₜ", "(Gₜ − b)/σ"),
        ("argmax", "Gₜ", "(Gₜ − b)/σ"),
        ("mean-log", "mean(Gₜ)", "mean((Gₜ − b)/σ)"),
        ("sign", "−Gₜ", "−(Gₜ − b)/σ"),
        ("shifted", "[Gₜ]ₜ₊₁", "[(Gₜ − b)/σ]ₜ₊₁"),
        ("action-baseline", "Gₜ − b(aₜ)", "(Gₜ − b)/σ − b(aₜ)"),
        ("discount-twice", "G′ₜ", "(G′ₜ − b)/σ"),
    ],
)
def test_formulas_in_a_line_of_text(mistake, plain, full):
    sums = mistake in ("sign", "action-baseline")
    for estimator, expected in ((PLAIN, plain), (FULL, full)):
        wrong = Estimator(0.9, "to-go", estimator.baseline, estimator.standardise, mistake=mistake)
        assert weight_formula(wrong) == expected
        factor = f"({expected})" if sums else expected
        assert contribution_formula(wrong) == f"γᵗ ∇log π(aₜ|sₜ) · {factor} / m"


def test_the_sign_of_a_difference_is_that_of_all_of_it():
    wrong = Estimator(baseline="mean", mistake="sign")
    assert weight_formula(wrong) == "−(R(τ) − b)"


@mistakes
@pytest.mark.parametrize("baseline", ["none", "mean"])
@pytest.mark.parametrize("standardise", [False, True])
def test_the_formula_is_typeset_with_the_term_that_is_wrong_in_red(
    qapp, mistake, baseline, standardise
):
    estimator = Estimator(0.9, "to-go", baseline, standardise, mistake=mistake)
    formula = estimator_formula(estimator)
    red = {term.name for term in formula if term.role == "negative"}
    assert red == {"score" if mistake == "argmax" else "weight"}
    assert all(MISTAKES[mistake].wrong in t.meaning for t in formula if t.role == "negative")
    assert typeset(formula)
