"""Making and closing single environments, with errors that a user can read."""

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import gymnasium
from gymnasium.envs.registration import EnvSpec, load_env_creator

from pgviz.environments.arguments import whole_number
from pgviz.environments.catalogue import entry_of
from pgviz.environments.errors import PgvizError, describe
from pgviz.environments.registration import find_registered
from pgviz.environments.world import EnvironmentSpec

Environment = gymnasium.Env[Any, Any]

OURS_TO_CHOOSE = ("id", "render_mode", "disable_env_checker")
TIME_LIMIT = "max_episode_steps"  # an argument that Gymnasium adds to every environment's own
LONGEST_EPISODE = 10**9  # steps


def make_environment(spec: EnvironmentSpec, render_mode: str | None = None) -> Environment:
    """Return a new environment, its time limit applied.

    Raises PgvizError for an unknown id, an argument it doesn't take, a package it lacks, and
    whatever its constructor raises.
    """
    registered = find_registered(spec.id)
    mode: dict[str, Any] = {} if render_mode is None else {"render_mode": render_mode}
    try:
        _check_arguments(registered, spec.arguments)
        # Our samplers check every value, and say in which trajectory: Gymnasium's need not.
        return gymnasium.make(registered, disable_env_checker=True, **spec.arguments, **mode)
    except PgvizError:
        raise
    except gymnasium.error.DependencyNotInstalled as error:
        raise PgvizError(_what_to_install(registered.id, error)) from error
    except (Exception, SystemExit) as error:
        raise PgvizError(f"{registered.id} can't be made: {describe(error)}") from error


def close_environment(environment: Environment) -> None:
    """Close an environment; raises PgvizError where that fails."""
    try:
        environment.close()
    except (Exception, SystemExit) as error:
        raise PgvizError(f"The environment can't be closed: {describe(error)}") from error


@contextmanager
def opened(spec: EnvironmentSpec, render_mode: str | None = None) -> Iterator[Environment]:
    """Make an environment for the length of a `with` block."""
    environment = make_environment(spec, render_mode)
    try:
        yield environment
    finally:
        close_environment(environment)


def _check_arguments(registered: EnvSpec, arguments: Mapping[str, Any]) -> None:
    if TIME_LIMIT in arguments:
        whole_number(TIME_LIMIT, arguments[TIME_LIMIT], 1, LONGEST_EPISODE)
    for name in arguments:
        if name in OURS_TO_CHOOSE:
            raise PgvizError(f"{name} is not for the user to choose; leave it out.")
    taken = _parameters(registered)
    for name in arguments:
        if taken is not None and name not in (*taken, TIME_LIMIT):
            names = ", ".join((*taken, TIME_LIMIT))
            raise PgvizError(f"{registered.id} has no argument {name!r}, only {names}.")


def _parameters(registered: EnvSpec) -> list[str] | None:
    """Return the names of the arguments, or None where any is taken."""
    entry = registered.entry_point
    creator = load_env_creator(entry) if isinstance(entry, str) else entry
    parameters = inspect.signature(creator).parameters if creator else {}
    if any(each.kind is each.VAR_KEYWORD for each in parameters.values()):
        return None
    return [name for name in parameters if name not in OURS_TO_CHOOSE]


def _what_to_install(id: str, error: Exception) -> str:
    extra = entry_of(id).extra
    if extra is None:
        return f"{id} needs a package that is not installed: {describe(error)}"
    return f"{id} needs {extra}, which is not installed: pip install 'gymnasium[{extra}]'"
