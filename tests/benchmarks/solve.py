"""From the start of a process to an average of 475 over its last 100 trajectories of CartPole.

Every peer has the settings that are usual for it; imports and compiling are part of the time.
"""

import json
import subprocess
import time
from collections.abc import Mapping
from itertools import product

from tests.benchmarks.contestants import Contestant, absent, environment, on_one_core, present
from tests.benchmarks.result import Effort, Figure, Requirement, Result

OURS = Contestant("pgviz", "tests.benchmarks.peers.ours")
PEERS = (
    Contestant("PyTorch, batched", "tests.benchmarks.peers.torch_batched", ("torch",)),
    Contestant("PyTorch, batched, no graphs", "tests.benchmarks.peers.torch_replayed", ("torch",)),
    Contestant("JAX", "tests.benchmarks.peers.jax_scan", ("jax", "gymnax", "six")),
    Contestant("PyTorch, one environment", "tests.benchmarks.peers.torch_tutorial", ("torch",)),
    Contestant(
        "Stable-Baselines3 A2C", "tests.benchmarks.peers.stable_baselines", ("stable_baselines3",)
    ),
)
SEEDS = 20
PATIENCE = 30.0  # s; who has not solved it by then is counted with this time
MUST_TAKE, MUST_BE = 5.0, 0.5  # s; of every peer's time

Times = Mapping[Contestant, list[float]]


def measure(effort: Effort) -> Result:
    """Have every contestant learn with one seed after the other, in turn."""
    taking_part = (OURS, *effort.either(present(PEERS), ()))
    times: Times = {each: [] for each in taking_part}
    with on_one_core():
        for seed, each in product(range(effort.either(SEEDS, 1)), taking_part):
            times[each].append(seconds_to_solve(each, seed))
    return result_of(times)


def seconds_to_solve(contestant: Contestant, seed: int) -> float:
    """Return the seconds from the start of its process, PATIENCE where it took longer."""
    command, began = contestant.command("solve", str(seed)), time.time()
    try:
        run = subprocess.run(
            command, env=environment(), timeout=PATIENCE, stdout=subprocess.PIPE, check=True
        )
    except subprocess.TimeoutExpired:
        return PATIENCE
    return json.loads(run.stdout)["at"] - began


def result_of(times: Times) -> Result:
    """Return what the times say."""
    figures = {
        each: Figure(f"{each.name}, {_solved(seconds)}", "s", tuple(seconds))
        for each, seconds in times.items()
    }
    ours = figures[OURS]
    return Result(
        figures=tuple(figures.values()),
        requirements=(
            Requirement("median time of pgviz", ours.median, "≤", MUST_TAKE, "s"),
            Requirement("solved by pgviz", _count(ours.values), "≥", len(ours.values), "seeds"),
            *(
                Requirement(
                    f"pgviz over {each.name}, medians", ours.median / peer.median, "≤", MUST_BE
                )
                for each, peer in figures.items()
                if each != OURS
            ),
        ),
        absent=absent(PEERS),
        notes=(
            f"A run that has not solved it after {PATIENCE:.0f} s is stopped and counts "
            f"{PATIENCE:.0f} s.",
        ),
    )


def _solved(seconds: list[float]) -> str:
    return f"{_count(seconds)} of {len(seconds)} solved"


def _count(seconds: list[float] | tuple[float, ...]) -> int:
    return sum(each < PATIENCE for each in seconds)
