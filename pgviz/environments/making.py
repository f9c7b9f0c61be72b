"""From a name to a world."""

from functools import partial
from typing import Any

import gymnasium
from gymnasium.envs.classic_control.cartpole import CartPoleEnv
from gymnasium.envs.registration import EnvSpec

from pgviz.environments.cartpole_copies import CartPoleCopies
from pgviz.environments.catalogue import Entry, Names, entry_of
from pgviz.environments.copies import Copies
from pgviz.environments.layout import GridLayout
from pgviz.environments.lifecycle import make_environment, opened
from pgviz.environments.registration import find_registered
from pgviz.environments.sampling import SampledWorld
from pgviz.environments.separate_copies import SeparateCopies
from pgviz.environments.spaces import Space, served
from pgviz.environments.tabular import TabularMDP
from pgviz.environments.tabular_copies import TabularCopies
from pgviz.environments.tabular_environment import TabularEnvironment
from pgviz.environments.world import EnvironmentSpec, World

Environment = gymnasium.Env[Any, Any]


def make_world(spec: EnvironmentSpec) -> World:
    """Return the world of a registered id, or of a module:Id.

    Raises PgvizError, in one sentence, where the environment can't be made, and
    UnservedSpaceError where no policy here acts in its spaces.
    """
    entry = entry_of(find_registered(spec.id).id)
    with opened(spec) as environment:
        inner: Any = environment.unwrapped
        own = inner.mdp if isinstance(inner, TabularEnvironment) else None
        layout = entry.layout(environment) if entry.layout else getattr(inner, "layout", None)
        names = own.observation_names if own else _observation_names(entry, layout)
        observations = served(_space(environment, "observation_space"), "observation", names)
        names = own.action_names if own else entry.actions
        actions = served(_space(environment, "action_space"), "action", names)
        mdp = own or _listed_dynamics(environment, observations, actions)
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


def _space(environment: Environment, name: str) -> Any:
    return getattr(environment, name, None)  # one that declares no space is refused like others


def _observation_names(entry: Entry, layout: GridLayout | None) -> Names:
    if layout is None or entry.observations_on is None:
        return entry.observations
    return entry.observations_on(layout)


def _listed_dynamics(
    environment: Environment, observations: Space, actions: Space
) -> TabularMDP | None:
    if not _lists_its_dynamics(environment):
        return None
    inner: Any = environment.unwrapped
    start = inner.initial_state_distrib
    return TabularMDP.from_outcomes(inner.P, start, actions.names, observations.names)


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
    registered = find_registered(spec.id)
    if _has_cartpole_vector(environment, registered):
        single = make_environment(spec).unwrapped
        assert isinstance(single, CartPoleEnv)
        return CartPoleCopies(single, partial(_cartpole_vector, registered, spec))
    return SeparateCopies(partial(make_environment, spec), observations, environment.action_space)


def _has_cartpole_vector(environment: Environment, registered: EnvSpec) -> bool:
    # A class derived from CartPole may change what the vector class does.
    plain = type(environment.unwrapped) is CartPoleEnv and not _is_wrapped(environment)
    return plain and registered.vector_entry_point is not None


def _cartpole_vector(registered: EnvSpec, spec: EnvironmentSpec, count: int) -> Any:
    return gymnasium.make_vec(
        registered, count, vectorization_mode="vector_entry_point", **spec.arguments
    )


def _is_wrapped(environment: Environment) -> bool:
    return environment.spec is not None and len(environment.spec.additional_wrappers) > 0
