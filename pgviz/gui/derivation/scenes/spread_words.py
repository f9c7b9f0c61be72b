"""What is said of the ĝ that point away from ∇J."""

from collections.abc import Sequence

from pgviz.estimation.directions import Share
from pgviz.gui.derivation.fan.words import percent
from pgviz.gui.derivation.scenes.spread import LEAST, Spread
from pgviz.gui.format import count, exact, short

HOW = {
    "exact": ("exactly", "exact"),
    "drawn": ("of the {0} ĝ drawn", "drawn"),
    "sampled": ("of the {0} gᵢ of this batch", "of this batch"),
    "normal": ("if ĝ were normally distributed", "normal curve"),
    "spread": ("by the spread of this batch's gᵢ", "normal curve"),
}
LONG = {
    "exact": "summed over all trajectories",
    "drawn": "counted among the ĝ that were drawn",
    "sampled": "counted among the gᵢ of this batch",
    "normal": "as if ĝ were normally distributed, with its exact mean and variance along ∇J",
    "spread": "as if ĝ were normally distributed, with the mean and spread of this batch's gᵢ",
}


def share_text(spread: Spread, share: Share) -> str:
    """Return a share of a spread, e.g. 38 %, ≈ 12 %, 31 ± 8 %, or between two bounds."""
    if spread.kind in ("normal", "spread"):
        return f"≈ {_percent(share.middle)}"
    if share.error is not None:
        middle, error = (short(100.0 * each, 2) for each in (share.middle, share.error))
        return f"{middle} ± {error}\u202f%"
    low, high = _percent(share.least), _percent(share.most)
    return high if low == high else f"{low} to {high}"


def _percent(share: float) -> str:
    return "less than 0.01\u202f%" if 0.0 < share < LEAST else percent(share)


def away_words(spread: Spread) -> Sequence[str]:
    """Return what is said beside a row, the longest way of saying it first."""
    share = share_text(spread, spread.away)
    hows = [way.format(count(len(spread.lengths))) for way in HOW[spread.kind]]
    return [*(f"away from ∇J: {share} {how}" for how in hows), f"away: {share} {hows[-1]}", share]


def zero_words(spread: Spread) -> str:
    """Return how many neither point away nor along ∇J; nothing where there are none."""
    return f"at 0: {share_text(spread, spread.zero)}" if spread.has_zeros else ""


def headline(spreads: Sequence[Spread], current: int) -> Sequence[str]:
    """Return the finding: of single trajectories, and of batches as they are set."""
    of_size = {spread.size: spread for spread in spreads}
    if 1 not in of_size:
        return [""]
    single = _found(of_size[1])
    said = f"Of single trajectories {single}"
    if current == 1 or current not in of_size:
        return [f"{said}.", f"{single}."]
    batches, ours = f"of batches of {count(current)}, {_short(of_size[current])}", of_size[1]
    return [
        f"{said}; {batches}.",
        f"Away from ∇J: single τ {_short(ours)}; ĝ {_short(of_size[current])}.",
        f"Of single τ {single}.",
    ]


def _found(spread: Spread) -> str:
    away = f"{share_text(spread, spread.away)} point away from ∇J"
    zero = f", {share_text(spread, spread.zero)} are 0 along it" if spread.has_zeros else ""
    return away + zero


def _short(spread: Spread) -> str:
    zero = f" ({share_text(spread, spread.zero)} are 0)" if spread.has_zeros else ""
    return share_text(spread, spread.away) + zero


def tip(spread: Spread) -> str:
    """Return all digits of a row."""
    lines = [f"ĝ of {count(spread.size)} trajectories", f"away from ∇J: {_digits(spread.away)}"]
    if spread.zero.most > 0.0:
        lines.append(f"0 along ∇J (ĝ is 0, or at a right angle to it): {_digits(spread.zero)}")
    lines += [LONG[spread.kind], f"mean along ∇J: {exact(spread.mean)}"]
    return "\n".join([*lines, f"standard deviation: {exact(spread.deviation)}"])


def _digits(share: Share) -> str:
    if share.least != share.most:
        return f"from {exact(share.least)} to {exact(share.most)}"
    error = "" if share.error is None else f" ± {exact(share.error)}"
    return exact(share.middle) + error
