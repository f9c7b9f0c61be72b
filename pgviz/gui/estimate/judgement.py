"""How good the estimate is, in a line: against ∇J where it is known, else against its noise."""

import math

import numpy as np

from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.estimate.target import Target
from pgviz.gui.format import count, exact, short

ROUNDING = 1e-12  # of the longest g_i along a direction: one as short points nowhere
NOISE = (
    "Signal to noise: ‖ĝ‖² over the squared standard error of ĝ, ‖ĝ‖² / (tr Cov(gᵢ) / m).\n"
    "About 1 is nothing but noise."
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
        f"{norm} · signal to noise {ratio} · {away} from ĝ",
        f"{norm} · signal to noise {ratio} · {away}",
        f"signal to noise {ratio} · {away}",
        f"signal/noise {ratio} · {away}",
        f"signal/noise {ratio}",
    ]


def points_away(along: np.ndarray) -> int:
    """Return how many of the g_i, given along a direction, point away from it."""
    return int((along < -ROUNDING * np.abs(along).max(initial=0.0)).sum())


def direction(cosine: float) -> str:
    """Return whether a step along ĝ is one uphill."""
    return "wrong direction" if cosine < 0.0 else "right direction"


def degrees(cosine: float) -> float:
    """Return the angle that has this cosine."""
    return math.degrees(math.acos(cosine))


def explained(averaged: Averaged, target: Target | None) -> str:
    """Return the figures with all digits, and what they are."""
    judged, lines = averaged if averaged.count else averaged.whole, []
    lines.append(f"{_name(judged)} = {exact(judged.norm)}")
    cosine = target.cosine_with(judged.mean()) if target else None
    if target is not None and cosine is not None:
        lines.append(f"cos({_inner(judged)}, {target.symbol}) = {exact(cosine)}")
        lines.append(f"angle = {exact(degrees(cosine))}°: {direction(cosine)}")
    noise = judged.signal_to_noise
    if noise is not None:
        lines += [f"signal to noise = {exact(noise)}", NOISE]
    return "\n".join(lines)


def _against(target: Target, judged: Averaged) -> list[str]:
    if judged.complete and not judged.estimate.shares.any():
        return [f"‖ĝ‖ {short(judged.norm)}: the gᵢ cancel, there is no angle", "the gᵢ cancel"]
    cosine = target.cosine_with(judged.mean())
    if cosine is None:
        zero = f"{target.symbol} = 0" if not target.gradient.any() else f"{_inner(judged)} = 0"
        return [f"{zero}: there is no angle", zero]
    wrong = f": {direction(cosine)}" if cosine < 0.0 else ""
    angle = f"{degrees(cosine):.0f}°{wrong}"
    about = "" if target.exact else "≈ "
    long = f"cos({_inner(judged)}, {target.symbol}) {about}{short(cosine, 2)}"
    brief = f"cos {about}{short(cosine, 2)}"
    gradients = judged.estimate.per_trajectory[: judged.count]
    away = _away(gradients @ (target.gradient / np.abs(target.gradient).max()))
    return [
        f"{long} · {angle} · {away} from {target.symbol} · signal to noise {_ratio(judged)}",
        f"{long} · {angle} · {away} from {target.symbol}",
        f"{brief} · {angle} · {away} from {target.symbol}",
        f"{brief} · {angle} · {away}",
        f"{brief} · {angle}",
        angle,
    ]


def _ratio(judged: Averaged) -> str:
    noise = judged.signal_to_noise
    return "–" if noise is None else short(noise, 2)


def _away(along: np.ndarray) -> str:
    return f"{count(points_away(along))} of {count(len(along))} gᵢ point away"


def _name(averaged: Averaged) -> str:
    return f"‖{_inner(averaged)}‖"


def _inner(averaged: Averaged) -> str:
    return "ĝ" if averaged.complete else f"mean of {count(averaged.count)}"
