"""The numbers under the derivation's terms, against products and sums made by hand."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from pgviz.estimation.reference import Reference
from pgviz.gui.derivation.captions import line_captions
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.derivation.listings import Listings
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.own_line import own_line
from pgviz.gui.format import short
from pgviz.gui.formula.terms import named_terms
from tests.gui.iterations import CASES, made


def captions(line, view):
    return line_captions(Material.of(view, Nudge()), written(line, view))


def written(line, view):
    return own_line(LINES[line - 1], view.iteration.hyperparameters.estimator)


def number(caption):
    """Return the first number of the exact text after its name."""
    digits = caption.exact.split(":")[-1].split(";")[0].replace("−", "-").replace("≈", "")
    return float(digits.replace("exactly", "").split("±")[0].split("(")[0].split()[-1])


def slippery():
    """Return a world with chance in it, and a policy that prefers some actions."""
    return made("FrozenLake-v1", iterations=1, seed=3, batch_size=4, init_scale=0.7)


def by_hand(example, trajectory, theta):
    """Return μ, the product of P(s'|s,a), and that of π, walking along the trajectory."""
    mdp, batch = example.world.mdp, example.iteration.batch
    steps = range(batch.offsets[trajectory], batch.offsets[trajectory + 1])
    logits = theta.reshape(mdp.observations, -1)
    world = policy = 1.0
    for step in steps:
        state, action = batch.states[step], batch.actions[step]
        last = step == steps[-1]
        entered = batch.last_states[trajectory] if last else batch.states[step + 1]
        world *= mdp.probability[state, action][mdp.next_state[state, action] == entered].sum()
        row = np.exp(logits[mdp.observation[state]])
        policy *= row[action] / row.sum()
    return mdp.start[batch.states[steps[0]]], world, policy


def central_differences(function, theta, step=1e-6):
    directions = step * np.eye(len(theta))
    return np.array([(function(theta + d) - function(theta - d)) / (2 * step) for d in directions])


@pytest.mark.parametrize("trajectory", range(4))
def test_the_factors_of_a_trajectory(trajectory):
    example = slippery()
    view = example.view(trajectory)
    start, world, policy = by_hand(example, trajectory, example.iteration.before.theta)
    line = captions(1, view)
    assert number(line["start"]) == pytest.approx(start)
    assert number(line["dynamics"]) == pytest.approx(world)
    assert number(line["policy"]) == pytest.approx(policy)
    assert number(line["probability"]) == pytest.approx(start * world * policy)
    assert line["dynamics"].text == f"∏ {short(world)}"
    logs = captions(7, view)
    assert number(logs["start"]) == pytest.approx(math.log(start))
    assert number(logs["dynamics"]) == pytest.approx(math.log(world))
    assert number(logs["log-policy"]) == pytest.approx(math.log(policy))
    assert number(logs["log-probability"]) == pytest.approx(math.log(start * world * policy))
    constants = captions(8, view)
    assert constants["dynamics"].text == f"Σ log P = {short(math.log(world))} whatever θ"


def test_gradients_of_a_probability_against_finite_differences():
    example, theta = slippery(), slippery().iteration.before.theta
    view = example.view(1)
    slope = central_differences(lambda at: math.prod(by_hand(example, 1, at)), theta)
    score = central_differences(lambda at: math.log(math.prod(by_hand(example, 1, at))), theta)
    assert number(captions(4, view)["probability-gradient"]) == pytest.approx(
        np.linalg.norm(slope), rel=1e-6
    )
    assert captions(9, view)["trajectory-score"].text == f"length {short(np.linalg.norm(score))}"
    parameter = int(np.abs(score).argmax())
    along = captions(5, example.view(1, parameter=parameter))
    assert number(along["trajectory-score"]) == pytest.approx(score[parameter], rel=1e-6)
    assert along["trajectory-score"].text == short(score[parameter])
    moved = captions(3, example.view(1, parameter=parameter))["probability-gradient"]
    assert number(moved) == pytest.approx(slope[parameter], rel=1e-6)


def test_the_closed_forms_of_the_two_step_world():
    example = made("pgviz/TwoStep-v0", iterations=3, batch_size=6, init_scale=1.0)
    theta, batch = example.iteration.before.theta, example.iteration.batch
    p = 1.0 / (1.0 + math.exp(theta[0] - theta[1]))  # of action 1, which pays 3 and then −2
    view = example.view(2, parameter=1)
    assert number(captions(2, view)["objective"]) == pytest.approx(p)
    assert number(captions(3, view)["gradient"]) == pytest.approx(p * (1.0 - p))
    actions = batch.actions.reshape(-1, 2)
    returns = actions @ [3.0, -2.0]
    terms = (actions - p).sum(axis=1) * returns
    for line in (6, 10):
        caption = captions(line, view)["estimate"]
        error = terms.std(ddof=1) / math.sqrt(6)
        assert number(caption) == pytest.approx(terms.mean())
        assert caption.text == f"≈ {short(terms.mean())} ± {short(error)}"
        assert captions(line, view)["average"].text == "1/6"
    assert number(captions(10, view)["return"]) == returns[2]
    assert captions(10, view)["time"].text == "T = 2"
    assert number(captions(10, example.view(2, 1, 1))["score"]) == pytest.approx(actions[2, 1] - p)


def test_probabilities_of_all_trajectories_sum_to_the_objective():
    """Each drawn trajectory's P and R are those of an enumeration by hand."""
    example = made("pgviz/TwoStep-v0", iterations=3, batch_size=6, init_scale=1.0)
    theta, batch = example.iteration.before.theta, example.iteration.batch
    pi = np.exp(theta) / np.exp(theta).sum()
    enumerated = {
        taken: (pi[taken[0]] * pi[taken[1]], 3.0 * taken[0] - 2.0 * taken[1])
        for taken in itertools.product((0, 1), repeat=2)
    }
    for trajectory in range(6):
        line = captions(2, example.view(trajectory))
        taken = tuple(batch.actions[2 * trajectory : 2 * trajectory + 2].tolist())
        assert (number(line["probability"]), number(line["return"])) == pytest.approx(
            enumerated[taken]
        )
    objective = sum(chance * earned for chance, earned in enumerated.values())
    assert number(captions(2, example.view())["objective"]) == pytest.approx(objective)


def test_a_product_too_small_for_a_float_is_written_by_its_log():
    example = made("CliffWalking-v1", iterations=1, horizon=700, batch_size=2)
    length = int(example.iteration.batch.lengths[0])
    log10 = -length * math.log10(4)  # four actions, all as likely; the rest is certain
    caption = captions(1, example.view())["probability"]
    exponent = math.floor(log10)
    superscript = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    assert caption.text == f"{10 ** (log10 - exponent):.2f}·10{superscript}"
    assert exponent < -400  # a float ends at −308


def settings(**chosen):
    return made("pgviz/TwoStep-v0", 1, batch_size=6, init_scale=1.0, **chosen)


def test_the_last_line_is_written_as_the_settings_have_it_with_their_numbers():
    example = settings(return_="to-go", discount=0.9)
    iteration, batch = example.iteration, example.iteration.batch
    line = captions(10, example.view(2, 1, 1))
    assert list(line) == ["gradient", "estimate", "average", "time", "discount", "score", "return"]
    assert float(line["discount"].text) == 0.9
    rewards = batch.rewards.reshape(6, 2)
    assert number(line["return"]) == rewards[2, 1]  # nothing is earned after the last step
    scores = np.eye(2)[batch.actions] - iteration.evaluation.probabilities
    to_go = np.stack([rewards[:, 0] + 0.9 * rewards[:, 1], 0.9 * rewards[:, 1]], axis=1)
    by_hand = (scores * to_go.reshape(-1, 1)).sum(axis=0) / 6.0
    assert number(line["estimate"]) == pytest.approx(by_hand[1])


@pytest.mark.parametrize("average", ["trajectories", "steps"])
def test_the_last_line_divides_as_the_settings_do(average):
    line = captions(10, settings(baseline="mean", average=average).view())
    assert line["average"].text == {"trajectories": "1/6", "steps": "1/12"}[average]


def test_by_the_return_alone_the_last_line_is_that_of_the_derivation():
    assert written(10, settings(discount=0.9).view()) is LINES[9]
    assert written(6, settings(return_="to-go").view()) is LINES[5]


def test_where_the_line_writes_another_weight_it_says_whose_estimate_it_is():
    plain, other = captions(6, settings().view()), captions(6, settings(return_="to-go").view())
    assert plain["estimate"].text.startswith("length ≈ ")
    assert other["estimate"].text.startswith("yours: length ≈ ")
    assert "by your settings, with the weight Gₜ" in other["estimate"].exact


def test_the_estimate_of_the_line_is_made_once_an_iteration():
    listings = Listings()
    estimates = [
        listings.plain_estimate(made("pgviz/TwoStep-v0", 1, seed, return_="to-go").view(place))
        for seed in (1, 2)
        for place in (0, 1)
    ]
    assert [each is estimates[0] for each in estimates] == [True, True, False, False]
    assert estimates[2] is estimates[3]


def test_what_is_unknown_is_called_unknown():
    view = CASES["linear"]().view(0, 3)
    line = captions(1, view)
    assert line["start"].text == line["dynamics"].text == line["probability"].text == "unknown"
    assert line["policy"].text.startswith("∏ ")
    assert captions(7, view)["log-probability"].text == "unknown"
    assert captions(3, view)["gradient"].text == "unknown here"
    assert captions(8, view)["dynamics"].text == "unknown, but without θ"
    assert captions(9, view)["trajectory-score"].text.startswith("length ")


def test_a_reference_stands_in_with_its_error():
    view = CASES["linear"]().view(parameter=1)
    size = len(view.iteration.before.theta)
    reference = Reference(21.5, 0.25, np.linspace(-1, 1, size), np.full(size, 0.125), 4000)
    view = replace(view, reference=reference)
    assert captions(2, view)["objective"].text == "≈ 21.5 ± 0.250"
    assert captions(5, view)["gradient"].text == f"≈ {short(np.linspace(-1, 1, size)[1])} ± 0.125"
    whole = captions(5, replace(view, selected=replace(view.selected, parameter=None)))
    length, error = np.linalg.norm(reference.gradient), 0.125 * math.sqrt(size)
    assert whole["gradient"].text == f"length ≈ {short(length)} ± {short(error)}"


def test_one_trajectory_tells_no_error():
    caption = captions(10, CASES["one trajectory"]().view())["estimate"]
    assert caption.text.endswith("± ?")
    assert "no standard error" in caption.exact


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_every_term_of_every_line_has_a_number_in_every_world(case, line):
    example = CASES[case]()
    found = captions(line.number, example.view())
    formula = written(line.number, example.view()).formula
    assert found.keys() == {term.name for term in named_terms(formula)}
    assert all(caption.text and caption.exact for caption in found.values())
    assert not any("e-" in caption.text or "nan" in caption.text for caption in found.values())
