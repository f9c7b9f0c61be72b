"""Arrays of an iteration, read back by NumPy, against the formulas they stand for."""

import json

import numpy as np
import pytest

from pgviz.exporting.arrays import write_arrays
from tests.exporting.runs import began, made

CASES = {
    "table": began("gridworld", batch_size=4, return_="to-go", baseline="mean"),
    "network": began("cartpole", batch_size=3),
    "gaussian": began("beacon", batch_size=3, entropy_bonus=0.1, gradient_clip=0.5),
}


@pytest.fixture(params=CASES)
def saved(request, tmp_path):
    whole = made(CASES[request.param], 2)
    write_arrays(tmp_path / "o.npz", whole.run.experiment, whole.iterations[-1])
    with np.load(tmp_path / "o.npz", allow_pickle=False) as file:
        return dict(file), whole.iterations[-1]


def test_every_array_is_said_to_mean_something(saved):
    arrays, iteration = saved
    about = json.loads(str(arrays["about"]))
    assert about["arrays"].keys() == arrays.keys() - {"about"}
    assert (about["iteration"], about["seed"]) == (1, iteration.before.seed)


def test_what_is_known_is_there(saved):
    arrays, iteration = saved
    assert arrays["theta_after"].tobytes() == iteration.after.theta.tobytes()
    assert ("exact_gradient" in arrays) == (iteration.exact is not None)
    assert ("means" in arrays) != ("probabilities" in arrays)


def test_the_contributions_of_the_steps_can_be_put_together_again(saved):
    arrays, _ = saved
    assert arrays["offsets"][-1] == len(arrays["rewards"]) == len(arrays["psi"])
    np.testing.assert_allclose(arrays["per_trajectory"].mean(axis=0), arrays["gradient"])
    np.testing.assert_allclose(
        arrays["psi"], (arrays["returns"] - arrays["baseline"]) / arrays["deviation"], atol=1e-12
    )
    moved = arrays["theta_before"] + arrays["step"]
    np.testing.assert_array_equal(moved, arrays["theta_after"])


def test_the_score_of_a_softmax_table_gives_its_gradient_from_the_file_alone(tmp_path):
    whole = made(CASES["table"], 1)
    write_arrays(tmp_path / "o.npz", whole.run.experiment, whole.iterations[0])
    arrays = np.load(tmp_path / "o.npz", allow_pickle=False)
    gradient = np.zeros((len(arrays["theta_before"]) // 4, 4))
    for t, (state, action) in enumerate(
        zip(arrays["observations"], arrays["actions"], strict=True)
    ):
        weight = arrays["scale"] * arrays["coefficients"][t] * arrays["psi"][t]
        gradient[state] += weight * (np.eye(4)[action] - arrays["probabilities"][t])
    np.testing.assert_allclose(gradient.ravel(), arrays["gradient"], atol=1e-15)


def test_the_mark_of_a_mistake_is_in_the_file(tmp_path):
    whole = made(began("two-step", mistake="argmax"), 1)
    write_arrays(tmp_path / "o.npz", whole.run.experiment, whole.iterations[0])
    with np.load(tmp_path / "o.npz") as file:
        assert json.loads(str(file["about"]))["mistake"].startswith("MISTAKE: argmax.")
