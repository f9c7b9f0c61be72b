"""Errors that are written to be read by the user."""

import re
import traceback

LONGEST = 200  # characters of a foreign text that go into one of our sentences
COLOURS = re.compile(r"\x1b\[[\d;]*m")  # what a terminal takes for a change of colour


class PgvizError(Exception):
    """One sentence for the user: what is wrong, where, and what to do."""


class UnservedSpaceError(PgvizError):
    """An environment's observation or action space is of a kind that no policy here serves."""


class IterationFailed(PgvizError):
    """An iteration met a value or an exception it can't go on with; θ stays as it was.

    `trajectory` and `step` are counted from 0 and are None where the fault belongs to no one of
    them; `quantity` names what was wrong, e.g. "reward" or "gradient". `account` tells all this
    without saying what has failed by it.
    """

    def __init__(
        self, quantity: str, problem: str, trajectory: int | None = None, step: int | None = None
    ) -> None:
        self.quantity, self.problem = quantity, problem
        self.trajectory, self.step = trajectory, step
        place = [f"trajectory {trajectory}"] if trajectory is not None else []
        place += [f"step {step}"] if step is not None else []
        where = f" ({', '.join(place)})" if place else ""
        self.account = f"{quantity}{where}: {problem}"
        super().__init__(f"Iteration failed: {self.account}")

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        # Exceptions are pickled by their message; this one crosses from the worker process whole.
        return type(self), (self.quantity, self.problem, self.trajectory, self.step)


def shorten(text: str, longest: int = LONGEST) -> str:
    """Return `text` on one line, cut where it is longer than `longest` characters."""
    words = COLOURS.sub("", text[: 10 * longest]).split()
    line = "".join(each for each in " ".join(words) if each.isprintable())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def describe(error: BaseException) -> str:
    """Return the kind and the message of an error that isn't ours, on one short line."""
    return shorten("".join(traceback.format_exception_only(error)))
