"""What is said of past rewards."""

from pgviz.estimation.past_rewards import Spread
from pgviz.gui.derivation.scenes.measured import Measured
from pgviz.gui.format import short


def verdict(past: Measured) -> tuple[str, ...]:
    """Return whether the past's mean is 0 within its error; the longest way of saying it first."""
    if past.error is None:
        return "E of the past's part of ĝ is 0: raise m to see it shrink", "E of the past is 0"
    if past == Measured(0.0, 0.0):
        return ("nothing was earned before any step", "no past rewards here")
    if past.holds(0.0):
        return (
            f"past: {past.text}, 0 within its error",
            f"past {past.text}: 0 within error",
            "past: 0 within its error",
        )
    away = short(past.errors_from(0.0), 2)
    return (
        f"past: {past.text}, {away} standard errors off 0 by luck: E is 0",
        f"past: {away} standard errors off 0 by luck",
        f"past: {away} s.e. off 0 by luck",
        "past: off 0 by luck",
    )


def added(spread: Spread) -> tuple[str, ...]:
    """Return what the past does to the variance, the longest way of saying it first."""
    kind = "exact" if spread.exact else "of this batch"
    percent = f"{short(abs(100.0 * spread.share))} %"
    if spread.share == 0.0:
        return f"and no variance comes from it, {kind}", "no variance comes from it"
    if spread.share > 0.0:
        texts = f"and {percent} of the variance comes from it", f"{percent} of the variance"
    else:
        texts = f"here it takes {percent} from the variance", f"−{percent} of the variance"
    return f"{texts[0]}, {kind}", f"{texts[1]}, {kind}", texts[1]
