"""`pgviz gradient` against answers that come from elsewhere."""

import json
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pgviz.cli import main
from tests.cli_worlds import Signalling, registered
from tests.known_answers import ANSWERS, as_written, two_logits


def studied(folder: Path, *words: str) -> dict[str, Any]:
    """Return what `gradient` saves as JSON."""
    path = folder / "study.json"
    assert main(["gradient", "--json", str(path), *words]) == 0
    return json.loads(path.read_text("utf-8"))


def at(probability: float) -> str:
    """Return the option that makes this the probability of action 1."""
    return f"--theta={','.join(map(repr, two_logits(probability).tolist()))}"


def assert_estimates(study: dict[str, Any], gradient: float) -> None:
    """Assert that the mean of the draws lies within four standard errors of d/dθ₁."""
    estimate = study["estimate"]
    assert abs(estimate["mean"][1] - gradient) <= 4.0 * estimate["standard_error"][1]
    assert estimate["mean"][0] == pytest.approx(-estimate["mean"][1])
    assert 0.0 <= estimate["wrong_direction_share"] <= 1.0


@pytest.mark.parametrize("row", ANSWERS["short_corridor"]["rows"], ids=lambda row: f"p={row['p']}")
def test_the_corridor(tmp_path, row):
    study = studied(tmp_path, "--scenario", "short-corridor", at(row["p"]), "--draws", "300")
    assert study["exact"]["J"] == as_written(row["J"])
    assert study["exact"]["gradient"] == [
        as_written(-row["gradient"]),
        as_written(row["gradient"]),
    ]
    assert_estimates(study, row["gradient"])


@pytest.mark.parametrize("row", ANSWERS["geometric"]["rows"], ids=lambda row: f"q={row['q']}")
def test_stay_or_end(tmp_path, row):
    study = studied(tmp_path, "--scenario", "geometric", at(row["q"]), "--draws", "300")
    gradient = row["gradient"] * row["q"] * (1.0 - row["q"])
    assert study["exact"]["J"] == as_written(row["J"])
    assert study["exact"]["gradient"][1] == pytest.approx(gradient, abs=1e-6)
    assert_estimates(study, gradient)


@pytest.mark.parametrize("probability", [0.2, 0.5, 0.7])
def test_two_steps(tmp_path, probability):
    study = studied(tmp_path, "--scenario", "two-step", at(probability), "--draws", "500")
    gradient = probability * (1.0 - probability)
    assert study["exact"]["J"] == pytest.approx(probability, abs=1e-6)
    assert study["exact"]["gradient"][1] == pytest.approx(gradient, abs=1e-6)
    assert_estimates(study, gradient)


@pytest.mark.parametrize(("weighting", "factor"), [("on", 1.2), ("off", 1.0)])
def test_what_leaving_out_the_weighting_by_the_discount_aims_at(tmp_path, weighting, factor):
    words = ["--set", "discount=0.9", "--set", "return=to-go"]
    words += ["--set", f"discount_weighting={weighting}"]
    study = studied(tmp_path, "--scenario", "two-step", at(0.4), *words, "--draws", "4000")
    assert study["exact"]["gradient"][1] == pytest.approx(1.2 * 0.4 * 0.6, abs=1e-6)
    assert_estimates(study, factor * 0.4 * 0.6)


def test_the_learnt_baseline_knows_earlier_draws_only(tmp_path):
    # Fitted to its own draw, the estimate of a single trajectory would aim far below ∇J.
    words = ["--set", "baseline=value", "--set", "batch_size=1", "--draws", "4000"]
    study = studied(tmp_path, "--scenario", "two-step", at(0.3), *words)
    assert_estimates(study, 0.3 * 0.7)


def test_the_share_that_points_away_is_that_of_the_enumerated_trajectories(tmp_path):
    words = ["--set", "batch_size=1", "--draws", "2000"]
    study = studied(tmp_path, "--scenario", "two-step", at(0.5), *words)
    # Of the four trajectories, equally likely, only 1, 1 has R · Σ score > 0: 1 · (0.5 + 0.5).
    error = np.sqrt(0.75 * 0.25 / 2000)
    assert abs(study["estimate"]["wrong_direction_share"] - 0.75) <= 4.0 * error


def test_the_file_says_what_was_drawn(tmp_path):
    study = studied(tmp_path, "--scenario", "two-step", "--theta", "-1,0.5", "--draws", "10")
    assert study["theta"] == [-1.0, 0.5]
    assert study["parameters"] == ["action 0", "action 1"]
    estimate = study["estimate"]
    assert (estimate["draws"], estimate["batch_size"]) == (10, 8)
    assert estimate["standard_error"] == pytest.approx(
        [np.sqrt(variance / 10) for variance in estimate["variance"]]
    )


