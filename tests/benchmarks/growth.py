"""How the time of an iteration grows with trajectories, horizon and parameters.

On Pendulum, whose trajectories are as long as the horizon whatever the policy does. The slope is
that of the line through log time over log size: 1 is in proportion. A slope is far below 1 where
what every iteration costs whatever its size is most of it.
"""

from collections.abc import Mapping
from time import perf_counter

import numpy as np

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.world import World
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state
from tests.benchmarks.result import Effort, Figure, Requirement, Result

WORLD = EnvironmentSpec("Pendulum-v1")
BASE = {"batch_size": 64, "horizon": 100, "hidden": (32,), "learning_rate": 0.0}
SIZES: Mapping[str, tuple[Mapping[str, object], ...]] = {
    "trajectories": tuple({"batch_size": m} for m in (32, 128, 512, 2048)),
    "horizon": tuple({"horizon": H, "batch_size": 256} for H in (25, 50, 100, 200)),
    "parameters, one layer": tuple({"hidden": (width,)} for width in (64, 256, 1024, 4096)),
    "parameters, two layers": tuple({"hidden": (width,) * 2} for width in (32, 64, 128, 256)),
}
MOST = 1.05
SEED = 1


def measure(effort: Effort) -> Result:
    """Go through all sizes again and again."""
    world = make_world(WORLD)
    chosen = {name: effort.either(settings, settings[:2]) for name, settings in SIZES.items()}
    sizes = {name: [size_of(name, each, world) for each in chosen[name]] for name in chosen}
    times = [
        {name: [seconds(world, each) for each in chosen[name]] for name in chosen}
        for _ in range(effort.repeats + 1)
    ][1:]  # the first warms up
    slopes = [
        Figure(name, "slope", tuple(slope(sizes[name], each[name]) for each in times))
        for name in chosen
    ]
    return Result(
        figures=(*slopes, *_times(sizes, times)),
        requirements=tuple(
            Requirement(f"slope in {each.name}", each.median, "≤", MOST, "") for each in slopes
        ),
    )


def settings(changes: Mapping[str, object]) -> Hyperparameters:
    """Return the hyperparameters of one size."""
    return Hyperparameters().changed({**BASE, **changes})


def size_of(name: str, changes: Mapping[str, object], world: World) -> int:
    """Return what is on the axis."""
    chosen = settings(changes)
    if name.startswith("parameters"):
        return len(initial_state(world, chosen, SEED).theta)
    return chosen.batch_size if name == "trajectories" else chosen.horizon


def seconds(world: World, changes: Mapping[str, object]) -> float:
    """Return what one iteration takes."""
    chosen = settings(changes)
    state = initial_state(world, chosen, SEED)
    begun = perf_counter()
    iterate(state, chosen, world)
    return perf_counter() - begun


def slope(sizes: list[int], times: list[float]) -> float:
    """Return the slope of log time over log size, by least squares."""
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0])


def _times(sizes: Mapping[str, list[int]], times: list[dict[str, list[float]]]) -> list[Figure]:
    return [
        Figure(f"{size:,} {name}", "ms", tuple(1000.0 * each[name][at] for each in times))
        for name, listed in sizes.items()
        for at, size in enumerate(listed)
    ]
