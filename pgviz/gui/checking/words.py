"""What the table says of an outcome."""

from collections.abc import Sequence

from pgviz.gui.format import count, exact, short
from pgviz.verification.outcome import Outcome
from pgviz.verification.report import word

HEADINGS = ("compared", "ours", "other", "difference", "tolerance", "result")
DIGITS = 6  # of the two numbers: with three, most would look equal that are not


def cells(outcome: Outcome) -> tuple[str, ...]:
    """Return the texts of a row, one for each heading."""
    return (
        outcome.subject,
        "≈ 0" if _is_rounding(outcome) else short(outcome.ours, DIGITS),
        short(outcome.other, DIGITS),
        short(outcome.difference, 2),
        short(outcome.tolerance, 2),
        word(outcome),
    )


def tip(outcome: Outcome) -> str:
    """Return everything about an outcome, with all digits."""
    component = f"\nfurthest apart at {outcome.component}:" if outcome.component else ""
    return (
        f"{outcome.subject}{component}\n"
        f"ours {exact(outcome.ours)}\n"
        f"other {exact(outcome.other)}: {outcome.other_source}\n"
        f"difference {exact(outcome.difference)}, at most {exact(outcome.tolerance)} allowed"
    )


def tally(outcomes: Sequence[Outcome], total: int) -> str:
    """Return how a check stands, e.g. "21 pass", "12 of 21" or "2 of 21 FAIL"."""
    failed = sum(not each.passed for each in outcomes)
    if failed:
        return f"{failed} of {total} FAIL"
    if len(outcomes) < total:
        return f"{len(outcomes)} of {total}" if outcomes else f"{total} to come"
    return f"{total} pass"


def progress(done: int, total: int) -> str:
    """Return how far all checks are, e.g. "87 of 204 comparisons"."""
    return f"{count(done)} of {count(total)} comparisons"


def _is_rounding(outcome: Outcome) -> bool:
    return outcome.other == 0.0 and outcome.ours != 0.0 and outcome.passed
