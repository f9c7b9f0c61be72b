"""What has come of checks: one sentence, a table to read, and values to save."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from pgviz.verification.outcome import Outcome

HEADINGS = ("ours", "other", "difference", "tolerance")
WIDEST = 44  # characters of a subject before its numbers move to the right
PASSED, FAILED = "pass", "FAIL"


def verdict(outcomes: Sequence[Outcome], total: int) -> str:
    """Return what came of them all, e.g. "204 checks, all passed"."""
    failed = sum(not each.passed for each in outcomes)
    stopped = f"; stopped before {total - len(outcomes)} more" if len(outcomes) < total else ""
    if failed:
        return f"{failed} of {len(outcomes)} checks failed{stopped}"
    checks = "check" if len(outcomes) == 1 else "checks"
    return f"{len(outcomes)} {checks}, all passed{stopped}"


def report(outcomes: Sequence[Outcome], total: int) -> str:
    """Return a table of all outcomes, check by check, and the verdict under it."""
    return "\n".join([*_lines(outcomes), verdict(outcomes, total)])


def as_mapping(outcome: Outcome) -> dict[str, Any]:
    """Return everything about a comparison, numbers in full."""
    keys = ("subject", "component", "ours", "other", "other_source", "difference", "tolerance")
    return {**{key: getattr(outcome, key) for key in keys}, "passed": outcome.passed}


def word(outcome: Outcome) -> str:
    """Return what came of it in one word."""
    return PASSED if outcome.passed else FAILED


def _lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for check, group in groupby(outcomes, attrgetter("check")):
        yield f"{check.title} ({check.name})"
        yield f"  {check.sentence}"
        yield _row("", HEADINGS, "")
        for outcome in group:
            yield from _told(outcome)
        yield ""


def _told(outcome: Outcome) -> Iterator[str]:
    yield _line(outcome)
    if not outcome.passed:
        where = f"{outcome.component}: " if outcome.component else ""
        yield f"    {where}{outcome.ours!r}, and not {outcome.other!r}, {outcome.other_source}"


def _line(outcome: Outcome) -> str:
    numbers = (
        f"{outcome.ours:.8g}",
        f"{outcome.other:.8g}",
        f"{outcome.difference:.1e}",
        f"{outcome.tolerance:.1e}",
    )
    return _row(outcome.subject, numbers, word(outcome))


def _row(subject: str, cells: Sequence[str], last: str) -> str:
    wide, narrow = cells[:2], cells[2:]
    columns = "".join(f"{cell:>15}" for cell in wide) + "".join(f"{cell:>12}" for cell in narrow)
    return f"  {subject:{WIDEST}}{columns}  {last}".rstrip()
