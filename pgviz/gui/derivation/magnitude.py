"""Products of many factors as they are written, however far they are from a float's range."""

import math

from pgviz.gui.format import short
from pgviz.gui.notation import superscript

LARGEST_LOG = 690.0  # nats: e to the power of it, and of its negative, is a float of full precision
SMALLEST_LOG = -1e9  # nats: what is less likely is 0, whatever it is called
LOG_10 = math.log(10.0)


def magnitude(log: float, factor: float = 1.0, digits: int = 3) -> str:
    """Return factor · e^log with so many digits, e.g. 1.30·10⁻¹⁸ or 2.04·10⁻⁴³⁵."""
    if factor == 0.0 or log < SMALLEST_LOG:
        return "0"
    size = log + math.log(abs(factor))
    if abs(size) < LARGEST_LOG or not math.isfinite(size):
        return short(math.copysign(math.exp(size), factor), digits)
    exponent = math.floor(size / LOG_10)
    mantissa = short(math.copysign(math.exp(size - exponent * LOG_10), factor), digits)
    return f"{mantissa}·10{superscript(exponent)}"


def power_of_e(log: float) -> str:
    """Return e.g. e^(−41.2), or 1 where that is what it is."""
    return "1" if log == 0.0 else f"e^({short(log)})"
