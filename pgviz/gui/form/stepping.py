"""Where an arrow key leads from a number."""

import math

from pgviz.training.declarations import Integer, Number


def stepped(declaration: Number, value: float, *, up: bool) -> float:
    """Return the next value that an arrow key leads to, within the bounds.

    Whole numbers go by 1, shares by 0.01, all others through 1, 2, 5, 10, …
    """
    if isinstance(declaration, Integer):
        following = value + (1 if up else -1)
    elif declaration.high <= 1.0:
        following = round(value + (0.01 if up else -0.01), 10)
    else:
        following = _next_round(value, up=up)
    inside = min(max(following, declaration.low), declaration.high)
    return int(inside) if isinstance(declaration, Integer) else inside


def _next_round(value: float, *, up: bool) -> float:
    if value <= 0.0:
        return 0.001 if up else 0.0
    decade = math.floor(math.log10(value))
    rounds = [
        float(f"{mantissa}e{exponent}")
        for exponent in (decade - 1, decade, decade + 1)
        for mantissa in (1, 2, 5)
    ]
    beyond = [number for number in rounds if (number > value if up else number < value)]
    following = min(beyond) if up else max(beyond)
    return following if following >= 1e-6 else 0.0
