"""A world is made from any registered id, or refused in one sentence."""

import re
import sys
import warnings
from typing import Any

import gymnasium
import numpy as np
import pytest

from pgviz.environments import (
    GYMNASIUM_WORLDS,
    KNOWN,
    OUR_WORLDS,
    Box,
    Discrete,
    Draws,
    EnvironmentSpec,
    PgvizError,
    UnservedSpaceError,
    make_world,
)
from pgviz.environments.spaces import served
from tests.environments.policies import pushes, uniform_actions

INSTALLED = [id for id, entry in KNOWN.items() if entry.extra is None]
FAULTY = "tests.environments.faulty:test/Counting-v0"


@pytest.mark.parametrize("id", INSTALLED)
def test_a_known_world_is_made_and_sampled_without_a_warning(id: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        world = make_world(EnvironmentSpec(id))
        discrete = isinstance(world.actions, Discrete)
        act = uniform_actions(world.actions.n) if discrete else pushes(1.0)
        width = 1 if discrete else world.actions.size
        batch = world.sample(act, width, Draws(0, 0), 3, 4)
        world.close()
    assert batch.size == 3
    assert world.title == KNOWN[id].title


@pytest.mark.parametrize("id", INSTALLED)
def test_every_action_and_observation_of_a_known_world_has_a_name(id: str) -> None:
    world = make_world(EnvironmentSpec(id))
    for space in (world.observations, world.actions):
        names = space.names
        assert len(names) == (space.n if isinstance(space, Discrete) else space.size)
        assert len(set(names)) == len(names)
        assert not all(name.isdigit() for name in names)


def test_the_catalogue_lists_ours_and_the_nine_of_gymnasium() -> None:
    assert len(OUR_WORLDS) == 6
    assert [entry.id for entry in GYMNASIUM_WORLDS] == [
        "CartPole-v1",
        "Acrobot-v1",
        "MountainCar-v0",
        "MountainCarContinuous-v0",
        "Pendulum-v1",
        "FrozenLake-v1",
        "CliffWalking-v1",
        "Taxi-v4",
        "LunarLander-v3",
    ]
    assert all(id in gymnasium.registry for id in KNOWN)


@pytest.mark.parametrize(
    ("id", "limit"),
    [("CartPole-v1", 500), ("Taxi-v4", 200), ("FrozenLake-v1", 100), ("CliffWalking-v1", None)],
)
def test_the_time_limit_is_the_registered_one(id: str, limit: int | None) -> None:
    assert make_world(EnvironmentSpec(id)).time_limit == limit


def test_the_three_grids_and_ours_are_tabular_and_the_others_are_not() -> None:
    tabular = {id for id in INSTALLED if make_world(EnvironmentSpec(id)).mdp is not None}
    grids = {"FrozenLake-v1", "CliffWalking-v1", "Taxi-v4"}
    ours = {entry.id for entry in OUR_WORLDS} - {"pgviz/Beacon-v0"}
    assert tabular == grids | ours


def test_a_taxi_whose_lists_do_not_tell_all_is_not_tabular() -> None:
    assert make_world(EnvironmentSpec("Taxi-v4", {"fickle_passenger": True})).mdp is None


def test_a_wrapped_grid_is_not_tabular() -> None:
    assert make_world(EnvironmentSpec("tests.environments.derived:test/DearLake-v0")).mdp is None


def test_an_old_version_is_taken_at_its_word_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert make_world(EnvironmentSpec("CartPole-v0")).time_limit == 200


def test_names_that_do_not_fit_give_way_to_numbers() -> None:
    space = gymnasium.spaces.Box(-1.0, 1.0, (2,))  # as a lander's whose engines are continuous
    assert served(space, "action", ("left", "main", "right")).names == ("0", "1")
    assert served(space, "action", ("main", "side")).names == ("main", "side")


def test_spaces_carry_their_bounds() -> None:
    world = make_world(EnvironmentSpec("Pendulum-v1"))
    assert world.actions == Box(1, ("torque",), (-2.0,), (2.0,))
    assert isinstance(world.observations, Box)
    assert world.observations.high == (1.0, 1.0, 8.0)


@pytest.mark.parametrize(
    ("id", "arguments", "words"),
    [
        ("CartPoel-v1", {}, "No environment is called 'CartPoel-v1'; the nearest are CartPole-v1"),
        ("cartpole", {}, "the nearest are CartPole-v1, CartPole-v0"),
        ("GridWorld-v0", {}, "the nearest are pgviz/GridWorld-v0"),
        ("CartPole-v9", {}, "No environment is called 'CartPole-v9'"),
        ("", {}, "No environment is called ''."),
        ("x" * 10**6, {}, "xxx…'."),
        ("nowhere:Id-v0", {}, "'nowhere' can't be imported: ModuleNotFoundError"),
        (":Id-v0", {}, "No environment is called 'Id-v0'"),
        ("tests.environments.exits:Id-v0", {}, "can't be imported: SystemExit"),
        ("pgviz/GridWorld-v0", {"sise": 4}, "no argument 'sise', only size, width, height, walls"),
        ("CartPole-v1", {"render_mode": "human"}, "render_mode is not for the user to choose"),
        ("CartPole-v1", {"max_episode_steps": 0}, "max_episode_steps is a whole number from 1"),
        ("FrozenLake-v1", {"map_name": "9x9"}, "FrozenLake-v1 can't be made: KeyError: '9x9'"),
        (FAULTY, {"step": 1, "length": 3}, "test/Counting-v0 has no argument 'length'"),
        ("tests.environments.refusing:test/Exiting-v0", {}, "can't be made: SystemExit"),
        ("tests.environments.refusing:test/Needy-v0", {}, "a package that is not installed: "),
        ("tests.environments.refusing:test/Spaceless-v0", {}, "observation space None"),
        ("tests.environments.refusing:test/Garbled-v0", {}, "P is no list of transitions: "),
    ],
)
def test_what_can_not_be_made_is_refused_in_one_sentence(
    id: str, arguments: dict[str, Any], words: str
) -> None:
    with pytest.raises(PgvizError, match=re.escape(words)) as raised:
        make_world(EnvironmentSpec(id, arguments))
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 300


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "Box2D", None)  # as if it weren't installed
    for name in [name for name in sys.modules if name.startswith("gymnasium.envs.box2d")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(PgvizError, match=re.escape("pip install 'gymnasium[box2d]'")):
        make_world(EnvironmentSpec("LunarLander-v3"))


SPACES = {
    "Dict": gymnasium.spaces.Dict({"a": gymnasium.spaces.Discrete(2)}),
    "Tuple": gymnasium.spaces.Tuple([gymnasium.spaces.Discrete(2)]),
    "Text": gymnasium.spaces.Text(5),
    "MultiBinary": gymnasium.spaces.MultiBinary(3),
    "MultiDiscrete": gymnasium.spaces.MultiDiscrete([2, 3]),
    "Box": gymnasium.spaces.Box(0, 255, (96, 96, 3), np.uint8),
}


@pytest.mark.parametrize("name", SPACES)
@pytest.mark.parametrize("role", ["observation", "action"])
def test_a_space_that_is_not_served_is_named_with_those_that_are(name: str, role: str) -> None:
    arguments = {role: SPACES[name]}
    words = f"The {role} space {name}\\(.* is not served; .*Discrete, or a Box of one dimension."
    with pytest.raises(UnservedSpaceError, match=words):
        make_world(EnvironmentSpec("tests.environments.refusing:test/Spaced-v0", arguments))


def test_actions_are_counted_from_the_start_of_their_space() -> None:
    spec = EnvironmentSpec(
        "tests.environments.refusing:test/Spaced-v0",
        {"action": gymnasium.spaces.Discrete(3, start=-1)},
    )
    batch = make_world(spec).sample(uniform_actions(3), 1, Draws(0, 0), 30, 1)
    assert set(batch.actions.tolist()) == {0, 1, 2}
    assert batch.rewards.tolist() == [action - 1 for action in batch.actions.tolist()]
