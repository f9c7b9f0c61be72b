"""Breakpoints: conditions on the scalars of an iteration, at which a run stops by itself."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from pgviz.environments.errors import PgvizError, shorten
from pgviz.training.declarations import Integer, Number
from pgviz.training.iteration import Iteration, Scalars

WINDOW = 50  # iterations before, whose median a spike is compared with
FEWEST = 10  # of them: the median of fewer says little
KNOWN = WINDOW + 1  # iterations: whether one was a spike itself needs the window before it

Columns = Mapping[str, np.ndarray]
"""Scalars by name, [iterations] each."""

Holds = Callable[[np.ndarray, float], bool]
"""holds(values, threshold): `values` are one scalar's, up to the iteration that is looked at."""


@dataclass(frozen=True)
class Kind:
    """A condition as it is declared once; a breakpoint chooses its threshold."""

    key: str
    label: str
    scalar: str
    condition: str  # with {threshold}
    struck: str  # the same once it has struck, with {value} as well
    threshold: Number | None  # how it is declared; None where there is nothing to choose
    holds: Holds
    help: str
    once: bool = False  # in a run: it strikes at no later iteration


def _reaches(values: np.ndarray, threshold: float) -> bool:
    return bool(values[-1] >= threshold)


def _falls_below(values: np.ndarray, threshold: float) -> bool:
    return bool(values[-1] < threshold)


def _exceeds(values: np.ndarray, threshold: float) -> bool:
    return bool(values[-1] > threshold)


def _is(values: np.ndarray, threshold: float) -> bool:
    return bool(values[-1] == threshold)


def _spikes(values: np.ndarray, threshold: float) -> bool:
    before = values[-1 - WINDOW : -1]
    return len(before) >= FEWEST and bool(values[-1] > threshold * np.median(before))


def _number(key: str, label: str, default: float, low: float, high: float) -> Number:
    return Number(key, label, "", "", default=default, low=low, high=high)


TABLE = (
    Kind(
        "mean-return",
        "Mean return reaches",
        "mean_return",
        "mean return ≥ {threshold}",
        "mean return {value} ≥ {threshold}",
        _number("mean_return", "mean return", 0.0, -1e12, 1e12),
        _reaches,
        "The mean of R(τ) over the batch comes to be this or more.",
    ),
    Kind(
        "spike",
        "‖ĝ‖ spikes",
        "gradient_norm",
        "‖ĝ‖ > {threshold} × its median",
        f"‖ĝ‖ {{value}} > {{threshold}} × the median of the {WINDOW} before",
        _number("factor", "factor", 5.0, 1.0, 1e6),
        _spikes,
        f"‖ĝ‖ is so many times its median over the {WINDOW} iterations before, "
        f"once there are {FEWEST}.",
    ),
    Kind(
        "entropy",
        "Entropy falls below",
        "entropy",
        "entropy < {threshold}",
        "entropy {value} < {threshold}",
        _number("entropy", "entropy", 0.1, -1e3, 1e3),
        _falls_below,
        "The policy's mean entropy, in nats, falls below this: it hardly explores any more.",
    ),
    Kind(
        "cosine",
        "cos(ĝ, ∇J) falls below",
        "cosine",
        "cos(ĝ, ∇J) < {threshold}",
        "cos(ĝ, ∇J) {value} < {threshold}",
        _number("cosine", "cosine", 0.0, -1.0, 1.0),
        _falls_below,
        "Below 0 the estimate points away from the gradient. Only where ∇J is known.",
    ),
    Kind(
        "iteration",
        "Iteration",
        "iteration",
        "iteration {threshold}",
        "it was chosen",
        Integer("iteration", "iteration", "", "", default=100, low=0, high=10**9),
        _is,
        "The iteration of this number, counted from 0, has been made.",
    ),
    Kind(
        "first-success",
        "First success",
        "success_share",
        "first success",
        "the first success",
        None,
        _exceeds,
        "For the first time in the run a trajectory gets to what the world is about.",
        once=True,
    ),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in TABLE})


@dataclass(frozen=True)
class Breakpoint:
    """A condition of one kind, valid by construction; text is read as a number.

    Raises PgvizError for a kind that does not exist and a threshold out of bounds.
    """

    kind: str
    threshold: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            named = shorten(repr(self.kind), 40)
            raise PgvizError(f"There is no breakpoint {named}; there are {', '.join(KINDS)}.")
        declared = KINDS[self.kind].threshold
        chosen = 0.0 if declared is None else declared.parse(self.threshold)
        object.__setattr__(self, "threshold", chosen)

    @property
    def text(self) -> str:
        """The condition in words, e.g. "mean return ≥ 12"."""
        return KINDS[self.kind].condition.format(threshold=self._threshold_text)

    def account(self, scalars: Scalars) -> str:
        """Return the sentence that says where it has struck, and at which value."""
        kind = KINDS[self.kind]
        value = _signed(f"{getattr(scalars, kind.scalar):.5g}")
        struck = kind.struck.format(value=value, threshold=self._threshold_text)
        return f"Stopped at iteration {scalars.iteration}: {struck}."

    @property
    def _threshold_text(self) -> str:
        declared = KINDS[self.kind].threshold
        return "" if declared is None else _signed(declared.text(self.threshold))


def armed(
    breakpoints: Iterable[Breakpoint], columns: Columns
) -> tuple[tuple[Breakpoint, ...], Columns]:
    """Return the breakpoints that can still strike, and the rows that they must know of."""
    able = tuple(each for each in breakpoints if not _is_spent(each, columns))
    return able, {name: column[-KNOWN:] for name, column in columns.items()} if able else {}


def _is_spent(breakpoint: Breakpoint, columns: Columns) -> bool:
    kind = KINDS[breakpoint.kind]
    return kind.once and bool((columns[kind.scalar] > breakpoint.threshold).any())


class Watch:
    """Looks at one iteration after the other; `recent` are the rows of those before."""

    def __init__(self, breakpoints: tuple[Breakpoint, ...], recent: Columns) -> None:
        self._breakpoints = breakpoints
        scalars = {KINDS[each.kind].scalar for each in breakpoints}
        self._values = {name: deque(recent.get(name, ()), KNOWN + 1) for name in scalars}

    def struck(self, iteration: Iteration) -> Breakpoint | None:
        """Return the first breakpoint whose condition holds now and did not just before."""
        for name, values in self._values.items():
            values.append(getattr(iteration.scalars, name))
        return next((each for each in self._breakpoints if self._strikes(each)), None)

    def _strikes(self, breakpoint: Breakpoint) -> bool:
        kind = KINDS[breakpoint.kind]
        values = np.array(self._values[kind.scalar])
        held = len(values) > 1 and kind.holds(values[:-1], breakpoint.threshold)
        return kind.holds(values, breakpoint.threshold) and not held


def _signed(text: str) -> str:
    return text.replace("-", "\u2212")
