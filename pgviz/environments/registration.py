"""Gymnasium's registry: our worlds enter it, and a user names any other in it."""

import importlib
from difflib import get_close_matches

import gymnasium
from gymnasium.envs.registration import EnvSpec

from pgviz.environments.errors import PgvizError, describe, shorten

PACKAGE = "pgviz.environments"
ENTRY_POINTS = (
    ("pgviz/GridWorld-v0", f"{PACKAGE}.grid_world:GridWorld"),
    ("pgviz/ShortCorridor-v0", f"{PACKAGE}.short_corridor:ShortCorridor"),
    ("pgviz/TwoStep-v0", f"{PACKAGE}.two_step:TwoStep"),
    ("pgviz/Geometric-v0", f"{PACKAGE}.geometric:Geometric"),
    ("pgviz/Bandit-v0", f"{PACKAGE}.bandit:Bandit"),
    ("pgviz/Beacon-v0", f"{PACKAGE}.beacon:Beacon"),
)


def register_worlds() -> None:
    """Register our worlds with Gymnasium, once."""
    for id, entry_point in ENTRY_POINTS:
        if id not in gymnasium.registry:
            gymnasium.register(id, entry_point)


def find_registered(id: str) -> EnvSpec:
    """Return the registration of "Id", or of "module:Id" after importing the module.

    Raises PgvizError where the module can't be imported or the id is not registered. Unlike
    Gymnasium it never takes another version than the one that was asked for.
    """
    module, _, name = id.rpartition(":")
    if module:
        _import(module)
    if name not in gymnasium.registry:
        raise PgvizError(f"No environment is called {shorten(name, 80)!r}{_nearest(name)}.")
    return gymnasium.registry[name]


def _import(module: str) -> None:
    try:
        importlib.import_module(module)
    except (Exception, SystemExit) as error:
        raise PgvizError(
            f"The module {shorten(module, 80)!r} can't be imported: {describe(error)}"
        ) from error


def _nearest(name: str) -> str:
    lowered = {id.lower(): id for id in gymnasium.registry}
    matches = get_close_matches(shorten(name.lower(), 80), lowered)
    nearest = [lowered[match] for match in matches]
    return f"; the nearest are {', '.join(nearest)}" if nearest else ""