def test_a_signal_stops_the_draws_and_keeps_those_that_are_complete(tmp_path):
    path = tmp_path / "study.json"
    with registered(Signalling) as id:
        words = ["gradient", "--env", id, "--env-arg", f"number={int(signal.SIGINT)}"]
        words += ["--set", "batch_size=1", "--json", str(path)]
        assert main(words) == 128 + signal.SIGINT
    assert 4 <= json.loads(path.read_text("utf-8"))["estimate"]["draws"] <= 5


def test_a_world_without_a_table_has_no_exact_gradient(tmp_path, capsys):
    words = ["--env", "CartPole-v1", "--set", "batch_size=2", "--draws", "3"]
    study = studied(tmp_path, *words)
    assert study["exact"] is None
    assert study["estimate"]["wrong_direction_share"] is None
    out = capsys.readouterr().out
    assert "∇J" not in out
    assert "the 20 largest of" in out


def test_one_draw_has_no_variance(tmp_path):
    estimate = studied(tmp_path, "--scenario", "two-step", "--draws", "1")["estimate"]
    assert estimate["variance"] == [None, None]
    assert estimate["standard_error"] == [None, None]


@pytest.mark.parametrize("dtype", [">f8", "<f4", "<i2"])
def test_theta_comes_from_a_file_of_any_real_type(tmp_path, dtype):
    np.save(tmp_path / "theta.npy", np.array([1, -2], dtype=dtype))
    study = studied(
        tmp_path, "--scenario", "two-step", "--draws", "2", "--theta", str(tmp_path / "theta.npy")
    )
    assert study["theta"] == [1.0, -2.0]


def test_the_table_shows_what_the_file_holds(tmp_path, capsys):
    study = studied(tmp_path, "--scenario", "two-step", "--draws", "50")
    out = capsys.readouterr().out
    row = next(line for line in out.splitlines() if line.startswith("action 1"))
    numbers = [float(text) for text in row.split()[-6:]]
    estimate, exactly = study["estimate"], study["exact_variance"]
    expected = [study["exact"]["gradient"][1], exactly["mean"][1]]
    expected += [estimate[key][1] for key in ("mean", "standard_error", "variance")]
    expected += [exactly["variance"][1]]
    assert numbers == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("row", ANSWERS["short_corridor"]["rows"], ids=lambda row: f"p={row['p']}")
@pytest.mark.parametrize(("return_", "key"), [("whole", "var_whole"), ("to-go", "var_to_go")])
def test_the_corridors_exact_variance(tmp_path, capsys, row, return_, key):
    words = ["--set", f"return={return_}", "--set", "batch_size=4", "--draws", "10"]
    words += ["--set", "horizon=2000"]
    study = studied(tmp_path, "--scenario", "short-corridor", at(row["p"]), *words)
    exactly = study["exact_variance"]
    assert [4.0 * number for number in exactly["variance"]] == [as_written(row[key])] * 2
    assert exactly["mean"] == pytest.approx(study["exact"]["gradient"], rel=1e-9)
    assert exactly["how"] == "dynamic programming over moments"
    assert exactly["wrong_direction_share"] is None
    assert "exact variance come from dynamic programming over moments" in capsys.readouterr().out


def test_every_batch_of_two_steps_gives_the_exact_share(tmp_path, capsys):
    words = ["--set", "batch_size=1", "--draws", "10"]
    study = studied(tmp_path, "--scenario", "two-step", at(0.5), *words)
    # Of the four trajectories, equally likely, only 1, 1 has R · Σ score > 0: 1 · (0.5 + 0.5).
    assert study["exact_variance"]["wrong_direction_share"] == pytest.approx(0.75)
    out = capsys.readouterr().out
    assert study["exact_variance"]["zero_share"] == pytest.approx(0.75)  # R, or Σ score, is 0
    assert "Of the draws 0.0% point away from ∇J, " in out
    assert "are 0 along it; exactly 0.0% and 75.0%" in out
    assert "come from all 4 trajectories" in out


def test_a_mistake_has_its_exact_mean_as_well(tmp_path):
    words = ["--set", "mistake=mean-log", "--set", "return=to-go", "--draws", "10"]
    study = studied(tmp_path, "--scenario", "two-step", at(0.3), *words)
    # known answers: two_step, wrong_estimator
    assert study["exact_variance"]["mean"][1] == pytest.approx(-0.3 * 0.7 / 2.0)
    assert study["exact"]["gradient"][1] == pytest.approx(0.3 * 0.7)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--scenario", "two-step", "--set", "baseline=value"], "the baseline is learnt"),
        (["--scenario", "short-corridor", "--set", "average=steps"], "more than 20,000 traj"),
        (["--env", "CartPole-v1", "--set", "batch_size=2"], "small enough"),
    ],
)
def test_where_the_variance_is_unknown_it_says_why(tmp_path, capsys, words, reason):
    study = studied(tmp_path, *words, "--draws", "3")
    assert study["exact_variance"]["how"] is None
    assert reason.lower() in study["exact_variance"]["unknown"].lower()
    out = capsys.readouterr().out
    assert "No exact variance: " in out
    assert reason in out
