"""`pgviz check`: the mathematics against a second way to it, and against known answers."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from pgviz import __version__
from pgviz.cli.command import Command, Parser
from pgviz.cli.interruption import Interrupted, stoppable
from pgviz.cli.progress import Progress
from pgviz.estimation.mistakes import MISTAKES, Mistake
from pgviz.exporting.writing import require_writable, write_json
from pgviz.verification.outcome import Check, Outcome
from pgviz.verification.report import as_mapping, report, verdict
from pgviz.verification.suite import CHECKS, count, run_checks

FAILED = 1


@dataclass(frozen=True)
class Result:
    """The comparisons that were made, of how many, and the mistake that was made in them."""

    outcomes: Sequence[Outcome]
    total: int
    mistake: Mistake


def check(arguments: argparse.Namespace) -> int:
    """Make the comparisons, tell of each, and return 1 where one has failed."""
    if arguments.json:
        require_writable(arguments.json)
    outcomes: list[Outcome] = []
    total = count(arguments.only)
    with stoppable() as stop, Progress(total) as progress, suppress(Interrupted):
        for outcome in run_checks(arguments.only, stop.check, arguments.mistake):
            outcomes.append(outcome)
            progress.show(len(outcomes), outcome.check.title)
    if outcomes:
        _tell(Result(outcomes, total, MISTAKES[arguments.mistake]), arguments.json)
    return stop.exit_code or (0 if all(each.passed for each in outcomes) else FAILED)


def _tell(result: Result, path: Path | None) -> None:
    if path:
        write_json(path, _json(result))
    if result.mistake.name != "none":
        print(f"MISTAKE: {result.mistake.label}. {result.mistake.wrong}", end="\n\n")
    print(report(result.outcomes, result.total))
    if path:
        print(f"saved {path}")


def _json(result: Result) -> dict[str, Any]:
    return {
        "version": __version__,
        "mistake": result.mistake.name,
        "verdict": verdict(result.outcomes, result.total),
        "checks": [_check(*group) for group in groupby(result.outcomes, attrgetter("check"))],
    }


def _check(one: Check, outcomes: Iterator[Outcome]) -> dict[str, Any]:
    about = {"name": one.name, "title": one.title, "sentence": one.sentence}
    return {**about, "comparisons": [as_mapping(outcome) for outcome in outcomes]}


def _add_options(parser: Parser) -> None:
    parser.add_argument(
        "--json", metavar="FILE", type=Path, help="save every comparison, all digits"
    )
    parser.add_argument(
        "--only", metavar="NAME", nargs="+", help="make these checks only; see their names below"
    )
    parser.add_argument(
        "--mistake",
        metavar="NAME",
        choices=MISTAKES,
        default="none",
        help=f"make a mistake on purpose, to see it caught: {', '.join(MISTAKES)}",
    )


NAMES = "checks of --only:\n" + "\n".join(f"  {each.name:<17} {each.title}" for each in CHECKS)
CHECK = Command("check", "Check the mathematics, number by number.", _add_options, check, NAMES)
