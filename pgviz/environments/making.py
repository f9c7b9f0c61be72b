"""From a name to a world."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import gymnasium
from gymnasium.envs.classic_control.acrobot import AcrobotEnv
from gymnasium.envs.classic_control.cartpole import CartPoleEnv
from gymnasium.envs.classic_control.pendulum import PendulumEnv
from gymnasium.envs.registration import EnvSpec, load_env_creator

from pgviz.environments.acrobot_copies import AcrobotCopies
from pgviz.environments.cartpole_copies import CartPoleCopies
from pgviz.environments.catalogue import Entry, Names, entry_of
from pgviz.environments.copies import Copies
from pgviz.environments.errors import PgvizError, describe
from pgviz.environments.layout import GridLayout
from pgviz.environments.lifecycle import make_environment, opened
from pgviz.environments.pendulum_copies import PendulumCopies
from pgviz.environments.registration import find_registered
from pgviz.environments.sampling import SampledWorld
from pgviz.environments.separate_copies import SeparateCopies
from pgviz.environments.spaces import Space, served
from pgviz.environments.tabular import TabularMDP
from pgviz.environments.tabular_copies import TabularCopies
from pgviz.environments.tabular_environment import TabularEnvironment
from pgviz.environments.world import EnvironmentSpec, World

Environment = gymnasium.Env[Any, Any]

# By the class itself: one that is derived from it may take other steps.
IN_ARRAYS: Mapping[object, Callable[[Any], Copies]] = {
    AcrobotEnv: AcrobotCopies,
    CartPoleEnv: CartPoleCopies,
    PendulumEnv: PendulumCopies,
}


def make_world(spec: EnvironmentSpec) -> World:
    """Return the world of a registered id, or of a module:Id.

    Raises PgvizError, in one sentence, where the environment can't be made, and
    UnservedSpaceError where no policy here acts in its spaces.
    """
    entry = entry_of(find_registered(spec.id).id)
    with opened(spec) as environment:
        layout = _layout(environment, entry)
        observations, actions = _spaces(environment, entry, layout)
        mdp = _mdp(environment, observations, actions)
        return SampledWorld(
            spec=spec,
            title=entry.title,
            observations=observations,
            actions=actions,
            mdp=mdp,
            time_limit=environment.spec.max_episode_steps if environment.spec else None,
            layout=layout,
            copies=TabularCopies(mdp) if mdp else _copies(spec, environment, observations),
        )


def _layout(environment: Environment, entry: Entry) -> GridLayout | None:
    if isinstance(environment.unwrapped, TabularEnvironment):
        return environment.unwrapped.layout
    return entry.layout(environment) if entry.layout else None


def _spaces(
    environment: Environment, entry: Entry, layout: GridLayout | None
) -> tuple[Space, Space]:
    observations, actions = _names(environment, entry, layout)
    # One that declares no space is refused like one whose space isn't served.
    return (
        served(getattr(environment, "observation_space", None), "observation", observations),
        served(getattr(environment, "action_space", None), "action", actions),
    )


def _names(
    environment: Environment, entry: Entry, layout: GridLayout | None
) -> tuple[Names, Names]:
    if isinstance(environment.unwrapped, TabularEnvironment):
        mdp = environment.unwrapped.mdp
        return mdp.observation_names, mdp.action_names
    if layout and entry.observations_on:
        return entry.observations_on(layout), entry.actions
    return entry.observations, entry.actions


def _mdp(environment: Environment, observations: Space, actions: Space) -> TabularMDP | None:
    inner: Any = environment.unwrapped
    if isinstance(inner, TabularEnvironment):
        return inner.mdp
    if not _lists_its_dynamics(environment):
        return None
    start = inner.initial_state_distrib
    try:
        return TabularMDP.from_outcomes(inner.P, start, actions.names, observations.names)
    except (LookupError, TypeError, ValueError) as error:
        raise PgvizError(
            f"The environment's P is no list of transitions: {describe(error)}"
        ) from error


def _lists_its_dynamics(environment: Environment) -> bool:
    inner = environment.unwrapped
    spaces = inner.observation_space, inner.action_space
    return (
        hasattr(inner, "P")
        and hasattr(inner, "initial_state_distrib")
        and all(isinstance(s, gymnasium.spaces.Discrete) and s.start == 0 for s in spaces)
        # Taxi's fickle passenger, and any wrapper, do what P doesn't say.
        and not getattr(inner, "fickle_passenger", False)
        and not _is_wrapped(environment)
    )


def _copies(spec: EnvironmentSpec, environment: Environment, observations: Space) -> Copies:
    in_arrays = IN_ARRAYS.get(_maker(find_registered(spec.id)))
    if in_arrays and not _is_wrapped(environment):
        return in_arrays(make_environment(spec).unwrapped)
    return SeparateCopies(partial(make_environment, spec), observations, environment.action_space)


def _maker(registered: EnvSpec) -> object:
    """Return the class or function that makes the environment."""
    entry = registered.entry_point
    return load_env_creator(entry) if isinstance(entry, str) else entry


def _is_wrapped(environment: Environment) -> bool:
    return environment.spec is not None and len(environment.spec.additional_wrappers) > 0
