"""How a hyperparameter is declared, once: form, checks, command line and file follow from it."""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from pgviz.environments.errors import PgvizError, shorten

_DIGITS = re.compile(r"[+-]?[0-9]{1,20}")


@dataclass(frozen=True)
class Declaration(ABC):
    """What is common to all: names, where it stands, what it does, what it starts as."""

    key: str
    label: str
    symbol: str
    group: str
    default: Any
    help: str = ""
    restarts: bool = False  # a change of it begins learning anew, for θ changes its shape

    verb: ClassVar[str] = "is"  # between the label and its bounds

    @abstractmethod
    def parse(self, value: object) -> Any:
        """Return the value that `value` (text, or already a value) stands for.

        Raises PgvizError with a sentence that names the hyperparameter and what it may be.
        """

    @abstractmethod
    def bounds(self) -> str:
        """Return what it may be, in words."""

    def text(self, value: Any) -> str:
        """Return `value` as `parse` would read it again."""
        return str(value)

    def _refusal(self, value: object) -> PgvizError:
        """Return the error that says what it may be, and that `value` isn't."""
        name = self.label[0].upper() + self.label[1:]
        return PgvizError(f"{name} {self.verb} {self.bounds()}, not {_shown(value)}.")


@dataclass(frozen=True)
class Number(Declaration):
    """A real number in [low, high]."""

    low: float = -math.inf
    high: float = math.inf
    unit: str = ""
    off: bool = False  # 0 means that it is switched off, and may be written "off"

    def parse(self, value: object) -> float:
        if self.off and isinstance(value, str) and value.strip().lower() == "off":
            return 0.0
        number = self._number(value)
        if not self.low <= number <= self.high:  # NaN is in no interval
            raise self._refusal(value)
        return number

    def text(self, value: Any) -> str:
        return "off" if self.off and value == 0 else str(value).removesuffix(".0")

    def bounds(self) -> str:
        off = " (0 is off)" if self.off else ""
        return f"between {_plain(self.low)} and {_plain(self.high)}{off}"

    def _number(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self._refusal(value)
        try:
            return float(value)
        except (ValueError, OverflowError):
            raise self._refusal(value) from None


@dataclass(frozen=True)
class Integer(Number):
    """A whole number in [low, high]."""

    def parse(self, value: object) -> int:
        number = super().parse(value)
        if number != int(number):
            raise self._refusal(value)
        return int(number)

    def bounds(self) -> str:
        return f"a whole number {super().bounds()}"

    def _number(self, value: object) -> float:
        # A float holds whole numbers exactly only up to 2⁵³; a seed may be larger.
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
            return int(value)
        return super()._number(value)


@dataclass(frozen=True)
class Option:
    """One value of a choice; `also` are other ways to write it."""

    value: Any
    label: str
    help: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice(Declaration):
    """One of a few named values."""

    options: tuple[Option, ...] = ()

    def parse(self, value: object) -> Any:
        for option in self.options:
            if type(value) is type(option.value) and value == option.value:
                return option.value
            if isinstance(value, str) and value.strip().lower() in self._spellings(option):
                return option.value
        raise self._refusal(value)

    def text(self, value: Any) -> str:
        return {True: "on", False: "off"}.get(value, str(value))

    def bounds(self) -> str:
        names = [self.text(option.value) for option in self.options]
        return f"{', '.join(names[:-1])} or {names[-1]}"

    def _spellings(self, option: Option) -> set[str]:
        return {self.text(option.value), *option.also}


@dataclass(frozen=True)
class Sizes(Declaration):
    """A list of whole numbers, each in [1, high], at most `most` of them; may be empty."""

    high: int = 1
    most: int = 0

    verb = "are"

    def parse(self, value: object) -> tuple[int, ...]:
        parts = self._parts(value)
        try:
            sizes = tuple(int(str(part)) for part in parts)
        except ValueError:
            raise self._refusal(value) from None
        if len(sizes) > self.most or not all(1 <= size <= self.high for size in sizes):
            raise self._refusal(value)
        return sizes

    def text(self, value: Any) -> str:
        return ",".join(map(str, value)) or "none"

    def bounds(self) -> str:
        return (
            f"up to {self.most} whole numbers between 1 and {_plain(self.high)}, "
            "with commas between them, or none"
        )

    def _parts(self, value: object) -> Sequence[object]:
        if isinstance(value, list | tuple):
            return value
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self._refusal(value)
        if isinstance(value, int):
            return (value,)
        text = value.strip().lower()
        return () if text == "none" else text.replace("x", ",").split(",")


def _plain(number: float) -> str:
    return f"{number:,.0f}".replace(",", "\u202f") if number == int(number) else f"{number:g}"


def _shown(value: object) -> str:
    try:
        return shorten(str(value), 40) or "empty"
    except ValueError:  # Python writes no whole number of more than 4300 digits
        return "a number of thousands of digits"
