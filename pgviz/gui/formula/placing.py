"""Where the numbers under a formula go: below their terms, none over another."""

from collections.abc import Mapping

import numpy as np

GAP = 8.0  # px between two numbers


def caption_places(
    widths: Mapping[str, float], middles: Mapping[str, float], room: float
) -> dict[str, float]:
    """Return where each number begins, all as near below their terms' middles as can be.

    `middles` tells the order. Where `room` pixels aren't enough, the last ones are left out.
    """
    names = [name for name in middles if name in widths]
    while _total(names, widths) > room:
        names.pop()
    if not names:
        return {}
    wide = np.array([widths[name] for name in names])
    before = np.cumsum(wide + GAP) - (wide + GAP)  # what the earlier ones take at least
    wished = np.array([middles[name] for name in names]) - wide / 2.0 - before
    slack = np.clip(_nearest_ascending(wished), 0.0, room - _total(names, widths))
    return dict(zip(names, (slack + before).tolist(), strict=True))


def _total(names: list[str], widths: Mapping[str, float]) -> float:
    return sum(widths[name] for name in names) + GAP * max(len(names) - 1, 0)


def _nearest_ascending(wished: np.ndarray) -> np.ndarray:
    """Return the ascending numbers that are nearest by least squares: isotonic regression."""
    count = len(wished)
    means = [[wished[i : j + 1].mean() for j in range(i, count)] for i in range(count)]
    return np.array([max(min(means[i][k - i :]) for i in range(k + 1)) for k in range(count)])
