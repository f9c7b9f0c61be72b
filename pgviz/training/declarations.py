"""How a hyperparameter is declared, once: form, validation, command line and file follow from it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pgviz.environments.errors import PgvizError


@dataclass(frozen=True)
class Declaration:
    """What is common to all: names, where it stands, what it does, what it starts as."""

    key: str
    label: str
    symbol: str
    group: str
    help: str
    default: Any
    restarts: bool = False  # a change of it begins learning anew, for θ changes its shape

    def parse(self, value: object) -> Any:
        """Return the value that `value` (text, or already a value) stands for.

        Raises PgvizError with a sentence that names the hyperparameter and what it may be.
        """
        raise PgvizError(f"{self.label.capitalize()} can't be read.")

    def text(self, value: Any) -> str:
        """Return `value` as `parse` would read it again."""
        return str(value)

    def bounds(self) -> str:
        """Return what it may be, in words."""
        return ""

    def _refusal(self, value: object) -> PgvizError:
        text = " ".join(str(value).split())
        shown = (text if len(text) <= 40 else text[:39] + "…") or "empty"
        return PgvizError(f"{self.label.capitalize()} is {self.bounds()}, not {shown}.")


@dataclass(frozen=True)
class Number(Declaration):
    """A real number in [low, high], or in (low, high] where `above_low`."""

    low: float = -math.inf
    high: float = math.inf
    above_low: bool = False
    unit: str = ""
    off: bool = False  # 0 means that it is switched off, and may be written "off"

    def parse(self, value: object) -> float:
        if self.off and value == "off":
            return 0.0
        number = self._number(value)
        inside = (self.low < number if self.above_low else self.low <= number) and (
            number <= self.high
        )
        if not inside:
            raise self._refusal(value)
        return number

    def text(self, value: Any) -> str:
        return "off" if self.off and value == 0 else repr(value)

    def bounds(self) -> str:
        low = f"above {_plain(self.low)}" if self.above_low else f"{_plain(self.low)}"
        between = f"{low} and at most" if self.above_low else f"between {low} and"
        return f"{between} {_plain(self.high)}{' (0 is off)' if self.off else ''}"

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


@dataclass(frozen=True)
class Option:
    """One value of a choice; `also` are other ways to write it."""

    value: Any
    label: str
    help: str
    also: Sequence[str] = ()


@dataclass(frozen=True)
class Choice(Declaration):
    """One of a few named values."""

    options: tuple[Option, ...] = ()

    def parse(self, value: object) -> Any:
        for option in self.options:
            if value == option.value and type(value) is type(option.value):
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
            f"up to {self.most} whole numbers between 1 and {self.high}, "
            "with commas between them, or none"
        )

    def _parts(self, value: object) -> Sequence[object]:
        if isinstance(value, int) and not isinstance(value, bool):
            return (value,)
        if isinstance(value, list | tuple):
            return value
        if not isinstance(value, str) or len(value) > 100:
            raise self._refusal(value)
        text = value.strip().lower()
        return () if text in ("", "none", "0") else text.replace("x", ",").split(",")


def _plain(number: float) -> str:
    return f"{number:,.0f}".replace(",", "\u202f") if number == int(number) else f"{number:g}"
