"""Whatever an environment does wrong, the message says what, in which trajectory and step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from pgviz.environments import Draws, EnvironmentSpec, IterationFailed, PgvizError, make_world
from tests.environments.faulty import LENGTH, RESET
from tests.environments.plain_loop import assert_same_batch
from tests.environments.policies import pushes, uniform_actions

BOX = "tests.environments.faulty:test/Counting-v0"
DISCRETE = "tests.environments.faulty:test/CountingDiscretely-v0"
DRAWS, OTHER_DRAWS = Draws(3, 0), Draws(3, 1)
FAULTY = 67  # in the second chunk of copies
M = 70
act = uniform_actions(2)


def with_observation(value: Any) -> Callable[[Any], Any]:
    return lambda values: (value, *values[1:])


def with_reward(value: Any) -> Callable[[Any], Any]:
    return lambda values: (values[0], value, *values[2:])


def with_terminated(value: Any) -> Callable[[Any], Any]:
    return lambda values: (*values[:2], value, *values[3:])


def with_truncated(value: Any) -> Callable[[Any], Any]:
    return lambda values: (*values[:3], value, values[4])


def raising(error: BaseException) -> Callable[[Any], Any]:
    def fault(values: Any) -> Any:
        raise error

    return fault


class MuteError(Exception):
    def __str__(self) -> str:
        raise ValueError


@dataclass(frozen=True)
class Fault:
    fault: Callable[[Any], Any]
    quantity: str
    words: str  # of the message
    id: str = BOX


AT_ANY_CALL = {
    "raises": Fault(raising(ValueError("boom")), "environment", "it raised ValueError: boom"),
    "interrupts": Fault(raising(KeyboardInterrupt()), "environment", "KeyboardInterrupt"),
    "exits": Fault(raising(SystemExit(3)), "environment", "SystemExit: 3"),
    "raises what can't be printed": Fault(raising(MuteError()), "environment", "MuteError"),
    "raises a huge message": Fault(raising(ValueError("x" * 10**6)), "environment", "xxx…"),
    "raises many lines": Fault(raising(ValueError("one\n\n  two")), "environment", "one two"),
    "observes nan": Fault(with_observation(np.array([0, np.nan])), "observation", "nan"),
    "observes infinity": Fault(with_observation(np.array([-np.inf, 0])), "observation", "-inf"),
    "observes None": Fault(with_observation(None), "observation", "None, not numbers"),
    "observes text": Fault(with_observation("ab"), "observation", "'ab', not numbers"),
    "observes too much": Fault(
        with_observation(np.zeros(3)), "observation", "shape (3,), not (2,)"
    ),
    "observes a number": Fault(with_observation(1.0), "observation", "shape (), not (2,)"),
    "observes a ragged list": Fault(with_observation([[1], 2]), "observation", "not numbers"),
    "observes complex": Fault(with_observation(np.zeros(2) * 1j), "observation", "not numbers"),
    "observes a large number": Fault(with_observation(9), "observation", "9, outside 3", DISCRETE),
    "observes a small number": Fault(
        with_observation(2), "observation", "outside 3 to 8", DISCRETE
    ),
    "observes a fraction": Fault(with_observation(3.5), "observation", "whole number", DISCRETE),
    "observes a vector": Fault(with_observation(np.array([3])), "observation", "whole", DISCRETE),
    "observes nothing": Fault(with_observation(None), "observation", "None", DISCRETE),
    "returns None": Fault(lambda values: None, "", "it returned None, where"),
    "returns too little": Fault(lambda values: values[:-1], "", "values, where"),
    "returns too much": Fault(lambda values: (*values, {}), "", "values are wanted: observation"),
}

AT_A_STEP = {
    "rewards nan": Fault(with_reward(np.nan), "reward", "it is nan"),
    "rewards infinity": Fault(with_reward(np.float32(np.inf)), "reward", "it is inf"),
    "rewards None": Fault(with_reward(None), "reward", "None, not numbers"),
    "rewards text": Fault(with_reward("1"), "reward", "'1', not numbers"),
    "rewards a vector": Fault(with_reward(np.ones(1)), "reward", "shape (1,)"),
    "rewards too large an integer": Fault(with_reward(10**400), "reward", "not numbers"),
    "ends with None": Fault(with_terminated(None), "terminated", "None, neither True nor False"),
    "ends with a number": Fault(with_truncated(0), "truncated", "0, neither True nor False"),
}

STEPS = {"first step": 0, "middle": 2, "last step": LENGTH - 1}

CASES = [
    pytest.param(fault, step, id=f"{name} at the {place}")
    for faults, places in ((AT_ANY_CALL, {"reset": RESET, **STEPS}), (AT_A_STEP, STEPS))
    for name, fault in faults.items()
    for place, step in places.items()
]


@pytest.mark.parametrize(("fault", "step"), CASES)
def test_the_message_names_quantity_trajectory_and_step(fault: Fault, step: int) -> None:
    seed = int(DRAWS.seeds(FAULTY, 1)[0])
    arguments = {"fault": fault.fault, "seed": seed, "step": step}
    world = make_world(EnvironmentSpec(fault.id, arguments))
    with pytest.raises(IterationFailed) as raised:
        world.sample(act, 1, DRAWS, M, LENGTH)
    failure = raised.value
    call = "reset" if step == RESET else "step"
    assert failure.quantity == (fault.quantity or call)
    assert (failure.trajectory, failure.step) == (FAULTY, None if step == RESET else step)
    assert fault.words in str(failure)
    assert len(str(failure)) < 400
    assert "\n" not in str(failure)
    assert_usable(fault.id, world)


def assert_usable(id: str, world: Any) -> None:
    sound = make_world(EnvironmentSpec(id)).sample(act, 1, OTHER_DRAWS, 3, LENGTH)
    assert_same_batch(world.sample(act, 1, OTHER_DRAWS, 3, LENGTH), sound)


def test_terminated_wins_over_truncated() -> None:
    arguments = {"fault": lambda values: (*values[:2], True, True, {}), "step": 1}
    batch = make_world(EnvironmentSpec(BOX, arguments)).sample(act, 1, DRAWS, 4, 2)
    assert batch.lengths.tolist() == [2] * 4
    assert batch.terminated.all()
    assert not batch.truncated.any()


def test_an_environment_may_end_at_once() -> None:
    arguments = {"fault": with_terminated(True), "step": 0}
    batch = make_world(EnvironmentSpec(BOX, arguments)).sample(act, 1, DRAWS, 4, 9)
    assert batch.lengths.tolist() == [1] * 4
    assert batch.last_observations.tolist() == [[1.0, 0.0]] * 4


def test_rewards_may_be_as_large_as_a_float_can_be() -> None:
    arguments = {"fault": with_reward(-1e300), "step": 2}
    batch = make_world(EnvironmentSpec(BOX, arguments)).sample(act, 1, DRAWS, 1, 9)
    assert batch.rewards.tolist() == [1.0, 1.0, -1e300, 1.0, 1.0]


def test_integers_and_lists_are_numbers_too() -> None:
    arguments = {"fault": with_observation([7, 8]), "step": 0}
    batch = make_world(EnvironmentSpec(BOX, arguments)).sample(act, 1, DRAWS, 1, 9)
    assert batch.observations[1].tolist() == [7.0, 8.0]
    assert batch.observations.dtype == np.float64


def test_a_discrete_observation_is_counted_from_0() -> None:
    batch = make_world(EnvironmentSpec(DISCRETE)).sample(act, 1, DRAWS, 2, 9)
    assert batch.observations.tolist() == [0, 1, 2, 3, 4] * 2


@pytest.mark.parametrize("error", [KeyError("stop"), IterationFailed("gradient", "too long")])
def test_the_checkpoint_raises_untouched(error: Exception) -> None:
    calls: list[None] = []

    def checkpoint() -> None:
        calls.append(None)
        if len(calls) == 3:
            raise error

    world = make_world(EnvironmentSpec(BOX))
    with pytest.raises(type(error)) as raised:
        world.sample(act, 1, DRAWS, 3, LENGTH, checkpoint)
    assert raised.value is error
    assert_usable(BOX, world)


@pytest.mark.parametrize("step", [RESET, 2])
def test_a_slow_environment_can_be_abandoned_between_two_of_its_copies(step: int) -> None:
    struck: list[None] = []

    def strike(values: Any) -> Any:
        struck.append(None)
        return values

    def checkpoint() -> None:
        if len(struck) == 3:
            raise KeyError("stop")

    world = make_world(EnvironmentSpec(BOX, {"fault": strike, "step": step}))
    with pytest.raises(KeyError, match="stop"):
        world.sample(act, 1, DRAWS, M, LENGTH, checkpoint)
    assert len(struck) == 3
    struck.clear()
    assert_usable(BOX, world)


def test_an_action_that_is_not_finite_is_the_policys_fault() -> None:
    def diverge(observations: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
        actions = pushes(1.0)(observations, uniforms)
        actions[observations[:, 0] > 0.99] = np.nan
        return actions

    world = make_world(EnvironmentSpec("Pendulum-v1"))
    clean = world.sample(pushes(1.0), 1, DRAWS, 8, 100)
    first_step, trajectory = first_place(clean.observations[:, 0].reshape(8, 100) > 0.99)
    with pytest.raises(IterationFailed, match="action") as raised:
        world.sample(diverge, 1, DRAWS, 8, 100)
    assert (raised.value.trajectory, raised.value.step) == (trajectory, first_step)


def first_place(flags: np.ndarray) -> tuple[int, int]:
    """Return the step and the trajectory of the first flag in time, of [trajectories, steps]."""
    step, trajectory = np.argwhere(flags.T)[0].tolist()
    return step, trajectory


def test_a_copy_that_can_not_be_made_fails_its_trajectory() -> None:
    arguments: dict[str, Any] = {"max_episode_steps": 7}
    world = make_world(EnvironmentSpec(BOX, arguments))
    arguments["max_episode_steps"] = 0
    with pytest.raises(IterationFailed, match=r"trajectory 0.*max_episode_steps"):
        world.sample(act, 1, DRAWS, 2, 3)


def test_an_environment_that_can_not_be_closed_is_reported_and_the_others_are_closed() -> None:
    world = make_world(EnvironmentSpec("tests.environments.faulty:test/Clinging-v0"))
    world.sample(act, 1, DRAWS, 3, 2)
    with pytest.raises(PgvizError, match="can't be closed: ValueError: stuck"):
        world.close()
    world.close()
