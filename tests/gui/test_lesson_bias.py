"""The lesson of the bias: E[ĝ] beside ∇J, against closed forms and draws."""

from dataclasses import replace

import numpy as np
import pytest

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.scenes.bias import BiasStage
from pgviz.gui.derivation.scenes.bias_arrows import BiasArrows
from pgviz.gui.derivation.scenes.bias_facts import LastBiasFacts
from pgviz.gui.derivation.scenes.bias_words import RUNNING, UNBIASED, headline
from pgviz.gui.derivation.scenes.terms_table import TermsTable
from pgviz.gui.fonts import load_fonts
from pgviz.gui.theme import LIGHT
from tests.gui.iterations import CASES, made
from tests.gui.showing import DARK_LECTURE, holds, pixels, show
from tests.gui.test_lesson_sample import drawn


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def material_of(example, **changes):
    return replace(Material.of(example.view(), Nudge()), **changes)


def two_steps(iterations=1, **changes):
    return made("pgviz/TwoStep-v0", iterations, horizon=2, **{"return_": "to-go", **changes})


def found(material):
    facts = LastBiasFacts().of(material)
    return facts, headline(facts, material)[0]


def test_the_mean_of_log_probabilities_points_the_opposite_way():
    facts, said = found(material_of(two_steps(mistake="mean-log")))
    assert facts.target.gradient[1] == pytest.approx(0.25)
    assert facts.expected[1] == pytest.approx(-0.125)
    assert facts.cosine == pytest.approx(-1.0)
    assert said == ("E[ĝ] points the opposite way: −½ p(1 − p) = −0.125 against p(1 − p) = 0.250.")


def test_its_terms_add_up_to_both():
    facts, _ = found(material_of(two_steps(3, mistake="mean-log", init_scale=1.0)))
    terms = facts.terms
    np.testing.assert_allclose(terms.meant_chances @ terms.meant, facts.target.gradient)
    np.testing.assert_allclose(terms.chances @ terms.gradients, facts.expected)


def test_without_a_mistake_there_is_no_bias():
    assert headline(*_with(two_steps(mistake="none"))) == UNBIASED
    assert headline(*_with(two_steps(baseline="leave-one-out"))) == UNBIASED


def _with(example):
    material = material_of(example)
    return LastBiasFacts().of(material), material


def test_a_standardised_estimate_is_shorter_and_its_draws_agree():
    example = two_steps(3, standardise=True)
    facts, said = found(material_of(example))
    assert said.startswith("E[ĝ] points along ∇J, ")
    draws = drawn(example, 400)
    distance = np.abs(draws.moments.mean - facts.expected)
    assert (distance < 4.0 * draws.moments.standard_error).all()


def test_where_it_is_not_known_draws_tell_with_their_error():
    example = made("pgviz/GridWorld-v0", average="steps", horizon=20)
    without = material_of(example)
    assert "Draw many ĝ" in found(without)[1]
    few = replace(without, draws=drawn(example, 60))
    facts, said = found(few)
    assert facts.expected is None
    assert "±" in said or "draw more" in said


def test_running_only_what_costs_nothing_is_told():
    facts, said = found(material_of(two_steps(mistake="mean-log"), running=True))
    assert facts.expected is None
    assert facts.terms is None
    assert said == RUNNING[0]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [({"mistake": "mean-log"}, TermsTable), ({"standardise": True}, BiasArrows)],
)
def test_terms_are_listed_where_each_trajectory_has_its_own(qtbot, changes, kind):
    stage = BiasStage(LIGHT)
    show(qtbot, stage, material_of(two_steps(3, **changes)), (560, 190))
    assert isinstance(stage.picture.beside, kind)
    picture = pixels(stage.picture)
    assert holds(picture, LIGHT.exact)
    assert holds(picture, LIGHT.estimate)


@pytest.mark.parametrize("theme", [LIGHT, DARK_LECTURE], ids=["light", "lecture"])
@pytest.mark.parametrize(
    "make",
    [
        *CASES.values(),
        lambda: two_steps(mistake="argmax"),
        lambda: two_steps(mistake="shifted", discount=0.9),
        lambda: two_steps(standardise=True),
    ],
)
def test_nothing_leaves_the_picture(qtbot, make, theme):
    stage, scale = BiasStage(theme), theme.type_scale
    show(qtbot, stage, material_of(make()), (round(560 * scale), round(190 * scale)))
    area = stage.picture.rect().toRectF().adjusted(-1.0, -4.0, 1.0, 4.0)
    assert stage.picture.labels or stage.picture.words
    for label in stage.picture.labels:
        assert area.contains(label.extent), label.text


def test_the_button_switches_the_mistake_off_and_on_again(qtbot):
    stage = BiasStage(LIGHT)
    show(qtbot, stage, material_of(two_steps(mistake="sign")), (560, 190))
    with qtbot.waitSignal(stage.wanted) as heard:
        stage.switch.click()
    assert heard.args == ["mistake", "none"]
    stage.show_material(material_of(two_steps(mistake="none")))
    with qtbot.waitSignal(stage.wanted) as heard:
        stage.switch.click()
    assert heard.args == ["mistake", "sign"]


def test_at_first_it_offers_the_mean_of_log_probabilities(qtbot):
    stage = BiasStage(LIGHT)
    show(qtbot, stage, material_of(two_steps()), (560, 190))
    with qtbot.waitSignal(stage.wanted) as heard:
        stage.switch.click()
    assert heard.args == ["mistake", "mean-log"]
