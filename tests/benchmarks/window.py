"""How often the window paints while it learns at full speed, in its worker process.

What the window paints in one go (QEvent.UpdateRequest) is a paint; the first after something was
shown is a frame, and others are too many. The gaps are those from frame to frame, as they begin.
The same window with nothing learning plays again what another has just recorded: the same
iterations come at the same moments, so that both have the same to paint, and take turns.
Where a frame of all cards would be late, cards take turns: then it takes some frames until each
has been shown.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, repeat
from multiprocessing import get_context
from time import perf_counter

import numpy as np

from pgviz.lessons.scenarios import scenario
from tests.benchmarks.open_window import PaintedWindow, live, opened, wait_for
from tests.benchmarks.recorded import Player, Recorder
from tests.benchmarks.result import Effort, Figure, Requirement, Result

SCENARIOS = ("gridworld", "two-step", "short-corridor", "cartpole", "taxi")
SECONDS, FEWEST = 2.0, 4  # of one repeat; frames in it, on however busy a machine
REST = 0.3  # s after it: what is left to be saved is saved, and holds up no frame of the next
MEDIAN, P99, LONGEST = 33.0, 40.0, 100.0  # ms that a gap may be
MOST_PAINTS = 1.0  # a frame
OVER_STILL = 1.2  # that p99 may be over that of the window with nothing learning


@dataclass(frozen=True)
class Stretch:
    """What was seen of a window in one repeat."""

    gaps: np.ndarray  # [frames − 1] ms, from the beginning of one to that of the next
    painting: np.ndarray  # [frames] ms
    paints: int
    longest_round: int  # frames until every card has been shown

    @property
    def paints_a_frame(self) -> float:
        return self.paints / len(self.painting)


class Watch:
    """What a window was given to show while it is connected."""

    def __init__(self, window: PaintedWindow) -> None:
        self._window = window
        self.shown: list[float] = []  # s
        self.rounds: list[int] = []

    def connect(self) -> None:
        """Begin to note."""
        for signal in (self._window.bridge.viewed, self._window.bridge.replayed):
            signal.connect(self._note)

    def disconnect(self) -> None:
        """End."""
        for signal in (self._window.bridge.viewed, self._window.bridge.replayed):
            signal.disconnect(self._note)

    def _note(self, view: object) -> None:
        self.shown.append(perf_counter())
        self.rounds.append(self._window.deck.turns.round)


def measure(effort: Effort) -> Result:
    """Measure one scenario after the other, each in a process of its own, as it is used."""
    names = effort.either(SCENARIOS, SCENARIOS[:1])
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        return whole(chain.from_iterable(pool.map(parts, names, repeat(effort))))


def parts(name: str, effort: Effort) -> list[Figure | Requirement]:
    """Return the figures and requirements of one scenario."""
    return list(of(name, effort))


def of(name: str, effort: Effort) -> Iterator[Figure | Requirement]:
    """Yield the figures and requirements of one scenario."""
    learning, still = stretches(name, effort)
    yield from _figures(f"{name}, learning", learning)
    yield from _figures(f"{name}, nothing learning", still)
    yield from _requirements(name, pooled(learning), pooled(still))
    paints = paints_a_frame(name, effort)
    yield Figure(f"{name}, learning: paints a frame", "", (paints,))
    yield Requirement(f"{name}: paints a frame", paints, "≤", MOST_PAINTS, "")


def whole(parts: Iterator[Figure | Requirement]) -> Result:
    """Return the result that figures and requirements make up."""
    listed = list(parts)
    figures = tuple(part for part in listed if isinstance(part, Figure))
    return Result(figures, tuple(part for part in listed if isinstance(part, Requirement)))


def stretches(name: str, effort: Effort) -> tuple[list[Stretch], list[Stretch]]:
    """Return what was seen while a window was learning, and while another played that again."""
    experiment, recorder = scenario(name).experiment, Recorder()
    seconds = _seconds(effort)
    with opened(experiment, recorder) as learning, opened(experiment, Player(recorder)) as still:
        pairs = [
            (watched(learning, seconds), watched(still, seconds)) for _ in range(effort.repeats)
        ]
    first, second = zip(*pairs, strict=True)
    return list(first), list(second)


def paints_a_frame(name: str, effort: Effort) -> float:
    """Return how often a window that learns paints a frame, counted where something is painted."""
    with opened(scenario(name).experiment) as window, window.witnessed():
        return watched(window, effort.repeats * _seconds(effort)).paints_a_frame


def watched(window: PaintedWindow, seconds: float) -> Stretch:
    """Have a window run for so long; return what it painted meanwhile."""
    watch, before = Watch(window), len(window.painted)
    window.bridge.player.run()
    watch.connect()
    live(seconds)
    wait_for(lambda: len(watch.shown) >= FEWEST)
    watch.disconnect()
    begun, painted = np.array(window.begun[before:]), np.array(window.painted[before:])
    window.bridge.player.pause()
    wait_for(lambda: window.bridge.is_settled)
    live(REST)
    frames = np.unique(np.searchsorted(begun, watch.shown))
    frames = frames[frames < len(begun)]  # what was shown last may not have been painted
    gaps, painting = np.diff(begun[frames]), (painted - begun)[frames]
    paints = int(frames[-1] - frames[0]) + 1
    return Stretch(1000.0 * gaps, 1000.0 * painting, paints, max(watch.rounds))


def _seconds(effort: Effort) -> float:
    return effort.either(SECONDS, 0.2)


def pooled(stretches: Sequence[Stretch]) -> np.ndarray:
    """Return all gaps together, ms."""
    return np.concatenate([stretch.gaps for stretch in stretches])


def _figures(name: str, stretches: Sequence[Stretch]) -> Iterator[Figure]:
    gaps = [stretch.gaps for stretch in stretches]
    medians, longest = map(np.median, gaps), map(np.max, gaps)
    yield Figure(f"{name}: between two frames, median", "ms", tuple(map(float, medians)))
    yield Figure(f"{name}: p99 of all", "ms", (float(np.quantile(pooled(stretches), 0.99)),))
    yield Figure(f"{name}: longest", "ms", tuple(map(float, longest)))
    painting = tuple(float(np.median(each.painting)) for each in stretches)
    yield Figure(f"{name}: to paint", "ms", painting)
    rounds = tuple(float(each.longest_round) for each in stretches)
    yield Figure(f"{name}: until every card has been shown, at most", "frames", rounds)


def _requirements(name: str, learning: np.ndarray, still: np.ndarray) -> Iterator[Requirement]:
    p99, p99_still = np.quantile(learning, 0.99), np.quantile(still, 0.99)
    yield Requirement(f"{name}: median", float(np.median(learning)), "≤", MEDIAN, "ms")
    yield Requirement(f"{name}: p99", float(p99), "≤", P99, "ms")
    yield Requirement(f"{name}: longest", float(learning.max()), "≤", LONGEST, "ms")
    over = float(p99 / p99_still)
    yield Requirement(f"{name}: p99 over that with nothing learning", over, "≤", OVER_STILL)
