"""How good the estimate is, in a line: against ∇J where it is known, else against its noise."""

import math
from dataclasses import dataclass

import numpy as np

from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.estimate.target import Target
from pgviz.gui.format import count, exact, short

ROUNDING = 1e-12  # of the longest g_i along a direction: one as short points nowhere
RIGHT_ANGLE = 5.0  # degrees: an angle as near to 90° is neither uphill nor downhill
ALONG = math.sin(math.radians(RIGHT_ANGLE))  # the least cosine, in size, of a direction
NOISE = (
    "signal²/noise²: ‖ĝ‖² over the squared standard error of ĝ, ‖ĝ‖² / (tr Cov(gᵢ) / m).\n"
    "About 1 is nothing but noise."
)


@dataclass(frozen=True)
class Direction:
    """Whether a small step along ĝ is one uphill, as far as it can be told."""

    name: str
    role: str  # of the theme's colours
    meaning: str
    more: str = ""  # what else is said where there is room

    @property
    def full_name(self) -> str:
        """The name with all that is said."""
        return f"{self.name}: {self.more}" if self.more else self.name


UPHILL = Direction("right direction", "estimate", "A small step along ĝ climbs J.")
DOWNHILL = Direction(
    "wrong direction", "negative", "A small step along ĝ descends J: this batch has misled it."
)
ACROSS = Direction(
    "across",
    "quiet",
    f"Within {RIGHT_ANGLE:.0f}° of a right angle: a small step along ĝ hardly changes J.",
    "neither up nor down",
)
UNRESOLVED = Direction(
    "not resolved",
    "quiet",
    "The reference's standard error leaves open which way ĝ points: draw more trajectories.",
)


def figures(averaged: Averaged, along: np.ndarray, target: Target | None = None) -> list[str]:
    """Return the figures of the mean in a line, the longest way of saying it first.

    `along` holds the g_i along ĝ, [trajectories].
    """
    judged = averaged if averaged.count else averaged.whole
    if target is not None:
        return _against(target, judged)
    norm = f"{_name(judged)} {short(judged.norm)}"
    if not averaged.estimate.shares.any():
        return [f"{norm}: the gᵢ cancel" if judged.complete else norm]
    if judged.count == 1:
        return [f"{norm} · one trajectory has no standard error", norm]
    ratio, away = _ratio(judged), _away(along[: judged.count])
    return [
        f"{norm} · {ratio} · {away} from ĝ",
        f"{norm} · {ratio} · {away}",
        f"{ratio} · {away}",
        ratio,
    ]


def points_away(along: np.ndarray) -> int:
    """Return how many of the g_i, given along a direction, point away from it."""
    return int((along < -ROUNDING * np.abs(along).max(initial=0.0)).sum())


def direction(gradient: np.ndarray, target: Target) -> Direction | None:
    """Return where a gradient points beside ∇J; None where one of them is 0."""
    cosine = target.cosine_with(gradient)
    if cosine is None:
        return None
    if target.leaves_open(gradient):
        return UNRESOLVED
    return way_of(cosine)


def way_of(cosine: float) -> Direction:
    """Return where a vector points that makes an angle of this cosine with ∇J."""
    if abs(cosine) < ALONG:
        return ACROSS
    return DOWNHILL if cosine < 0.0 else UPHILL


def degrees(cosine: float) -> float:
    """Return the angle that has this cosine."""
    return math.degrees(math.acos(cosine))


def explained(averaged: Averaged, target: Target | None) -> str:
    """Return the figures with all digits, and what they are."""
    judged, lines = averaged if averaged.count else averaged.whole, []
    lines.append(f"{_name(judged)} = {exact(judged.norm)}")
    cosine = target.cosine_with(judged.mean()) if target else None
    way = direction(judged.mean(), target) if target else None
    if target is not None and cosine is not None and way is not None:
        lines.append(f"cos({_inner(judged)}, {target.symbol}) = {exact(cosine)}")
        lines.append(f"angle = {exact(degrees(cosine))}°: {way.full_name}")
        lines.append(way.meaning)
    noise = judged.signal_to_noise
    if noise is not None:
        lines += [f"signal²/noise² = {exact(noise)}", NOISE]
    return "\n".join(lines)


def _against(target: Target, judged: Averaged) -> list[str]:
    if judged.complete and not judged.estimate.shares.any():
        return [f"‖ĝ‖ {short(judged.norm)}: the gᵢ cancel, there is no angle", "the gᵢ cancel"]
    cosine = target.cosine_with(judged.mean())
    way = direction(judged.mean(), target)
    if cosine is None or way is None:
        zero = f"{target.symbol} = 0" if not target.gradient.any() else f"{_inner(judged)} = 0"
        return [f"{zero}: there is no angle", zero]
    bare = f"{degrees(cosine):.0f}°"
    angle, named = (
        (bare, bare) if way is UPHILL else (f"{bare}: {way.full_name}", f"{bare}: {way.name}")
    )
    about = "" if target.exact else "≈ "
    long = f"cos({_inner(judged)}, {target.symbol}) {about}{short(cosine, 2)}"
    brief = f"cos {about}{short(cosine, 2)}"
    gradients = judged.estimate.per_trajectory[: judged.count]
    away = _away(gradients @ (target.gradient / np.abs(target.gradient).max()))
    return [
        f"{long} · {angle} · {away} from {target.symbol} · {_ratio(judged)}",
        f"{long} · {angle} · {away} from {target.symbol}",
        f"{brief} · {named} · {away} from {target.symbol}",
        f"{brief} · {named} · {away}",
        f"{brief} · {named}",
        named,
    ]


def _ratio(judged: Averaged) -> str:
    noise = judged.signal_to_noise
    return f"signal²/noise² {'–' if noise is None else short(noise, 2)}"


def _away(along: np.ndarray) -> str:
    return f"{count(points_away(along))} of {count(len(along))} gᵢ point away"


def _name(averaged: Averaged) -> str:
    return f"‖{_inner(averaged)}‖"


def _inner(averaged: Averaged) -> str:
    return "ĝ" if averaged.complete else f"mean of {count(averaged.count)}"
