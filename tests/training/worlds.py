"""Worlds for the tests of training, and what an iteration is made of."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import numpy as np

from pgviz.environments import EnvironmentSpec, TabularMDP, World
from pgviz.environments.sampling import SampledWorld
from pgviz.environments.spaces import Discrete
from pgviz.environments.tabular_copies import TabularCopies


def world_of(mdp: TabularMDP) -> World:
    """Return the world of an MDP that is registered nowhere."""
    return SampledWorld(
        spec=EnvironmentSpec("none"),
        title="An MDP",
        observations=Discrete(mdp.observations, mdp.observation_names),
        actions=Discrete(mdp.actions, mdp.action_names),
        mdp=mdp,
        time_limit=None,
        layout=None,
        copies=TabularCopies(mdp),
    )


def endless(*rewards: float) -> TabularMDP:
    """Return one state that is never left; action a pays rewards[a]."""
    stay = [[[(1.0, 0, reward, False)] for reward in rewards]]
    actions = [f"action {index}" for index in range(len(rewards))]
    return TabularMDP.from_outcomes(stay, (1.0,), actions, ("here",))


def arrays(part: object, name: str = "iteration") -> Iterator[tuple[str, np.ndarray]]:
    """Yield every array of a record and of the records in it, with its name."""
    if isinstance(part, np.ndarray):
        yield name, part
    elif isinstance(part, tuple):
        for index, item in enumerate(part):
            yield from arrays(item, f"{name}[{index}]")
    elif is_dataclass(part):
        for field in fields(part):
            yield from arrays(getattr(part, field.name), f"{name}.{field.name}")


def content(part: object) -> dict[str, tuple[str, tuple[int, ...], bytes]]:
    """Return the type, shape and bytes of every array, by name."""
    return {name: (a.dtype.str, a.shape, a.tobytes()) for name, a in arrays(part)}
