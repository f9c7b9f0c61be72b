"""J(θ) alone is what the textbook and closed forms say."""

import numpy as np
import pytest

from pgviz.environments.making import make_world
from pgviz.environments.world import EnvironmentSpec
from pgviz.estimation.objective import exact_objective
from pgviz.lessons.scenarios import scenario
from pgviz.training.state import policy_for


def objective(name: str, theta: np.ndarray, discount: float, horizon: int) -> float:
    begun = scenario(name).experiment
    world = make_world(EnvironmentSpec(begun.environment.id, begun.environment.arguments))
    policy = policy_for(world, begun.hyperparameters)
    assert world.mdp is not None
    return exact_objective(world.mdp, policy, theta, discount, horizon)


@pytest.mark.parametrize("right", [0.2, 0.5, 0.586, 0.9])
def test_the_short_corridor_has_the_value_of_the_textbook(right: float) -> None:
    # Sutton & Barto, Example 13.1: v = (2p − 4) / (p (1 − p)).
    theta = np.array([0.0, np.log(right / (1.0 - right))])
    expected = (2.0 * right - 4.0) / (right * (1.0 - right))
    assert objective("short-corridor", theta, 1.0, 5000) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("q", "discount", "horizon"), [(0.9, 1.0, 200), (0.5, 0.8, 7)])
def test_staying_is_worth_a_geometric_sum(q: float, discount: float, horizon: int) -> None:
    theta = np.array([0.0, np.log(q / (1.0 - q))])
    expected = q * sum((discount * q) ** t for t in range(horizon))
    assert objective("geometric", theta, discount, horizon) == pytest.approx(expected, rel=1e-12)
