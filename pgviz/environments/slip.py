"""How slippery a world is, and the same world with another slip."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pgviz.environments.world import EnvironmentSpec

Arguments = Mapping[str, Any]

LAKE_SUCCESS = 1.0 / 3.0  # Gymnasium's default for FrozenLake


@dataclass(frozen=True)
class Slippery:
    """How a world's arguments say how often a step goes sideways."""

    read: Callable[[Arguments], float]
    write: Callable[[float], dict[str, Any]]


def slip_of(spec: EnvironmentSpec) -> float | None:
    """Return the probability that a step goes sideways; None where the world has no such thing."""
    known = SLIPPERY.get(spec.id)
    return None if known is None else known.read(spec.arguments)


def with_slip(spec: EnvironmentSpec, slip: float) -> EnvironmentSpec:
    """Return the same world, where `slip_of` isn't None, with another slip from 0 to 1."""
    return replace(spec, arguments={**spec.arguments, **SLIPPERY[spec.id].write(slip)})


def _read_grid(arguments: Arguments) -> float:
    return float(arguments.get("slip", 0.0))


def _write_grid(slip: float) -> dict[str, Any]:
    return {"slip": slip}


def _read_lake(arguments: Arguments) -> float:
    if not arguments.get("is_slippery", True):
        return 0.0
    return 1.0 - float(arguments.get("success_rate", LAKE_SUCCESS))


def _write_lake(slip: float) -> dict[str, Any]:
    return {"is_slippery": True, "success_rate": 1.0 - slip}


_GRID, _LAKE = Slippery(_read_grid, _write_grid), Slippery(_read_lake, _write_lake)

SLIPPERY: Mapping[str, Slippery] = {
    "pgviz/GridWorld-v0": _GRID,
    "FrozenLake-v1": _LAKE,
    "FrozenLake8x8-v1": _LAKE,
}
"""By the id of the world."""
