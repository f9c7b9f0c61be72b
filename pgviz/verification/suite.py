"""Running the checks, one comparison after another."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import Checkpoint, proceed
from pgviz.verification.checks import SUITE, Cases
from pgviz.verification.outcome import Check, Outcome

CHECKS = tuple(check for check, _ in SUITE)


def count(names: Sequence[str] | None = None) -> int:
    """Return how many outcomes `run_checks` yields; raises what it raises."""
    return sum(len(cases()) for _, cases in _chosen(names))


def run_checks(
    names: Sequence[str] | None = None, checkpoint: Checkpoint = proceed, mistake: str = "none"
) -> Iterator[Outcome]:
    """Yield the outcome of every comparison of the named checks, or of all, one by one.

    `checkpoint` is called before each; what it raises passes through. A `mistake` of the menu is
    made in whatever can make it, to see that it is caught.
    Raises PgvizError, which lists them all, where there is no check of a name.
    """
    for check, cases in _chosen(names):
        for case in cases():
            checkpoint()
            compared = case.compare(mistake)
            yield Outcome(**asdict(compared), check=check, subject=case.subject)


def _chosen(names: Sequence[str] | None) -> list[tuple[Check, Cases]]:
    known = [check.name for check in CHECKS]
    for name in names or ():
        if name not in known:
            raise PgvizError(f"There is no check {name!r}; there are {', '.join(known)}.")
    return [entry for entry in SUITE if not names or entry[0].name in names]
