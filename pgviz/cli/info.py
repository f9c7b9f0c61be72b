"""`pgviz info`: what a session file holds, without opening a window."""

import argparse
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from pgviz.cli.command import Command, Parser
from pgviz.cli.experiments import title_of
from pgviz.environments.errors import shorten
from pgviz.exporting.about import as_written
from pgviz.exporting.writing import json_text
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.reading import is_open, needs_import, read_session, version_of

LONGEST = 60  # characters of a name or of notes


def info(arguments: argparse.Namespace) -> int:
    """Print what a session file holds."""
    path = arguments.file
    contents = read_session(path)
    facts = _facts(path, contents)
    lines = _lines(path, contents, is_closed=facts["closed"])
    print(json_text(facts) if arguments.json else "".join(f"{line}\n" for line in lines), end="")
    return 0


def _facts(path: Path, contents: SessionContents) -> dict[str, Any]:
    return {
        **as_written(contents.experiment),
        "file": str(path),
        "bytes": path.stat().st_size,
        "format": version_of(path),
        "closed": not is_open(path),
        "imports": needs_import(contents),
        "current": contents.current,
        "shown": contents.shown,
        "breakpoints": [each.text for each in contents.breakpoints],
        "notes": contents.notes,
        "branches": [_branch(branch) for branch in contents.branches],
    }


def _branch(branch: BranchContents) -> dict[str, Any]:
    fork = branch.fork
    return {
        "number": branch.number,
        "name": branch.name,
        "leaves": {"branch": fork.branch, "iteration": fork.iteration} if fork else None,
        "iterations": branch.end,
        "states": sorted(branch.states),
        "changes": [
            {"iteration": iteration, "hyperparameters": now.as_mapping()}
            for iteration, now in branch.changes
        ],
        "theta_sha256": branch.states[branch.end].theta_sha256,
    }


def _lines(path: Path, contents: SessionContents, *, is_closed: bool) -> Iterator[str]:
    size = path.stat().st_size
    state = "" if is_closed else ", not closed (in use, or its program was ended)"
    yield f"{path.name}: {title_of(contents.experiment)}, {size:,} bytes{state}"
    module = needs_import(contents)
    if module:
        yield f"imports the module {shorten(module, LONGEST)}"
    for branch in contents.branches:
        yield from _branch_lines(branch, is_current=branch.number == contents.current)
        yield from _change_lines(branch, contents)
    if contents.breakpoints:
        yield f"breakpoints: {', '.join(each.text for each in contents.breakpoints)}"
    if contents.notes:
        yield f"notes: {shorten(contents.notes, LONGEST)}"


def _branch_lines(branch: BranchContents, *, is_current: bool) -> Iterator[str]:
    fork = f", leaves {branch.fork.branch} at {branch.fork.iteration:,}" if branch.fork else ""
    mark = ", shown" if is_current else ""
    name = f"branch {branch.number} {shorten(branch.name, LONGEST)!r}{fork}{mark}"
    yield f"{name}: {branch.end:,} iterations, {len(branch.states):,} states kept"
    yield f"  sha256 of θ {branch.states[branch.end].theta_sha256}"


def _change_lines(branch: BranchContents, contents: SessionContents) -> Iterator[str]:
    """Yield what was changed in a branch, the first time against the branch that it leaves."""
    fork = branch.fork
    left = fork and hyperparameters_at(contents, fork.branch, fork.iteration)
    settings = [(branch.first, left), *branch.changes] if left else branch.changes
    for (_, before), (iteration, now) in pairwise(settings):
        changed = before.differences(now).items()
        words = ", ".join(f"{key} {old} → {new}" for key, (old, new) in changed)
        if words:
            yield f"  from iteration {iteration:,}: {words}"


def hyperparameters_at(contents: SessionContents, number: int, iteration: int) -> Hyperparameters:
    """Return what an iteration on the way of a branch was made with."""
    branch = contents.branch(number)
    if branch.fork and iteration < branch.first:
        return hyperparameters_at(contents, branch.fork.branch, iteration)
    return [now for at, now in branch.changes if at <= iteration][-1]


def _add_options(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a session (.pgviz)")
    parser.add_argument("--json", action="store_true", help="as JSON, all digits")


INFO = Command("info", "Say what a session file holds.", _add_options, info)
