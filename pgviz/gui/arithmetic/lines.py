"""A line of arithmetic: what is computed, from which numbers, and what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from pgviz.gui.format import MINUS, short
from pgviz.gui.view import Pointer
from pgviz.training.cursor import Phase

MOST_TERMS = 4  # of a sum are written out


@dataclass(frozen=True)
class Number:
    """A value as it is written in a line, in the colour of a role of the theme."""

    value: float
    role: str = "ink"
    text: str = ""  # three significant digits if empty

    def __str__(self) -> str:
        return self.text or short(self.value)


Part = str | Number
Parts = tuple[Part, ...]


@dataclass(frozen=True)
class Line:
    """`name` = parts = result, with a note in words."""

    name: str
    role: str  # of the name
    parts: Parts
    result: Number
    note: str
    phase: Phase  # that computes it


@dataclass(frozen=True)
class Page:
    """What the inspector shows: where we are, what happens there in words, and the numbers."""

    heading: str
    sentence: str
    lines: tuple[Line, ...]
    pointer: Pointer = field(default_factory=Pointer)  # what it is about


def plain(value: float, role: str = "ink") -> Number:
    """Return a number without the zeros that say nothing: 0.9 rather than 0.900."""
    text = short(value)
    if "." in text and "·" not in text:
        text = text.rstrip("0").rstrip(".")
    return Number(value, role, text)


def percent(share: float) -> Number:
    """Return a share in per cent, with its sign."""
    role = "negative" if share < 0.0 else "estimate"
    sign = "+" if share > 0.0 else ""
    return Number(100.0 * share, role, f"{sign}{short(100.0 * share)} %")


def signed_role(value: float) -> str:
    """Return the role whose colour says the sign of a contribution."""
    return "negative" if value < 0.0 else "estimate"


def enclosed(number: Number) -> Parts:
    """Return a number as it stands after × or −: in parentheses where it is negative."""
    return ("(", number, ")") if str(number).startswith(MINUS) else (number,)


def product(*factors: Number) -> Parts:
    """Return a × b × c."""
    first, *others = factors
    return (first, *chain.from_iterable((" × ", *enclosed(other)) for other in others))


def product_of(factors: Sequence[Number]) -> Parts:
    """Return a × b × c …, with dots for what lies between the first two and the last."""
    if len(factors) <= MOST_TERMS:
        return product(*factors)
    return (*product(*factors[:2]), " × … × ", *enclosed(factors[-1]))


def difference(one: Number, other: Number) -> Parts:
    """Return a − b."""
    return (one, f" {MINUS} ", *enclosed(other))


def total(terms: Sequence[Number]) -> Parts:
    """Return a + b − c …, with dots for what lies between the first two and the last."""
    if len(terms) <= MOST_TERMS:
        return (*terms[:1], *chain.from_iterable(map(_added, terms[1:])))
    return (terms[0], *_added(terms[1]), " + …", *_added(terms[-1]))


def largest_of(terms: Sequence[Number]) -> Parts:
    """Return a sum by its largest terms, and how many others there are."""
    if len(terms) <= MOST_TERMS:
        return total(terms)
    ordered = sorted(terms, key=lambda term: -abs(term.value))
    kept = [term for term in ordered[: MOST_TERMS - 1] if term.value] or ordered[:1]
    others = ordered[len(kept) :]
    kind = "smaller" if others[0].value else "zeros" if len(others) > 1 else "zero"
    return (*total(kept), f" + … ({len(others)} {kind})")


def sum_of(values: Sequence[float]) -> Parts:
    """Return the sum of contributions, each in the colour of its sign, the zeros left out."""
    return total([Number(value, signed_role(value)) for value in values if value] or [plain(0.0)])


def _added(term: Number) -> Parts:
    text = str(term)
    if text.startswith(MINUS):
        return f" {MINUS} ", Number(-term.value, term.role, text.removeprefix(MINUS))
    return " + ", term
