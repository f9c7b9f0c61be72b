"""What is said of the ĝ that point away from ∇J."""

from collections.abc import Sequence

from pgviz.gui.derivation.fan.words import percent
from pgviz.gui.derivation.scenes.spread import Spread
from pgviz.gui.format import count, exact, short

LEAST = 1e-4  # a smaller share isn't written out
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


def share_text(spread: Spread) -> str:
    """Return the share that points away, e.g. 38 %, ≈ 12 %, 31 ± 8 %, or between two bounds."""
    if spread.kind in ("normal", "spread"):
        return f"≈ {_percent(spread.away)}"
    if spread.error is not None:
        share, error = (short(100.0 * each, 2) for each in (spread.away, spread.error))
        return f"{share} ± {error}\u202f%"
    low, high = _percent(spread.least_away), _percent(spread.most_away)
    return high if low == high else f"{low} to {high}"


def _percent(share: float) -> str:
    return "less than 0.01\u202f%" if 0.0 < share < LEAST else percent(share)


def away_words(spread: Spread) -> Sequence[str]:
    """Return what is said beside a row, the longest way of saying it first."""
    share = share_text(spread)
    hows = [way.format(count(len(spread.lengths))) for way in HOW[spread.kind]]
    return [*(f"away from ∇J: {share} {how}" for how in hows), f"away: {share} {hows[-1]}", share]


def headline(spreads: Sequence[Spread], current: int) -> Sequence[str]:
    """Return the finding: of single trajectories, and of batches as they are set."""
    of_size = {spread.size: share_text(spread) for spread in spreads}
    single = of_size.get(1)
    if single is None:
        return [""]
    said = f"Of single trajectories {single} point away from ∇J"
    if current == 1 or current not in of_size:
        return [f"{said}.", f"{single} point away."]
    batches = f"of batches of {count(current)}, {of_size[current]}"
    return [f"{said}; {batches}.", f"Away from ∇J: {single} of single τ, {of_size[current]} of ĝ."]


def tip(spread: Spread) -> str:
    """Return all digits of a row."""
    lines = [f"ĝ of {count(spread.size)} trajectories"]
    if spread.least_away == spread.most_away:
        lines.append(f"away from ∇J: {exact(spread.away)}")
    else:
        lines.append(f"away: from {exact(spread.least_away)} to {exact(spread.most_away)}")
    if spread.error is not None:
        lines[-1] += f" ± {exact(spread.error)}"
    lines += [LONG[spread.kind], f"mean along ∇J: {exact(spread.mean)}"]
    return "\n".join([*lines, f"standard deviation: {exact(spread.deviation)}"])
