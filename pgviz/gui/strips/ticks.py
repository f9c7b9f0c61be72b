"""Few round numbers on an axis."""

import math
from itertools import count


def round_tick(limit: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten within `limit`, with its sign; 0 for 0."""
    if limit == 0.0:
        return 0.0
    size = abs(limit) * (1.0 + 1e-9)
    power = 10.0 ** math.floor(math.log10(size))
    digit = next(digit for digit in (5.0, 2.0, 1.0) if digit * power <= size)
    return math.copysign(float(f"{digit * power:.0e}"), limit)


def spaced_times(steps: int, room: int) -> range:
    """Return evenly spaced time steps of 0 … steps − 1, at most `room` of them (at least one)."""
    spacings = (digit * 10**power for power in count() for digit in (1, 2, 5))
    spacing = next(each for each in spacings if (steps - 1) // each < max(room, 1))
    return range(0, steps, spacing)
