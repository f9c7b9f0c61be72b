"""Steps in arrays are those of Gymnasium's own classic control, byte for byte."""

from collections.abc import Callable
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.envs.classic_control.cartpole import CartPoleVectorEnv

from pgviz.environments import Draws, EnvironmentSpec, make_world
from pgviz.environments.acrobot_copies import AcrobotCopies
from pgviz.environments.cartpole_copies import CartPoleCopies
from pgviz.environments.copies import Copies, Transition
from pgviz.environments.pendulum_copies import PendulumCopies
from pgviz.environments.separate_copies import SeparateCopies
from tests.environments.plain_loop import assert_identical, assert_same_bytes, run

DRAWS = Draws(seed=3, iteration=1)
ROWS = 3000
STEPS = 300
WIDEST = (np.pi, np.nextafter(np.pi, 4.0), 3.0 * np.pi, 1e3)  # angles, both ways


def copies_of(id: str, kind: type[Copies], **arguments: object) -> Any:
    copies = vars(make_world(EnvironmentSpec(id, arguments)))["copies"]
    assert isinstance(copies, kind)
    return copies


def spread(*reaches: float) -> np.ndarray:
    """Return states uniform within ± each reach, [ROWS, len(reaches)]."""
    return np.random.default_rng(1).uniform(-1.0, 1.0, (ROWS, len(reaches))) * reaches


def stepped(copies: Any, states: np.ndarray, actions: np.ndarray) -> Transition:
    transition: Transition = copies.step(0, np.arange(len(states)), states, actions)
    return transition


def in_turn(
    environment: Any, states: np.ndarray, actions: list[Any]
) -> tuple[np.ndarray, np.ndarray, list[bool]]:
    """Take one step from every state in one environment of Gymnasium's."""
    environment.reset(seed=0)
    results = []
    for state, action in zip(states, actions, strict=True):
        environment.state = state
        results.append(environment.step(action)[:3])
    observations, rewards, terminated = zip(*results, strict=True)
    return np.array(observations), np.array(rewards), list(terminated)


CART_POLES = [
    spread(0.05, 0.05, 0.05, 0.05),
    spread(2.5, 4.0, 0.22, 4.0),  # around every end
    spread(1e3, 1e3, 1e3, 1e3),
    spread(1e9, 1e150, 1e9, 1e150),
    np.array([[2.4, 0.0, 0.0, 0.0], [-2.4, 0.0, 0.0, 0.0], [0.0, 0.0, 24 * np.pi / 360, 0.0]]),
]


@pytest.mark.parametrize("states", CART_POLES)
@pytest.mark.parametrize("sutton_barto_reward", [False, True])
def test_a_cart_poles_step_is_the_vector_classs(
    states: np.ndarray, sutton_barto_reward: bool
) -> None:
    copies = copies_of("CartPole-v1", CartPoleCopies, sutton_barto_reward=sutton_barto_reward)
    vector: Any = CartPoleVectorEnv(len(states), sutton_barto_reward=sutton_barto_reward)
    vector.reset(seed=0)
    vector.state = states.T.copy()
    actions = np.arange(len(states)) % 2
    with np.errstate(over="ignore", invalid="ignore"):
        observations, rewards, terminated, _, _ = vector.step(actions)
        transition = stepped(copies, states, actions)
        assert_identical(copies.observe(transition.states), observations)
    assert_identical(transition.states, vector.state.T)
    assert_identical(transition.rewards, rewards)
    assert transition.ended.tolist() == terminated.tolist()


def test_cart_poles_fall_as_in_the_vector_class_however_many_have_fallen_before() -> None:
    copies = copies_of("CartPole-v1", CartPoleCopies)
    vector: Any = CartPoleVectorEnv(ROWS, max_episode_steps=STEPS + 1)
    vector.reset(seed=0)
    states, rows = copies.reset(DRAWS, 0, ROWS), np.arange(ROWS)
    vector.state = states.T.copy()
    for step in range(STEPS):
        pushes = np.random.default_rng(step).integers(0, 2, ROWS)
        observations, rewards, terminated, _, _ = vector.step(pushes)
        transition = copies.step(step, rows, states, pushes[rows])
        assert_identical(copies.observe(transition.states), observations[rows])
        assert_identical(transition.rewards, rewards[rows])
        assert transition.ended.tolist() == terminated[rows].tolist()
        rows, states = rows[~transition.ended], transition.states[~transition.ended]
    assert len(rows) == 0


