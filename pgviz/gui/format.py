"""Numbers as they are written on the screen: a true minus sign, three digits, no noise."""

import math

MINUS = "\u2212"


def short(value: float, digits: int = 3) -> str:
    """Return `value` with so many significant digits, e.g. 0.284, −12.0, 1 230, 2.1·10⁻⁷."""
    if not math.isfinite(value):
        return {math.inf: "∞", -math.inf: f"{MINUS}∞"}.get(value, "–")
    if value == 0.0:
        return "0"
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    exponent = int(power)
    if not -4 <= exponent < 6:
        return f"{_signed(mantissa)}·10{_superscript(exponent)}"
    decimals = max(digits - 1 - exponent, 0)
    return _signed(f"{value:,.{decimals}f}".replace(",", "\u202f"))


def exact(value: float) -> str:
    """Return all digits of `value`, as Python would read them back, with a true minus sign."""
    return _signed(repr(float(value)))


def signed(value: float, digits: int = 3) -> str:
    """Return `short` with a plus sign where it is positive."""
    return f"+{short(value, digits)}" if value > 0.0 else short(value, digits)


def count(number: int) -> str:
    """Return a whole number with thin spaces between thousands."""
    return _signed(f"{number:,}".replace(",", "\u202f"))


def _signed(text: str) -> str:
    return text.replace("-", MINUS)


def _superscript(number: int) -> str:
    return str(number).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
