"""The parts of a trajectory as rows: before and after a nudge, and how they move with it."""

import math
from dataclasses import dataclass, replace

from pgviz.estimation.nudge import Parts
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.nudge.amount import Amount
from pgviz.gui.derivation.nudge.slopes import Slopes, parts_along
from pgviz.gui.quantity import Quantity

NO_THETA = "θ is not in it"


@dataclass(frozen=True)
class Kind:
    """A part of a trajectory; `field` is its logarithm's name in Parts."""

    field: str
    name: str
    log_name: str
    role: str  # of the theme
    quantity: Quantity
    log_quantity: Quantity
    has_theta: bool


KINDS = (
    Kind("log_start", "μ(s₀)", "log μ(s₀)", "dynamics", "start", "start", has_theta=False),
    Kind(
        "log_dynamics",
        "∏ P(s′|s,a)",
        "Σ log P(s′|s,a)",
        "dynamics",
        "dynamics",
        "dynamics",
        has_theta=False,
    ),
    Kind("log_policy", "∏ π(a|s)", "Σ log π(a|s)", "score", "policy", "log-policy", has_theta=True),
    Kind(
        "log_probability",
        "P(τ;θ)",
        "log P(τ;θ)",
        "ink",
        "probability",
        "log-probability",
        has_theta=True,
    ),
)


@dataclass(frozen=True)
class Part:
    """A row. What can't be known is None."""

    name: str
    role: str
    quantity: Quantity
    has_theta: bool
    before: Amount | None  # at θ
    after: Amount | None  # at θ + ε d
    measured: Amount | None  # the derivative along d at θ, by central differences
    derived: Amount | None  # the same by the derivation
    change: float | None  # what the nudge adds


def products(material: Material, slopes: Slopes) -> tuple[Part, ...]:
    """Return μ, ∏ P, ∏ π, P(τ;θ) and R(τ)."""
    after = parts_along(material, material.nudge.epsilon)
    earned = Part(
        name="R(τ)",
        role="weight",
        quantity="return",
        has_theta=False,
        before=Amount(slopes.here.trajectory_return),
        after=Amount(after.trajectory_return),
        measured=_amount(slopes.measured("trajectory_return")),
        derived=Amount(0.0),
        change=after.trajectory_return - slopes.here.trajectory_return,
    )
    factors = (_product(kind, after, slopes) for kind in KINDS[:-1])
    return *factors, _probability(KINDS[-1], after, slopes), earned


def logarithms(material: Material, slopes: Slopes) -> tuple[Part, ...]:
    """Return log μ, Σ log P, Σ log π and log P(τ;θ)."""
    after = parts_along(material, material.nudge.epsilon)
    return tuple(_logarithm(kind, after, slopes) for kind in KINDS)


def _product(kind: Kind, after: Parts, slopes: Slopes) -> Part:
    before, now = getattr(slopes.here, kind.field), getattr(after, kind.field)
    return Part(
        name=kind.name,
        role=kind.role,
        quantity=kind.quantity,
        has_theta=kind.has_theta,
        before=None if before is None else Amount(1.0, before),
        after=None if now is None else Amount(1.0, now),
        measured=_amount(slopes.measured_relative(kind.field), before),
        derived=_derived(kind, slopes, before),
        change=None if before is None else _change(before, now),
    )


def _change(before: float, now: float) -> float:
    """Return e^now − e^before, infinite where that leaves the range of floats."""
    if now == before:
        return 0.0
    growth = now - before
    return Amount(math.copysign(-math.expm1(-abs(growth)), growth), max(now, before)).value


def _probability(kind: Kind, after: Parts, slopes: Slopes) -> Part:
    """Return P(τ;θ); where it is unknown, in units of itself: what is unknown cancels."""
    product = _product(kind, after, slopes)
    if product.before is not None:
        return product
    growth = after.log_policy - slopes.here.log_policy
    in_units = Amount(1.0, growth, kind.name), Amount(slopes.score, unit=kind.name)
    return replace(product, after=in_units[0], derived=in_units[1])


def _logarithm(kind: Kind, after: Parts, slopes: Slopes) -> Part:
    return Part(
        name=kind.log_name,
        role=kind.role,
        quantity=kind.log_quantity,
        has_theta=kind.has_theta,
        before=_amount(getattr(slopes.here, kind.field)),
        after=_amount(getattr(after, kind.field)),
        measured=_amount(slopes.measured(kind.field)),
        derived=_derived(kind, slopes, 0.0),
        # What is unknown of log P(τ;θ) stays as it is: the sum changes as its known part does.
        change=after.log_policy - slopes.here.log_policy if kind.has_theta else 0.0,
    )


def _derived(kind: Kind, slopes: Slopes, log: float | None) -> Amount | None:
    """Return 0 without θ; else the score along d, times what the logarithm is of."""
    if not kind.has_theta:
        return Amount(0.0)
    return _amount(slopes.score, log)


def _amount(factor: float | None, log: float | None = 0.0) -> Amount | None:
    return None if factor is None or log is None else Amount(factor, log)
