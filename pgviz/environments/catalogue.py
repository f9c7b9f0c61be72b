"""The worlds that are known by name: what to call them, their actions and what is observed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import gymnasium

from pgviz.environments import gymnasium_grids as grids
from pgviz.environments.layout import GridLayout
from pgviz.environments.success import ARRIVED, LASTED, PAID, Success

Names = tuple[str, ...]

CARDINAL = ("left", "down", "right", "up")


@dataclass(frozen=True)
class Entry:
    """A known world. One of our tabular worlds names its actions and observations itself."""

    id: str
    title: str
    summary: str
    actions: Names = ()
    observations: Names = ()
    layout: Callable[[gymnasium.Env[Any, Any]], GridLayout] | None = None
    observations_on: Callable[[GridLayout], Names] | None = None  # names that a layout gives
    extra: str | None = None  # of gymnasium, that installs what the world needs
    success: Success | None = PAID  # None where there is nothing to succeed in


OUR_WORLDS = (
    Entry(
        "pgviz/GridWorld-v0",
        "Grid world",
        "Walk around walls and a pit to the goal; every step costs a little.",
    ),
    Entry(
        "pgviz/ShortCorridor-v0",
        "Short corridor",
        "Three states that look alike, and one swaps left and right (Sutton & Barto, 13.1).",
        success=ARRIVED,
    ),
    Entry(
        "pgviz/TwoStep-v0",
        "Two steps",
        "Action 1 pays +3, then -2: rewards of both signs show wrong estimators.",
        success=None,
    ),
    Entry(
        "pgviz/Geometric-v0",
        "Stay or end",
        "Staying pays 1, ending pays 0: every answer is known in closed form.",
        success=None,
    ),
    Entry(
        "pgviz/Bandit-v0",
        "Bandit",
        "Pull one of k arms whose noisy rewards are all positive: the case for a baseline.",
        success=None,
    ),
    Entry(
        "pgviz/Beacon-v0",
        "Beacon",
        "Push a point in the plane to the beacon; its actions are continuous.",
        actions=("push x", "push y"),
        observations=("x", "y", "velocity x", "velocity y"),
        success=ARRIVED,
    ),
)

GYMNASIUM_WORLDS = (
    Entry(
        "CartPole-v1",
        "Cart pole",
        "Keep a pole upright by pushing its cart; every step pays 1, at most 500 of them.",
        actions=("left", "right"),
        observations=("position", "velocity", "angle", "angular velocity"),
        success=LASTED,
    ),
    Entry(
        "Acrobot-v1",
        "Acrobot",
        "Swing two links up by a torque at the joint between them; every step costs 1.",
        actions=("torque -1", "torque 0", "torque +1"),
        observations=(
            "cos angle 1",
            "sin angle 1",
            "cos angle 2",
            "sin angle 2",
            "velocity 1",
            "velocity 2",
        ),
        success=ARRIVED,
    ),
    Entry(
        "MountainCar-v0",
        "Mountain car",
        "Rock a weak car out of a valley; every step costs 1, and chance rarely finds the goal.",
        actions=("left", "coast", "right"),
        observations=("position", "velocity"),
        success=ARRIVED,
    ),
    Entry(
        "MountainCarContinuous-v0",
        "Mountain car, continuous",
        "Rock a weak car out of a valley; force costs its square, the goal pays 100.",
        actions=("force",),
        observations=("position", "velocity"),
        success=ARRIVED,
    ),
    Entry(
        "Pendulum-v1",
        "Pendulum",
        "Swing a pendulum up and hold it there; being away from upright costs.",
        actions=("torque",),
        observations=("cos angle", "sin angle", "angular velocity"),
        success=None,
    ),
    Entry(
        "FrozenLake-v1",
        "Frozen lake",
        "Cross slippery ice between holes; only the goal pays.",
        actions=CARDINAL,
        layout=grids.frozen_lake_layout,
        observations_on=grids.grid_names,
    ),
    Entry(
        "CliffWalking-v1",
        "Cliff walking",
        "Walk along a cliff; a fall costs 100 and leads back to the start.",
        actions=("up", "right", "down", "left"),
        layout=grids.cliff_walking_layout,
        observations_on=grids.grid_names,
        success=ARRIVED,
    ),
    Entry(
        "Taxi-v4",
        "Taxi",
        "Pick a passenger up and bring them where they want to go; 500 states.",
        actions=("south", "north", "east", "west", "pick up", "drop off"),
        layout=grids.taxi_layout,
        observations_on=grids.taxi_names,
    ),
    Entry(
        "LunarLander-v3",
        "Lunar lander",
        "Land between two flags with three engines.",
        actions=("nothing", "left engine", "main engine", "right engine"),
        observations=(
            "x",
            "y",
            "velocity x",
            "velocity y",
            "angle",
            "angular velocity",
            "left leg",
            "right leg",
        ),
        extra="box2d",
    ),
)

KNOWN: Mapping[str, Entry] = MappingProxyType(
    {entry.id: entry for entry in OUR_WORLDS + GYMNASIUM_WORLDS}
)


def entry_of(id: str) -> Entry:
    """Return what is known of a registered id; of an unknown one no more than the id itself."""
    return KNOWN.get(id) or Entry(id, title=id, summary="A registered Gymnasium environment.")


def success_of(id: str) -> Success | None:
    """Return how success is seen in the world of an Id or module:Id; None where there is none."""
    return entry_of(id.rpartition(":")[2]).success
