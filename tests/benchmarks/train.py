"""Steps a second of whole iterations on CartPole, under a policy that lives 500 steps.

All have the same θ and a learning rate of 0, so that every trajectory stays as long as it is.
"""

from collections.abc import Mapping, Sequence

from tests.benchmarks.contestants import Contestant, Running, absent, on_one_core, present, started
from tests.benchmarks.result import Effort, Figure, Requirement, Result

OURS = Contestant("pgviz", "tests.benchmarks.peers.ours", arguments=("train",))
GRAPHS = Contestant(
    "PyTorch, batched", "tests.benchmarks.peers.torch_batched", ("torch",), ("train",)
)
REPLAYED = Contestant(
    "PyTorch, batched, no graphs", "tests.benchmarks.peers.torch_replayed", ("torch",), ("train",)
)
TUTORIAL = Contestant(
    "PyTorch, one environment", "tests.benchmarks.peers.torch_tutorial", ("torch",), ("train",)
)
A2C = Contestant(
    "Stable-Baselines3 A2C",
    "tests.benchmarks.peers.stable_baselines",
    ("stable_baselines3",),
    ("train",),
)
JAX = Contestant("JAX", "tests.benchmarks.peers.jax_scan", ("jax", "gymnax", "six"), ("train",))

SMALL, LARGE = 16, 256  # trajectories
ENTRIES: Mapping[int, tuple[Contestant, ...]] = {
    SMALL: (OURS, GRAPHS, REPLAYED, A2C, TUTORIAL, JAX),
    LARGE: (OURS, GRAPHS, REPLAYED, JAX),
}
AIMS = (SMALL, JAX), (LARGE, JAX), (LARGE, REPLAYED)  # beyond what tutorials write
# (trajectories, peer) → how many times its steps a second ours must reach, or aims at
MUST: Mapping[tuple[int, Contestant], float] = {
    (SMALL, GRAPHS): 4.0,
    (SMALL, REPLAYED): 4.0,
    (LARGE, GRAPHS): 2.0,
    (LARGE, REPLAYED): 2.0,
    (SMALL, A2C): 10.0,
    (SMALL, TUTORIAL): 60.0,
    (SMALL, JAX): 0.5,
    (LARGE, JAX): 0.5,
}
SECONDS, HORIZON = 0.6, 500  # of one repeat; of a trajectory

Rates = dict[tuple[int, Contestant], Figure]


def measure(effort: Effort) -> Result:
    """Let all that are installed take turns."""
    with on_one_core(), started(present(ENTRIES[SMALL])) as running:
        firsts = _firsts(running, effort)
        rates = _rates(running, effort)
    ratios = [rates[m, OURS].over(rates[m, peer]) for m, peer in MUST if (m, peer) in rates]
    return Result(
        figures=(*rates.values(), *ratios, *firsts),
        requirements=tuple(_requirements(rates)),
        absent=absent(ENTRIES[SMALL]),
    )


def _firsts(running: Sequence[Running], effort: Effort) -> list[Figure]:
    """Warm up; return what JAX's first iterations took, which is what compiling takes."""
    firsts = []
    for trajectories, each in _entries(running):
        answer = each.ask(**_work(effort, trajectories), seconds=0.0)
        if each.contestant == JAX:
            name = f"{JAX.name}, {trajectories} trajectories: first iteration, compiled"
            firsts.append(Figure(name, "s", (answer["seconds"],)))
    return firsts


def _rates(running: Sequence[Running], effort: Effort) -> Rates:
    """Return the steps a second of every entry, measured in turn."""
    values: dict[tuple[int, Contestant], list[float]] = {}
    for _ in range(effort.repeats):
        for trajectories, each in _entries(running):
            seconds = effort.either(SECONDS, 0.0)
            answer = each.ask(**_work(effort, trajectories), seconds=seconds)
            rate = answer["steps"] / answer["seconds"]
            values.setdefault((trajectories, each.contestant), []).append(rate)
    return {
        (m, each): Figure(f"{each.name}, {m} trajectories", "steps/s", tuple(rates))
        for (m, each), rates in values.items()
    }


def _entries(running: Sequence[Running]) -> list[tuple[int, Running]]:
    return [
        (trajectories, each)
        for trajectories, entered in ENTRIES.items()
        for each in running
        if each.contestant in entered
    ]


def _work(effort: Effort, trajectories: int) -> dict[str, int]:
    return {
        "trajectories": effort.either(trajectories, trajectories // 8),
        "horizon": effort.either(HORIZON, 10),
    }


def _requirements(rates: Rates) -> list[Requirement]:
    return [
        Requirement(
            what=f"pgviz over {peer.name}, {m} trajectories",
            value=rates[m, OURS].over(rates[m, peer]).median,
            sense="≥",
            bound=bound,
            is_aim=(m, peer) in AIMS,
        )
        for (m, peer), bound in MUST.items()
        if (m, peer) in rates
    ]
