"""What is followed from iteration to iteration, one plot each."""

from dataclasses import dataclass

import numpy as np

from pgviz.gui.curves.envelope import Extremes
from pgviz.gui.estimate.judgement import ALONG, DOWNHILL
from pgviz.gui.format import exact, short
from pgviz.gui.quantity import Quantity
from pgviz.training.history import Columns


@dataclass(frozen=True)
class Companion:
    """A second column in the same plot, drawn as a plain line where it is known."""

    column: str
    names: tuple[str, ...]  # the longest first
    symbol: str
    role: str  # of the theme's colours

    def read(self, columns: Columns, row: int) -> str:
        """Return the value at a row in three digits; nothing where it is unknown."""
        value = float(columns[self.column][row])
        return "" if np.isnan(value) else short(value)

    def exact(self, columns: Columns, row: int) -> str:
        """Return the value at a row with all digits."""
        value = float(columns[self.column][row])
        return "unknown here" if np.isnan(value) else exact(value)


@dataclass(frozen=True)
class Series:
    """A column of the history, how it is called, and what is drawn of it."""

    column: str
    names: tuple[str, ...]  # with the unit; the longest first
    symbol: str
    role: str  # of the theme's colours
    line: Extremes
    band: Extremes | None = None  # what lies around the line
    spread: str = ""  # the column that the band's half width is
    from_zero: bool = False  # the axis holds 0 whatever the values are
    fixed: tuple[float, float] | None = None  # the axis, whatever the values are
    below: str = ""  # what values below the edge mean
    edge: float = 0.0
    without: tuple[str, ...] = ()  # why there may be no value, the longest first
    companion: Companion | None = None
    quantities: tuple[Quantity, ...] = ()  # of the derivation, that it follows

    def read(self, columns: Columns, row: int) -> str:
        """Return the value at a row in three digits."""
        value = short(float(columns[self.column][row]))
        return f"{value} ± {short(float(columns[self.spread][row]), 2)}" if self.spread else value

    def exact(self, columns: Columns, row: int) -> str:
        """Return the value at a row with all digits."""
        value = float(columns[self.column][row])
        if np.isnan(value):
            return self.without[0]
        return exact(value) + (f" ± {exact(columns[self.spread][row])}" if self.spread else "")


def value(column: str) -> Extremes:
    """Return the extremes of a line through a column."""

    def extremes(columns: Columns, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        return columns[column][rows], columns[column][rows]

    return extremes


def around(column: str, spread: str) -> Extremes:
    """Return the extremes of a band of `spread` on both sides of a column."""

    def extremes(columns: Columns, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        middle, half = columns[column][rows], columns[spread][rows]
        with np.errstate(over="ignore"):  # what is infinite is left out
            return middle - half, middle + half

    return extremes


SERIES = (
    Series(
        "mean_return",
        ("mean return R(τ) ± spread over trajectories", "mean return ± spread", "return"),
        "mean R(τ)",
        "weight",
        value("mean_return"),
        around("mean_return", "std_return"),
        "std_return",
        companion=Companion("objective", ("J(θ) exact", "J exact", "J"), "J(θ) exactly", "exact"),
        quantities=("return", "objective"),
    ),
    Series(
        "gradient_norm",
        ("length of ĝ", "‖ĝ‖"),
        "‖ĝ‖",
        "estimate",
        value("gradient_norm"),
        from_zero=True,
        quantities=("estimate",),
    ),
    Series(
        "cosine",
        ("cosine of ĝ and ∇J", "cos(ĝ, ∇J)", "cosine"),
        "cos(ĝ, ∇J)",
        "estimate",
        value("cosine"),
        fixed=(-1.0, 1.0),
        below=DOWNHILL.name,
        edge=-ALONG,
        without=("∇J is unknown, or there is no angle", "unknown"),
        quantities=("estimate", "gradient"),
    ),
    Series(
        "signal_to_noise",
        ("signal²/noise² of ĝ", "signal²/noise²", "s²/n²"),
        "signal²/noise²",
        "estimate",
        value("signal_to_noise"),
        from_zero=True,
        quantities=("estimate",),
        without=("the gᵢ have no spread", "no spread"),
    ),
    Series(
        "entropy",
        ("entropy of π, nats", "entropy, nats", "entropy"),
        "entropy",
        "score",
        value("entropy"),
        from_zero=True,
        quantities=("policy",),
    ),
)
