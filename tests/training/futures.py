"""What a run must be after each command: kept in plain values, its iterations by a plain loop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pgviz.environments import EnvironmentSpec, World, make_world
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.commands import (
    Advance,
    Command,
    Hide,
    Leave,
    Rename,
    Revisit,
    Run,
    SetBreakpoints,
    SetBudget,
    SetHyperparameters,
    Switch,
)
from pgviz.training.history import Stop, columns_of
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import Iteration, iterate
from pgviz.training.state import initial_state
from tests.training.runs import PLAIN

SEED = 3

Course = tuple[Hyperparameters, ...]
"""What each iteration of a branch was made with: with the seed, this is all that it is."""


@dataclass(frozen=True)
class Future:
    """A branch."""

    course: Course = ()
    following: Hyperparameters = PLAIN  # what comes next is made with
    name: str = "first"
    stops: tuple[Stop, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Futures:
    """A run: `shown` is the iteration of the past that is looked at, None for the newest."""

    all: Mapping[int, Future] = field(default_factory=lambda: {0: Future()})
    branch: int = 0
    shown: int | None = None
    breakpoints: tuple[Breakpoint, ...] = ()

    @property
    def present(self) -> Future:
        return self.all[self.branch]

    @property
    def visible(self) -> dict[int, Future]:
        return {number: each for number, each in self.all.items() if not each.hidden}

    def after(self, command: Command) -> "Futures":
        """Return what the run must be once a command is obeyed."""
        return MEANING[type(command)](self, command)

    def reopened(self) -> "Futures":
        """Return what a session holds of it: nothing of what was deleted."""
        return replace(self, all=self.visible)

    def made(self, count: int | None) -> "Futures":
        """Make so many iterations, or without end; a breakpoint that is reached is the end."""
        future, begin = self.present, len(self.present.course)
        at = [each for each in self.breakpoints if each.threshold >= begin]
        first = min(at, key=lambda each: each.threshold, default=None)
        until = float("inf") if count is None else begin + count
        stops, end = future.stops, until
        if first is not None and first.threshold < until:
            stops, end = (*stops, (int(first.threshold), first)), first.threshold + 1
        course = future.course + (future.following,) * (int(end) - begin)
        return replace(self.changed(self.branch, course=course, stops=stops), shown=None)

    def changed(self, number: int, **changes: Any) -> "Futures":
        return replace(self, all={**self.all, number: replace(self.all[number], **changes)})

    def left(self, command: Leave) -> "Futures":
        future, at, number = self.present, command.iteration, max(self.all) + 1
        following = future.course[at] if at < len(future.course) else future.following
        stops = tuple(stop for stop in future.stops if stop[0] < at)
        left = Future(future.course[:at], following, command.name, stops)
        return replace(self, all={**self.all, number: left}, branch=number, shown=None)

    def revisited(self, command: Revisit) -> "Futures":
        newest = len(self.present.course) - 1
        return replace(self, shown=None if command.iteration == newest else command.iteration)

    def switched(self, command: Switch) -> "Futures":
        is_other = command.branch != self.branch
        return replace(self, branch=command.branch, shown=None) if is_other else self


MEANING: Mapping[type[Command], Callable[[Futures, Any], Futures]] = {
    Advance: lambda now, command: now.made(command.count),
    Run: lambda now, command: now.made(None),
    SetHyperparameters: lambda now, command: now.changed(
        now.branch, following=command.hyperparameters
    ),
    SetBreakpoints: lambda now, command: replace(now, breakpoints=command.breakpoints),
    SetBudget: lambda now, command: now,
    Revisit: Futures.revisited,
    Leave: Futures.left,
    Switch: Futures.switched,
    Rename: lambda now, command: now.changed(command.branch, name=command.name),
    Hide: lambda now, command: now.changed(command.branch, hidden=command.hidden),
}


@cache
def world_of(id: str) -> World:
    return make_world(EnvironmentSpec(id))


@cache
def last_of(id: str, course: Course) -> Iteration:
    """Return the last iteration of a course in the world of that id, made in a plain loop."""
    world, before = world_of(id), course[:-1]
    if before:
        return iterate(last_of(id, before).after, course[-1], world)
    return iterate(initial_state(world, PLAIN, SEED), course[-1], world)


@cache
def figures_of(id: str, course: Course) -> dict[str, bytes]:
    """Return the scalars of a course in bytes."""
    ends = range(1, len(course) + 1)
    columns = columns_of([last_of(id, course[:end]).scalars for end in ends])
    return {name: column.tobytes() for name, column in columns.items()}
