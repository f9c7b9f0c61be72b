"""Figures in CSV and JSON, read back by the standard library."""

import csv
import json
import math

import pytest

from pgviz.environments.errors import PgvizError
from pgviz.exporting.scalars import write_scalars_csv, write_scalars_json
from tests.exporting.runs import Made, began, made

CHANGES = {2: {"learning_rate": 0.05, "baseline": "mean"}, 4: {"mistake": "sign"}}


@pytest.fixture(scope="module")
def grid() -> Made:
    return made(began("gridworld", batch_size=3), 6, CHANGES)


def read_csv(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_has_a_row_an_iteration_and_every_digit(grid, tmp_path):
    write_scalars_csv(tmp_path / "o.csv", grid.run)
    rows = read_csv(tmp_path / "o.csv")
    assert [int(row["iteration"]) for row in rows] == list(range(6))
    for row, iteration in zip(rows, grid.iterations, strict=True):
        objective = iteration.exact.objective
        assert float(row["objective"]) == objective
        assert float(row["gradient_norm"]) == iteration.estimate.norm
        assert int(row["steps"]) == iteration.batch.steps


def test_a_table_says_what_was_changed_and_which_rows_a_mistake_has_spoilt(grid, tmp_path):
    write_scalars_csv(tmp_path / "o.csv", grid.run)
    rows = read_csv(tmp_path / "o.csv")
    assert [row["changed"] for row in rows] == [
        *("", "", "baseline=mean; learning_rate=0.05", ""),
        *("mistake=sign", ""),
    ]
    assert [row["mistake"] for row in rows] == [""] * 4 + ["MISTAKE: sign flipped"] * 2


def test_what_is_unknown_is_empty_in_a_table_and_null_in_json(tmp_path):
    run = made(began("cartpole", batch_size=1), 1).run
    write_scalars_csv(tmp_path / "o.csv", run)
    write_scalars_json(tmp_path / "o.json", run)
    (row,) = read_csv(tmp_path / "o.csv")
    (written,) = json.loads((tmp_path / "o.json").read_text())["iterations"]
    for name in ("objective", "cosine", "signal_to_noise"):
        assert math.isnan(run.scalars[name][0])
        assert row[name] == ""
        assert written[name] is None


def test_json_says_how_the_run_began_and_what_was_changed(grid, tmp_path):
    write_scalars_json(tmp_path / "o.json", grid.run)
    written = json.loads((tmp_path / "o.json").read_text())
    assert (written["scenario"], written["seed"]) == ("gridworld", 1)
    assert written["hyperparameters"]["learning_rate"] == 0.3
    assert written["changes"][0] == {
        "iteration": 2,
        "hyperparameters": {
            "baseline": {"before": "none", "now": "mean"},
            "learning_rate": {"before": 0.3, "now": 0.05},
        },
    }
    returns = [each["mean_return"] for each in written["iterations"]]
    assert returns == [each.scalars.mean_return for each in grid.iterations]


def test_json_is_marked_where_a_mistake_was_made_later(grid, tmp_path):
    write_scalars_json(tmp_path / "o.json", grid.run)
    assert "MISTAKE: sign flipped. The sign of ψ" in (tmp_path / "o.json").read_text()
    write_scalars_json(tmp_path / "o.json", grid.run.between(range(1, 4)))
    assert json.loads((tmp_path / "o.json").read_text())["mistake"] is None


def test_some_iterations_can_be_taken(grid, tmp_path):
    write_scalars_csv(tmp_path / "o.csv", grid.run.between(range(3, 5)))
    assert [row["iteration"] for row in read_csv(tmp_path / "o.csv")] == ["3", "4"]


@pytest.mark.parametrize("numbers", [range(4, 7), range(-1, 2)])
def test_iterations_that_it_has_not_are_refused(grid, numbers):
    with pytest.raises(PgvizError, match=r"The run has iterations 0 to 5, not"):
        grid.run.between(numbers)


def test_no_iterations_are_refused(grid):
    with pytest.raises(PgvizError, match=r"From 3 to before 3 is no iteration."):
        grid.run.between(range(3, 3))
