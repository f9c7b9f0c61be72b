"""Norm and share of each of 4000 steps and the gradient of each trajectory, in milliseconds."""

from collections.abc import Mapping
from itertools import product

from tests.benchmarks.contestants import Contestant, Running, absent, on_one_core, present, started
from tests.benchmarks.peers.steps import HORIZON, TRAJECTORIES, make_steps
from tests.benchmarks.result import Effort, Figure, Requirement, Result

OURS = Contestant("pgviz", "tests.benchmarks.peers.ours_scores")
PLAIN = Contestant("the plain gradient of the batch", "tests.benchmarks.peers.numpy_plain")
VMAP = Contestant("vmap(grad)", "tests.benchmarks.peers.torch_vmap", ("torch",))
SINGLE = Contestant("vmap(grad) in single precision", VMAP.module, VMAP.needs)
ALONE = Contestant("vmap(grad) in single precision, nothing asked of it", VMAP.module, VMAP.needs)
CONTESTANTS = OURS, PLAIN, VMAP, SINGLE, ALONE
WORK: Mapping[Contestant, Mapping[str, bool]] = {
    VMAP: {"double": True, "whole": True},
    SINGLE: {"double": False, "whole": True},
    ALONE: {"double": False, "whole": False},
}

NETWORKS = ((32,), (64,), (256,), (64, 64))  # hidden units
SECONDS = 0.2  # of one repeat
MUST_TAKE, MUST_GAIN = 2.0, 4.0  # of the plain gradient's time; over vmap(grad)

Entry = tuple[tuple[int, ...], Contestant]
Answers = Mapping[Entry, list[dict[str, float]]]


def measure(effort: Effort) -> Result:
    """Let all that are installed take turns."""
    answers: Answers
    with on_one_core(), started(present(CONTESTANTS)) as running:
        entries = list(product(NETWORKS, running))
        answers = {(hidden, each.contestant): [] for hidden, each in entries}
        for _ in range(effort.repeats + 1):  # the first warms up
            for hidden, each in entries:
                answers[hidden, each.contestant].append(_ask(each, hidden, effort))
    times = {entry: _time(entry, each[1:]) for entry, each in answers.items()}
    peaks = {hidden: int(answers[hidden, OURS][-1]["peak"]) for hidden in NETWORKS}
    return Result(
        figures=(*times.values(), *(_peak(hidden, peaks[hidden]) for hidden in NETWORKS)),
        requirements=(*_speeds(times), *_memory(peaks, effort)),
        absent=absent(CONTESTANTS),
    )


def _ask(running: Running, hidden: tuple[int, ...], effort: Effort) -> dict[str, float]:
    extra = WORK.get(running.contestant, {})
    seconds = effort.either(SECONDS, 0.0)
    return running.ask(hidden=hidden, horizon=_horizon(effort), seconds=seconds, **extra)


def _horizon(effort: Effort) -> int:
    return effort.either(HORIZON, 5)


def _time(entry: Entry, answers: list[dict[str, float]]) -> Figure:
    hidden, contestant = entry
    steps = TRAJECTORIES * HORIZON
    times = [1000.0 * steps * each["seconds"] / each["steps"] for each in answers]
    return Figure(f"{_name(hidden)}: {contestant.name}", "ms", tuple(times))


def _name(hidden: tuple[int, ...]) -> str:
    return "×".join(map(str, hidden)) + " hidden units"


def _peak(hidden: tuple[int, ...], peak: int) -> Figure:
    return Figure(f"{_name(hidden)}: pgviz, most memory at a time", "MB", (peak / 1e6,))


def _speeds(times: Mapping[Entry, Figure]) -> list[Requirement]:
    return [
        requirement
        for hidden in NETWORKS
        for requirement in (
            Requirement(
                f"{_name(hidden)}: pgviz over the plain gradient",
                times[hidden, OURS].over(times[hidden, PLAIN]).median,
                "≤",
                MUST_TAKE,
            ),
            *(
                Requirement(
                    f"{_name(hidden)}: {peer.name} over pgviz",
                    times[hidden, peer].over(times[hidden, OURS]).median,
                    "≥",
                    MUST_GAIN,
                    is_aim=peer == ALONE,  # which does less
                )
                for peer in (VMAP, SINGLE, ALONE)
                if (hidden, peer) in times
            ),
        )
    ]


def _memory(peaks: Mapping[tuple[int, ...], int], effort: Effort) -> list[Requirement]:
    """Return that all memory together is less than one array of steps × parameters."""
    return [
        Requirement(
            f"{_name(hidden)}: memory over that of steps × parameters",
            peak / _dense(hidden, effort),
            "≤",
            1.0,
        )
        for hidden, peak in peaks.items()
    ]


def _dense(hidden: tuple[int, ...], effort: Effort) -> int:
    steps = make_steps(list(hidden), _horizon(effort))
    return 8 * len(steps.actions) * len(steps.theta)  # bytes
