"""Breakpoints: conditions on the scalars of an iteration, at which a run stops by itself."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from pgviz.environments.errors import PgvizError, shorten
from pgviz.training.breakpoint_kinds import KINDS, WINDOW
from pgviz.training.iteration import Iteration, Scalars

KNOWN = WINDOW + 1  # iterations: whether one was a spike itself needs the window before it

Columns = Mapping[str, np.ndarray]
"""Scalars by name, [iterations] each."""


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