ACROBOTS = [
    spread(0.1, 0.1, 0.1, 0.1),
    spread(np.pi, np.pi, 4 * np.pi, 9 * np.pi),
    spread(np.pi, np.pi, 100.0, 100.0),  # which turn more than once in a step
    *(np.array([[sign * angle, angle, 0.0, 0.0]]) for angle in WIDEST for sign in (-1.0, 1.0)),
]


@pytest.mark.parametrize("states", ACROBOTS)
def test_an_acrobots_step_is_gymnasiums(states: np.ndarray) -> None:
    copies = copies_of("Acrobot-v1", AcrobotCopies)
    actions = np.arange(len(states)) % 3
    single = gymnasium.make("Acrobot-v1").unwrapped
    observations, rewards, terminated = in_turn(single, states, actions.tolist())
    held = np.concatenate([np.zeros((len(states), 6)), states], axis=1)
    transition = stepped(copies, held, actions)
    assert_identical(np.ascontiguousarray(copies.observe(transition.states)), observations)
    assert_identical(transition.rewards, rewards)
    assert transition.ended.tolist() == terminated


PENDULUMS = [
    spread(np.pi, 1.0),
    spread(100.0, 8.0),
    spread(1e6, 1e3),
    *(np.array([[sign * angle, 8.0]]) for angle in WIDEST for sign in (-1.0, 1.0)),
]


@pytest.mark.parametrize("states", PENDULUMS)
@pytest.mark.parametrize("arguments", [{}, {"g": 9.81}])
def test_a_pendulums_step_is_gymnasiums(states: np.ndarray, arguments: dict[str, float]) -> None:
    copies = copies_of("Pendulum-v1", PendulumCopies, **arguments)
    torques = 5.0 * np.sin(np.arange(len(states)))[:, None]
    single = gymnasium.make("Pendulum-v1", **arguments).unwrapped  # type: ignore[arg-type]
    clipped = np.clip(torques, -2.0, 2.0).astype(np.float32)
    observations, rewards, _ = in_turn(single, states, list(clipped))
    held = np.concatenate([np.zeros((len(states), 3)), states], axis=1)
    transition = stepped(copies, held, torques)
    assert_identical(np.ascontiguousarray(copies.observe(transition.states)), observations)
    assert_identical(transition.rewards, rewards)
    assert not transition.ended.any()


def swing(observations: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Push the lower link the way it goes, which brings it up; but for one push in eight."""
    along = np.where(observations[:, 5] > 0.0, 2, 0)
    return np.where(uniforms[:, 0] < 0.125, 1, along)


def damp(observations: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    return 0.5 * observations[:, 2:] + 6.0 * uniforms - 3.0


def torque(action: np.ndarray) -> np.ndarray:
    return np.clip(action, -2.0, 2.0).astype(np.float32)


@pytest.mark.parametrize(
    ("id", "act", "send"), [("Acrobot-v1", swing, int), ("Pendulum-v1", damp, torque)]
)
def test_whole_trajectories_are_those_of_a_plain_loop(
    id: str, act: Any, send: Callable[[Any], Any]
) -> None:
    batch = make_world(EnvironmentSpec(id)).sample(act, 1, DRAWS, 8, 500)
    environment = gymnasium.make(id)
    seeds = DRAWS.seeds(0, 8).tolist()
    plain = [run(environment, act, 1, DRAWS, i, 500, seed, send) for i, seed in enumerate(seeds)]
    assert_same_bytes(batch, plain)
    assert batch.terminated.all() == (id == "Acrobot-v1")


def test_a_function_that_changes_the_physics_is_stepped_itself() -> None:
    world = make_world(EnvironmentSpec("tests.environments.derived:test/WindyAcrobot-v0"))
    assert isinstance(vars(world)["copies"], SeparateCopies)
