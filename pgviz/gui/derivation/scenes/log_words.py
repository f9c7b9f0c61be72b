"""What is said of the mean without a logarithm, and of the product."""

from pgviz.gui.derivation.scenes.measured import Measured
from pgviz.gui.derivation.scenes.running_product import Running
from pgviz.gui.format import count, short

MOST_ERRORS = 100.0  # that are worth a number
UNKNOWN = "∇P·R: P(s′|s,a) is unknown, ∇log P·R needs π alone", "∇P·R needs P(s′|s,a)"


def verdict(
    without: Measured | None, target: float | None, expected: float | None = None
) -> tuple[str, ...]:
    """Return how far the mean of ∇P·R, or its expectation, lies from ∇J; the longest first."""
    if without is None:
        return UNKNOWN
    if expected is not None and target is not None and short(expected) != short(target):
        aim = f"{short(expected)} instead of ∇J = {short(target)}"
        return (
            f"without the log P counts twice: E is {aim}",
            f"without the log E is {aim}",
            f"without: E is {aim}",
        )
    if target is None or without.error is None:
        return "without the log P counts twice: by luck, and as a factor", "P counts twice"
    if without.holds(target):
        return (
            "without the log P counts twice; this batch can't tell",
            "P counts twice; this batch can't tell",
        )
    errors = without.errors_from(target)
    away = f"{short(errors, 2)} standard errors off" if errors <= MOST_ERRORS else "nowhere near"
    return (
        f"without the log P counts twice: {away} ∇J",
        f"without the log: {away} ∇J",
        f"{away} ∇J",
    )


def fate(running: Running) -> tuple[str, ...]:
    """Return when the product leaves the range of floats; the longest way of saying it first."""
    what = "∏" if running.complete else "∏ π"
    end = "infinite" if running.limit > 0.0 else "0"
    if running.lost_after is not None:
        after = count(running.lost_after)
        return f"{what} is {end} after {after} steps; Σ log goes on", f"{what} = {end} at {after}"
    if running.reach is None:
        return f"{what} stays 1: nothing is left to chance", f"{what} stays 1"
    after = count(round(running.reach))
    return (
        f"{what} would be {end} after {after} such steps; Σ log goes on",
        f"{what}: {end} after {after} such steps",
        f"{end} after {after} steps",
    )
