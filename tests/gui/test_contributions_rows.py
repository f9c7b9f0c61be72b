"""The numbers of the contributions' rows and heat map, against their definitions."""

import numpy as np
import pytest

from pgviz.gui.chosen_parameters import largest_parameters
from pgviz.gui.selected_steps import Steps
from pgviz.gui.strips.heat_map import heat_map
from pgviz.gui.strips.strip import strips
from tests.gui.iterations import CASES, made

cases = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


def rows(made, trajectory=0):
    names = ("π", "log π", "norm", "weight", "share", "sum")
    return dict(zip(names, strips(Steps(made.iteration, trajectory)), strict=True))


def dense(made, trajectory):
    """The scores of a trajectory, [steps, parameters]."""
    run = made.iteration.batch.slice(trajectory)
    return made.iteration.evaluation.score.dense(np.arange(run.start, run.stop))


def contributions(made, trajectory):
    """c ψ ∇log π / m of a trajectory, [steps, parameters]."""
    weights, run = made.iteration.weights, made.iteration.batch.slice(trajectory)
    factors = weights.scale * weights.coefficients[run] * weights.psi[run]
    return factors[:, None] * dense(made, trajectory)


@cases
def test_norms_are_those_of_the_scores(case):
    values = rows(case())["norm"].values
    np.testing.assert_allclose(values, np.linalg.norm(dense(case(), 0), axis=1), rtol=1e-12)


@cases
def test_shares_are_the_contributions_along_the_estimate(case):
    gradient = case().iteration.estimate.gradient
    squared = gradient @ gradient
    along = contributions(case(), 1 % case().iteration.batch.size) @ gradient
    expected = 100.0 * along / squared if squared else along
    values = rows(case(), 1 % case().iteration.batch.size)["share"].values
    np.testing.assert_allclose(values, expected, rtol=1e-9, atol=1e-10)


@cases
def test_the_running_sums_of_all_trajectories_end_at_100_per_cent(case):
    size = case().iteration.batch.size
    totals = [rows(case(), trajectory)["sum"].total for trajectory in range(size)]
    assert sum(totals) == pytest.approx(100.0 if case().iteration.estimate.norm else 0.0)


@cases
def test_the_running_sum_adds_up_the_shares(case):
    row = rows(case())
    for step in range(len(row["share"].values)):
        expected = sum(row["share"].values[: step + 1])
        assert row["sum"].values[step] == pytest.approx(expected, abs=1e-12)


@cases
def test_each_bar_of_the_running_sum_begins_where_the_one_before_ended(case):
    up, down = rows(case())["sum"].layers
    begins = np.where(up.high > up.low, up.low, down.high)
    ends = np.where(up.high > up.low, up.high, down.low)
    np.testing.assert_array_equal(begins, [0.0, *ends[:-1]])


def test_probabilities_are_a_softmax_of_the_row_of_theta():
    example = made("pgviz/GridWorld-v0", iterations=20, learning_rate=0.3)
    batch, theta = example.iteration.batch, example.iteration.before.theta.reshape(-1, 4)
    run = batch.slice(3)
    for step, (observation, action) in enumerate(
        zip(batch.observations[run], batch.actions[run], strict=True)
    ):
        exponentials = np.exp(theta[observation])
        expected = exponentials[action] / exponentials.sum()
        row = rows(example, 3)
        assert row["π"].values[step] == pytest.approx(expected, rel=1e-12)
        assert row["log π"].values[step] == pytest.approx(np.log(expected), rel=1e-12)


def test_a_density_is_shown_beside_its_peak():
    example = CASES["gaussian"]()
    evaluation, run = example.iteration.evaluation, example.iteration.batch.slice(2)
    peak = -np.log(evaluation.deviations * np.sqrt(2.0 * np.pi)).sum()
    expected = np.exp(evaluation.log_probabilities[run] - peak)
    np.testing.assert_allclose(rows(example, 2)["π"].values, expected, rtol=1e-10)
    assert rows(example, 2)["π"].label == "π(aₜ|sₜ) / peak"


def test_weights_are_the_returns_less_the_baseline():
    example = CASES["to-go"]()
    batch, row = example.iteration.batch, rows(example, 2)["weight"]
    to_go = [
        [
            sum(0.9**k * r for k, r in enumerate(batch.rewards[batch.slice(i)][t:]))
            for t in range(batch.lengths[i])
        ]
        for i in range(batch.size)
    ]
    for step, value in enumerate(row.values):
        reached = [returns[step] for returns in to_go if len(returns) > step]
        assert value == pytest.approx(to_go[2][step] - np.mean(reached), abs=1e-9)


def test_weights_that_are_only_rounding_are_0_and_so_is_the_estimate():
    example = made(
        "MountainCar-v0",
        horizon=200,
        return_="to-go",
        baseline="time",
        discount=0.99,
        hidden="none",
    )
    assert not example.iteration.weights.psi.any()
    row = rows(example)
    assert not row["weight"].values.any()
    assert not row["share"].values.any()
    assert row["share"].words == "every weight ψ is 0, so ĝ is 0"


def test_an_estimate_of_0_says_why():
    assert rows(CASES["no estimate"]())["share"].words == "every weight ψ is 0, so ĝ is 0"
    assert rows(CASES["table"]())["share"].words == ""


def test_totals_are_read_off_where_they_mean_something():
    row = rows(CASES["table"]())
    assert row["log π"].total == pytest.approx(row["log π"].values.sum())
    assert row["weight"].total == row["weight"].values[0]  # R(τ), the same at every step
    assert row["norm"].total is None
    assert rows(CASES["to-go"]())["weight"].total is None


@cases
def test_cells_are_the_contributions_to_the_chosen_parameters(case):
    shown = heat_map(Steps(case().iteration, 0), 7, None)
    expected = contributions(case(), 0)[:, shown.parameters].T
    np.testing.assert_allclose(shown.values, expected, rtol=1e-12, atol=1e-15)


@cases
def test_all_cells_of_a_parameter_add_up_to_the_trajectorys_part_of_the_estimate(case):
    iteration = case().iteration
    shown = heat_map(Steps(iteration, 0), 9, None)
    scale = iteration.batch.size
    expected = iteration.estimate.per_trajectory[0][shown.parameters] / scale
    np.testing.assert_allclose(shown.values.sum(axis=1), expected, rtol=1e-9, atol=1e-9)


@cases
def test_no_other_parameter_is_larger_than_those_shown(case):
    sums = np.abs(case().iteration.estimate.per_trajectory[0])
    shown = heat_map(Steps(case().iteration, 0), 5, None)
    if shown.complete:
        assert shown.parameters.tolist() == list(range(len(sums)))
    else:
        assert np.all(np.diff(sums[shown.parameters]) <= 0.0)
        others = np.delete(sums, shown.parameters)
        assert others.max() <= sums[shown.parameters].min()


def test_a_parameter_that_is_wanted_takes_the_last_row():
    sums = np.array([5.0, -1.0, 0.0, -9.0, 2.0])
    assert largest_parameters(sums, 3).tolist() == [3, 0, 4]
    assert largest_parameters(sums, 3, wanted=2).tolist() == [3, 0, 2]
    assert largest_parameters(sums, 3, wanted=0).tolist() == [3, 0, 4]
    assert largest_parameters(sums, 5, wanted=2).tolist() == [0, 1, 2, 3, 4]
