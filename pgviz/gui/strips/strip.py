"""What the rows of the contributions hold: one quantity a row, step by step of a trajectory."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pgviz.gui.format import exact, short, signed
from pgviz.gui.quantity import Quantity
from pgviz.gui.selected_steps import Steps
from pgviz.training.cursor import Phase


@dataclass(frozen=True)
class Layer:
    """A bar from `low` to `high` for every step, in the colour of a role of the theme."""

    low: np.ndarray  # [steps]
    high: np.ndarray  # [steps]
    role: str


@dataclass(frozen=True)
class Strip:
    """A row: a quantity of every step of the trajectory, and the bars that show it."""

    label: str
    meaning: str
    role: str
    phase: Phase  # that reaches its steps one by one
    values: np.ndarray  # [steps]
    layers: tuple[Layer, ...]
    span: tuple[float, float]  # of the bars
    quantities: tuple[Quantity, ...]  # whose steps it shows; the first is what it is
    fixed: bool = False  # the span is the quantity's own, whatever the values
    percent: bool = False
    total: float | None = None  # what to read off when no step is looked at
    words: str = ""  # instead of bars

    @property
    def name(self) -> str:
        """The label without its unit."""
        return self.label.split(",")[0]

    def reading(self, step: int | None) -> str:
        """Return the value at a step as the panel writes it, or the total; "" if there is none."""
        value = self.total if step is None else float(self.values[step])
        if value is None or self.words:
            return ""
        return f"{signed(value)} %" if self.percent else short(value)

    def exact(self, step: int) -> str:
        """Return the value at a step with all digits."""
        return exact(float(self.values[step])) + (" %" if self.percent else "")


def strips(steps: Steps) -> tuple[Strip, ...]:
    """Return the rows of a trajectory, in the order of the formula."""
    return tuple(make(steps) for make in ROWS)


def _probability(steps: Steps) -> Strip:
    values = steps.typicality
    gaussian = steps.iteration.evaluation.means is not None
    return Strip(
        label="π(aₜ|sₜ) / peak" if gaussian else "π(aₜ|sₜ)",
        meaning="density of the action, 1 where it is the mean"
        if gaussian
        else "probability of the action that was taken",
        role="score",
        phase="score",
        values=values,
        layers=(_bars(np.ones_like(values), "line"), _bars(values, "score")),
        span=(0.0, 1.0),
        quantities=("policy",),
        fixed=True,
    )


def _log_probability(steps: Steps) -> Strip:
    values = steps.iteration.evaluation.log_probabilities[steps.run]
    density = steps.iteration.evaluation.means is not None
    meaning = f"logarithm of the {'density' if density else 'probability'}, in nats"
    known: tuple[Quantity, ...] = ("log-policy", "log-probability")
    return _strip("log π, nats", meaning, "score", "score", values, known, float(values.sum()))


def _norm(steps: Steps) -> Strip:
    values = steps.iteration.estimate.score_norms[steps.run]
    known: tuple[Quantity, ...] = ("score", "trajectory-score")
    return _strip("‖∇log π‖", "length of the step's score", "score", "score", values, known)


def _weight(steps: Steps) -> Strip:
    values = steps.weights
    constant = float(values[0]) if np.ptp(values) == 0.0 else None
    meaning, known = "what multiplies the score", ("return",)
    return _strip("weight ψₜ", meaning, "weight", "weight", values, known, constant)


def _share(steps: Steps) -> Strip:
    values = steps.shares
    return Strip(
        label="share of ĝ, %",
        meaning="the contribution's part along ĝ; those of all steps add up to 100 %",
        role="estimate",
        phase="sum",
        values=values,
        layers=_signed_bars(values),
        span=_span(values),
        quantities=("estimate",),
        percent=True,
        total=float(values.sum()),
        words=steps.why_no_share,
    )


def _running_sum(steps: Steps) -> Strip:
    after = steps.shares.cumsum()
    before = np.concatenate([[0.0], after[:-1]])
    return Strip(
        label="sum so far, %",
        meaning="the shares up to this step; the last is the trajectory's share of ĝ",
        role="estimate",
        phase="sum",
        values=after,
        layers=(
            Layer(before, np.maximum(before, after), "estimate"),
            Layer(np.minimum(before, after), before, "negative"),
        ),
        span=_span(after),
        quantities=("trajectory-gradient",),
        percent=True,
        total=float(after[-1]),
        words="–" if steps.why_no_share else "",
    )


ROWS: tuple[Callable[[Steps], Strip], ...] = (
    _probability,
    _log_probability,
    _norm,
    _weight,
    _share,
    _running_sum,
)


def _strip(
    label: str,
    meaning: str,
    role: str,
    phase: Phase,
    values: np.ndarray,
    quantities: tuple[Quantity, ...],
    total: float | None = None,
) -> Strip:
    bars = (_bars(values, role),)
    return Strip(label, meaning, role, phase, values, bars, _span(values), quantities, total=total)


def _bars(values: np.ndarray, role: str) -> Layer:
    return Layer(np.minimum(values, 0.0), np.maximum(values, 0.0), role)


def _signed_bars(values: np.ndarray) -> tuple[Layer, Layer]:
    zero = np.zeros_like(values)
    return (
        Layer(zero, np.maximum(values, 0.0), "estimate"),
        Layer(np.minimum(values, 0.0), zero, "negative"),
    )


def _span(values: np.ndarray) -> tuple[float, float]:
    return min(float(values.min()), 0.0), max(float(values.max()), 0.0)
