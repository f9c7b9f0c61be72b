"""Why a logarithm: both means against sums written out, and a product that floats lose."""

import math

import numpy as np
import pytest

from pgviz.gui.derivation.scenes.log_words import fate, verdict
from pgviz.gui.derivation.scenes.measured import Measured
from pgviz.gui.derivation.scenes.running_product import Running
from pgviz.gui.format import short
from tests.gui.iterations import made
from tests.gui.test_lesson_scenes import shown


def two_step():
    return made("pgviz/TwoStep-v0", horizon=2, batch_size=8, init_scale=1.0)


def values(picture):
    return [row.value for row in picture.rows]


def test_on_two_steps_all_four_numbers_are_those_of_the_closed_form(qtbot):
    example = two_step()
    _, picture = shown(qtbot, "log", example, parameter=1)
    theta = example.iteration.before.theta
    p = 1.0 / (1.0 + math.exp(theta[0] - theta[1]))
    target, with_log, its_expectation, without, expectation = values(picture)
    assert its_expectation.mean == pytest.approx(p * (1.0 - p))
    # Along the logit of action 1, with rewards +3, then −2: the score of a step is a − p.
    taken = example.iteration.batch.actions.reshape(-1, 2)
    earned = taken @ [3.0, -2.0]
    scores = (taken - p).sum(axis=1)
    chances = np.where(taken == 1, p, 1.0 - p).prod(axis=1)
    assert target.mean == pytest.approx(p * (1.0 - p))
    assert with_log.mean == pytest.approx(np.mean(scores * earned))
    assert without.mean == pytest.approx(np.mean(chances * scores * earned))
    assert without.error == pytest.approx(np.std(chances * scores * earned, ddof=1) / 8**0.5)
    every = [(a, b) for a in (0, 1) for b in (0, 1)]
    aimed = sum(
        (p ** (a + b) * (1 - p) ** (2 - a - b)) ** 2 * (a + b - 2 * p) * (3 * a - 2 * b)
        for a, b in every
    )
    assert expectation.mean == pytest.approx(aimed)
    said = picture.labels[0].text
    assert said.endswith(f"{short(aimed)} instead of ∇J = {short(p * (1.0 - p))}")


def test_without_a_table_the_term_can_not_even_be_written_down(qtbot):
    _, picture = shown(qtbot, "log", made("CartPole-v1", hidden="4", horizon=60))
    assert [row.role for row in picture.rows] == ["estimate"]
    assert any("P(s′|s,a)" in label.text for label in picture.labels)
    assert not picture.running.complete


def test_the_running_product_ends_at_the_probability_of_the_trajectory(qtbot):
    example = made("FrozenLake-v1", init_scale=1.0)
    _, picture = shown(qtbot, "log", example, trajectory=2)
    log = picture.material.factors.log_probability
    assert picture.running.exponents[-1] == pytest.approx(log / math.log(10.0))
    assert picture.running.product[-1] == pytest.approx(math.exp(log))
    assert picture.running.lost_after is None


def test_halves_are_lost_after_1075_factors():
    # 2⁻¹⁰⁷⁴ is the smallest float there is; half of it is rounded to 0.
    running = Running(np.full(2000, math.log(0.5)), complete=True)
    assert running.lost_after in (1075, 1076)
    assert running.exponents[-1] == pytest.approx(-2000 * math.log10(2.0))
    assert "is 0 after" in fate(running)[0]


def test_what_is_not_yet_lost_is_foretold():
    running = Running(np.full(10, math.log(0.5)), complete=True)
    assert running.reach == pytest.approx(1074, abs=1.0)
    assert "would be 0 after" in fate(running)[0]


def test_densities_above_one_grow_out_of_range():
    running = Running(np.full(10, math.log(4.0)), complete=False)
    assert running.reach == pytest.approx(512, abs=1.0)  # 4⁵¹² is 2¹⁰²⁴
    assert "infinite" in fate(running)[0]


def test_certainty_stays_one():
    running = Running(np.zeros(5), complete=True)
    assert (running.reach, running.lost_after) == (None, None)
    assert "stays 1" in fate(running)[0]


@pytest.mark.parametrize(
    ("without", "target", "said"),
    [
        (Measured(0.1, 0.1), 0.2, "can't tell"),
        (Measured(0.1, 0.1), 0.9, "8.0 standard errors off ∇J"),
        (Measured(1e-9, 1e-9), 0.9, "nowhere near"),
        (Measured(0.1), 0.9, "P counts twice"),
        (None, 0.9, "is unknown"),
    ],
)
def test_the_verdict_is_about_the_error(without, target, said):
    assert said in verdict(without, target)[0]
