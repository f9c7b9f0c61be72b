"""Our own environments keep Gymnasium's contract and do what their sources say."""

import re
import warnings

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from pgviz.environments import OUR_WORLDS, EnvironmentSpec, PgvizError, TabularMDP, make_world

OURS = [entry.id for entry in OUR_WORLDS]


@pytest.mark.parametrize("id", OURS)
def test_gymnasiums_checker_finds_nothing(id: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(gymnasium.make(id).unwrapped)


def mdp_of(id: str, **arguments: object) -> TabularMDP:
    mdp = make_world(EnvironmentSpec(id, arguments)).mdp
    assert mdp is not None
    return mdp


def value(mdp: TabularMDP, policy: list[float]) -> np.ndarray:
    """Return V under one and the same action distribution everywhere, by solving V = r + PV."""
    states = mdp.states
    transitions, rewards = np.zeros((states, states)), np.zeros(states)
    for state, action, outcome in np.ndindex(mdp.probability.shape):
        share = policy[action] * mdp.probability[state, action, outcome]
        rewards[state] += share * mdp.reward[state, action, outcome]
        if not mdp.terminated[state, action, outcome]:
            transitions[state, mdp.next_state[state, action, outcome]] += share
    return np.linalg.solve(np.eye(states) - transitions, rewards)


def test_the_short_corridor_has_the_values_of_the_book() -> None:
    mdp = mdp_of("pgviz/ShortCorridor-v0")
    assert mdp.action_names == ("left", "right")
    np.testing.assert_allclose(value(mdp, [0.5, 0.5])[:3], [-12.0, -10.0, -6.0])
    assert value(mdp, [0.7, 0.3])[0] == pytest.approx(-16.1905, abs=1e-4)
    best = 0.585786437626905
    assert value(mdp, [1.0 - best, best])[0] == pytest.approx(-11.65685424949238)
    assert value(mdp, [0.05, 0.95])[0] == pytest.approx(-44.2, abs=0.05)  # ε-greedy, published -44
    assert value(mdp, [0.95, 0.05])[0] == pytest.approx(-82.1, abs=0.05)  # published -82
    assert set(mdp.observation.tolist()) == {0}


@pytest.mark.parametrize(
    ("first", "second", "total"), [(0, 0, 0), (1, 0, 3), (0, 1, -2), (1, 1, 1)]
)
def test_two_steps_pay_3_and_then_minus_2_for_action_1(first: int, second: int, total: int) -> None:
    environment = gymnasium.make("pgviz/TwoStep-v0")
    environment.reset(seed=0)
    _, reward, terminated, _, _ = environment.step(first)
    assert not terminated
    _, other, terminated, _, _ = environment.step(second)
    assert terminated
    assert float(reward) + float(other) == total


@pytest.mark.parametrize("q", [0.1, 0.5, 0.9])
def test_staying_with_probability_q_is_worth_q_over_1_minus_q(q: float) -> None:
    mdp = mdp_of("pgviz/Geometric-v0")
    assert value(mdp, [1.0 - q, q])[0] == pytest.approx(q / (1.0 - q))


def test_a_bandit_draws_its_values_by_its_own_seed_alone() -> None:
    values = np.array(
        [mdp_of("pgviz/Bandit-v0", bandit_seed=s).reward[0, :, 0] for s in range(300)]
    )
    assert values.shape == (300, 10)
    np.testing.assert_array_equal(
        values[7], mdp_of("pgviz/Bandit-v0", bandit_seed=7).reward[0, :, 0]
    )
    error = 4.0 / np.sqrt(values.size)
    assert abs(values.mean() - 4.0) < error
    assert abs(values.std() - 1.0) < error


def test_a_bandit_pays_its_values_with_noise_of_variance_1() -> None:
    environment = gymnasium.make("pgviz/Bandit-v0", arms=3)
    values = mdp_of("pgviz/Bandit-v0", arms=3).reward[0, :, 0]
    environment.reset(seed=1)
    noise = []
    for pull in range(3000):
        environment.reset()
        _, reward, terminated, _, _ = environment.step(pull % 3)
        noise.append(float(reward) - values[pull % 3])
        assert terminated
    assert abs(np.mean(noise)) < 4.0 / np.sqrt(3000)
    assert abs(np.var(noise) - 1.0) < 4.0 * np.sqrt(2.0 / 3000)


@pytest.mark.parametrize("seed", range(20))
def test_the_beacon_is_reached_by_steering_against_the_offset(seed: int) -> None:
    environment = gymnasium.make("pgviz/Beacon-v0")
    observation, _ = environment.reset(seed=seed)
    start, total, steps, terminated = np.hypot(*observation[:2]), 0.0, 0, False
    while not terminated:
        observation, reward, terminated, _, _ = environment.step(
            np.clip(-5.0 * observation[:2], -1.0, 1.0).astype(np.float32)
        )
        total, steps = total + float(reward), steps + 1
    end = np.hypot(*observation[:2])
    assert 0.5 <= start <= np.sqrt(2.0)
    assert end <= 0.1
    assert total == pytest.approx(5.0 * (start - end) - 0.05 * steps + 1.0)


def test_walls_stop_the_point() -> None:
    environment = gymnasium.make("pgviz/Beacon-v0")
    environment.reset(seed=0)
    corner = np.array([1.0, -1.0], dtype=np.float32)
    for _ in range(100):
        observation, *_ = environment.step(corner)
    assert observation[:2].tolist() == [1.0, -1.0]
    assert observation in environment.observation_space


@pytest.mark.parametrize(
    ("id", "arguments", "words"),
    [
        ("pgviz/Bandit-v0", {"arms": 0}, "arms is a whole number from 1 to 1000, not 0."),
        ("pgviz/Bandit-v0", {"arms": True}, "not True"),
        ("pgviz/Bandit-v0", {"arms": 2.0}, "not 2.0"),
        ("pgviz/Bandit-v0", {"mean": float("nan")}, "mean is a finite number, not nan."),
        ("pgviz/Bandit-v0", {"noise": -1}, "noise is a finite number of at least 0, not -1."),
        ("pgviz/Bandit-v0", {"bandit_seed": -1}, "bandit_seed"),
        ("pgviz/Beacon-v0", {"radius": 2}, "radius is a number from 0.01 to 0.5, not 2."),
        ("pgviz/Beacon-v0", {"bonus": "much"}, "bonus is a finite number, not 'much'."),
    ],
)
def test_a_bad_argument_is_refused(id: str, arguments: dict[str, object], words: str) -> None:
    with pytest.raises(PgvizError, match=re.escape(words)):
        make_world(EnvironmentSpec(id, arguments))
