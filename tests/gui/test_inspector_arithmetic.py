"""The inspector's lines: each expression, evaluated, is its result, and that is the quantity's."""

import math

import numpy as np
import pytest

from pgviz.gui.arithmetic.levels import level_of, line_reached, make_page, step_of
from pgviz.gui.arithmetic.lines import Number, enclosed, plain, product, total
from pgviz.gui.arithmetic.score import largest_parameter, score_line
from pgviz.gui.arithmetic.sentences import bias
from pgviz.gui.arithmetic.step import step_page
from pgviz.gui.arithmetic.trajectory import trajectory_page
from pgviz.gui.arithmetic.update import update_page
from pgviz.gui.arithmetic.weight import discounted
from pgviz.training.cursor import Cursor
from tests.gui.arithmetic import check_expressions, close, evaluated
from tests.gui.iterations import CASES, made

cases = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


def step_views(example):
    length = int(example.iteration.batch.lengths[0])
    return [example.view(0, step) for step in {0, length // 2, length - 1}]


@cases
def test_every_expression_is_its_result(case):
    for view in step_views(case()):
        check_expressions(view)


@cases
def test_the_score_is_the_slope_of_log_probability(case):
    example = case()
    iteration, policy = example.iteration, example.policy
    theta, batch = iteration.before.theta, iteration.batch
    flat = int(batch.lengths[0]) // 2
    observation, action = batch.observations[flat : flat + 1], batch.actions[flat : flat + 1]
    rng = np.random.default_rng(5)
    for parameter in {largest_parameter(example.view(), flat), *rng.integers(policy.size, size=4)}:
        shift = np.zeros_like(theta)
        shift[parameter] = 1e-6 * max(1.0, abs(theta[parameter]))
        up, down = (
            policy.evaluate(theta + sign * shift, observation, action).log_probabilities[0]
            for sign in (1.0, -1.0)
        )
        slope = (up - down) / (2.0 * shift[parameter])
        line = score_line(example.view(), flat, int(parameter))
        assert line.result.value == pytest.approx(slope, rel=1e-5, abs=1e-6)


@cases
def test_the_largest_parameter_is_the_one_the_score_moves_most(case):
    flat = int(case().iteration.batch.lengths[0]) - 1
    dense = case().iteration.evaluation.score.dense(np.array([flat]))[0]
    assert abs(dense[largest_parameter(case().view(), flat)]) == np.abs(dense).max()


@cases
def test_contributions_of_all_steps_are_the_components_of_the_estimate(case):
    example = case()
    parameter = int(np.abs(example.iteration.estimate.gradient).argmax())
    lengths = example.iteration.batch.lengths
    trajectory = int(lengths.argmin())
    values = [
        line_of(step_page(example.view(trajectory, step, parameter), step), "contribution")
        for step in range(int(lengths[trajectory]))
    ]
    gradient = example.iteration.estimate.per_trajectory[trajectory][parameter]
    expected = gradient / example.iteration.batch.size
    assert sum(line.result.value for line in values) == close(expected)


def line_of(page, name):
    return next(line for line in page.lines if line.name == name)


def test_the_weight_is_made_of_return_baseline_and_deviation():
    example = CASES["steps"]()
    batch, view = example.iteration.batch, example.view(2, 1)
    returns = np.add.reduceat(batch.rewards, batch.offsets[:-1])
    advantages = np.repeat(returns - returns.mean(), batch.lengths)
    line = line_of(step_page(view, 1), "ψ = (R(τ) − b)/σ")
    assert line.result.value == close((returns[2] - returns.mean()) / advantages.std())
    numbers = [part.value for part in line.parts if isinstance(part, Number)]
    assert numbers == [close(returns[2]), close(returns.mean()), close(advantages.std())]


def test_a_late_step_counts_less():
    example = CASES["to-go"]()
    page = step_page(example.view(1, 3), 3)
    assert line_of(page, "γᵗ").result.value == close(0.9**3)
    assert evaluated(line_of(page, "γᵗ").parts) == close(0.9**3)
    rewards = example.iteration.batch.rewards[example.iteration.batch.slice(1)][3:]
    expected = sum(0.9**k * reward for k, reward in enumerate(rewards))
    assert line_of(page, "Gₜ").result.value == close(expected)


def test_shares_of_steps_and_trajectories_are_along_the_estimate():
    example = CASES["table"]()
    gradient, shares = example.iteration.estimate.gradient, example.iteration.estimate.shares
    page = step_page(example.view(3, 2), 2)
    start = int(example.iteration.batch.offsets[3])
    assert line_of(page, "share of ĝ").result.value == close(100.0 * shares[start + 2])
    own = example.iteration.estimate.per_trajectory[3]
    expected = 100.0 * own @ gradient / (example.iteration.batch.size * gradient @ gradient)
    assert line_of(trajectory_page(example.view(3)), "share of ĝ").result.value == close(expected)


def test_the_return_of_a_trajectory_is_discounted():
    example = CASES["gaussian"]()
    rewards = example.iteration.batch.rewards[example.iteration.batch.slice(1)]
    expected = sum(0.95**t * reward for t, reward in enumerate(rewards))
    assert trajectory_page(example.view(1)).lines[0].result.value == close(expected)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_an_update_leads_from_one_theta_to_the_next(optimizer):
    example = made(
        "pgviz/GridWorld-v0",
        iterations=3,
        optimizer=optimizer,
        entropy_bonus=0.2,
        gradient_clip=0.01,
        learning_rate=0.5,
    )
    iteration = example.iteration
    for parameter in (0, 7, int(np.abs(iteration.estimate.gradient).argmax())):
        page = update_page(example.view(parameter=parameter))
        values = {line.name: line.result.value for line in page.lines}
        terms = values["ĝ"] + values["entropy term"] + values["clipping term"]
        assert values["direction"] == close(terms)
        moved = iteration.after.theta[parameter] - iteration.before.theta[parameter]
        assert values["step"] == close(moved)
        assert values["θ′"] == iteration.after.theta[parameter]


def test_only_terms_that_act_have_a_line():
    example = CASES["table"]()
    names = [line.name for line in update_page(example.view()).lines]
    assert names == ["ĝ", "step", "θ′"]


def test_the_level_follows_the_cursor_unless_a_step_is_selected():
    example = CASES["table"]()
    number = example.iteration.number

    def at(phase, trajectory, step, selected=None):
        return example.view(2, selected, cursor=Cursor(number, phase, trajectory, step))

    assert level_of(at("update", 5, 3)) == "update"
    assert level_of(at("average", 2, 3)) == "average"
    assert level_of(at("update", 5, 3, selected=1)) == "step"
    for phase in ("sample", "score", "weight", "sum"):
        assert level_of(at(phase, 2, 3)) == "step"
        assert step_of(at(phase, 2, 3)) == 3
        assert step_of(at(phase, 2, 3, selected=1)) == 1
        elsewhere = "step" if phase in ("score", "weight") else "trajectory"
        assert level_of(at(phase, 4, 0)) == elsewhere
        assert step_of(at(phase, 4, 0)) is None


def test_a_step_that_nobody_chose_is_the_one_of_the_largest_share():
    example = CASES["table"]()
    shares = example.iteration.estimate.shares[example.iteration.batch.slice(3)]
    page = make_page(example.view(3), "step")
    assert page.pointer.step == np.abs(shares).argmax()


def test_lines_are_reached_in_the_order_of_the_phases():
    example = CASES["to-go"]()

    def reached(phase, step, level="step"):
        cursor = Cursor(example.iteration.number, phase, 1, step)
        view = example.view(1, 4 if level == "step" else None, cursor=cursor)
        page = make_page(view, level)
        return [line_reached(view, page, line) for line in page.lines]

    score, weight, everything = [True] + 5 * [False], 4 * [True] + 2 * [False], 6 * [True]
    assert reached("sample", 39) == 6 * [False]
    assert reached("score", 3) == 6 * [False]
    assert reached("score", 4) == score
    assert reached("weight", 3) == score
    assert reached("weight", 4) == weight
    assert reached("sum", 4) == everything
    assert reached("update", 0) == everything
    assert reached("average", 0, "average") == [True, False, False, False, False]  # the first 2
    assert reached("update", 0, "average") == 4 * [True]
    assert not any(reached("average", 0, "update"))
    assert all(reached("update", 0, "update"))


def test_an_average_in_the_making_tells_how_far_it_is():
    example = CASES["table"]()
    cursor = Cursor(example.iteration.number, "average", 4, 0)
    line = make_page(example.view(cursor=cursor, parameter=3), "average").lines[0]
    assert line.name == "first 5"
    gradients = example.iteration.estimate.per_trajectory[:5, 3]
    assert line.result.value == close(float(np.mean(gradients)))


def test_an_estimate_of_one_trajectory_has_no_error():
    names = [line.name for line in make_page(CASES["one trajectory"]().view(), "average").lines]
    assert names == ["ĝ", "‖ĝ‖"]


def test_sums_are_written_with_signs_and_dots():
    def text(parts):
        return "".join(map(str, parts))

    assert text(total([plain(1.5), plain(-2.0), plain(0.25)])) == "1.5 − 2 + 0.25"
    assert text(total([plain(float(n)) for n in range(1, 9)])) == "1 + 2 + … + 8"
    assert text(product(plain(-2.0), plain(-3.0))) == "−2 × (−3)"
    assert text(enclosed(plain(3.0))) == "3"
    assert text(discounted(np.array([0.0, -1.0]), 0.9)) == "−0.9 × 1"
    assert text(discounted(np.array([2.0, 0.0, 1.0]), 0.9)) == "2 + 0.9² × 1"
    assert text(discounted(np.array([1.0, 1.0, -1.0]), 0.5)) == "1 + … − 0.5² × 1"
    assert text(discounted(np.zeros(3), 0.5)) == "0"


@pytest.mark.parametrize(
    ("weight", "words"),
    [(1.0, "towards the action it took"), (-1.0, "away from the action"), (0.0, "does not move θ")],
)
def test_a_sentence_says_which_way_a_step_pushes(weight, words):
    example = CASES["steps"]()
    psi, lengths = example.iteration.weights.psi, example.iteration.batch.lengths
    if weight == 0.0:
        example, trajectory = CASES["no estimate"](), 0
    else:
        flat = int((weight * psi).argmax())
        trajectory = int(np.repeat(np.arange(len(lengths)), lengths)[flat])
    assert words in step_page(example.view(trajectory, 0), 0).sentence


def test_biased_estimators_are_called_so():
    def said(**changes):
        return bias(
            made("pgviz/TwoStep-v0", iterations=1, **changes).iteration.hyperparameters.estimator
        )

    assert said() == "its expectation is exactly ∇J"
    assert said(return_="to-go", discount=0.9, baseline="value") == said()
    assert said(baseline="leave-one-out") == said()
    assert said(return_="to-go", discount=0.9, discount_weighting="off") == (
        "its expectation is not ∇J, for late steps count as much as early ones"
    )
    assert said(baseline="mean", standardise="on", average="steps") == (
        "its expectation is not ∇J, for ψ is divided by σ, the average is over time steps "
        "and the baseline contains the trajectory itself"
    )


def test_adam_takes_the_step_of_its_algorithm():
    example = made("pgviz/TwoStep-v0", iterations=4, optimizer="adam", learning_rate=0.3)
    state = example.iteration.after.optimizer
    mean = state.velocity[1] / (1.0 - 0.9**state.count)
    square = state.squares[1] / (1.0 - 0.999**state.count)
    line = line_of(update_page(example.view(parameter=1)), "step")
    assert line.result.value == close(0.3 * mean / (math.sqrt(square) + 1e-8))


def test_no_line_shows_what_is_only_rounding():
    example = made("MountainCar-v0", hidden="none", return_="to-go", baseline="time", discount=0.99)
    assert example.iteration.estimate.norm == 0.0
    for level in ("step", "trajectory", "average"):
        for line in make_page(example.view(0, 5), level).lines:
            written = "".join(map(str, (*line.parts, line.result))) + line.note
            assert "·10⁻¹" not in written, line
