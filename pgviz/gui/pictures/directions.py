"""Actions that point somewhere: their arrows and their vectors on the screen."""

from collections.abc import Sequence

ARROWS = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "west": "←",
    "east": "→",
    "north": "↑",
    "south": "↓",
}
VECTORS = {"←": (-1, 0), "→": (1, 0), "↑": (0, -1), "↓": (0, 1)}  # y downwards


def symbol(name: str) -> str:
    """Return the arrow of an action that is a direction, and its name otherwise."""
    return ARROWS.get(name, name).replace("-", "\u2212")


def vector(name: str) -> tuple[int, int] | None:
    """Return where an action points, (columns, rows); None if it is no direction."""
    return VECTORS.get(ARROWS.get(name, ""))


def symbols(names: Sequence[str]) -> tuple[str, ...]:
    """Return what tells the actions apart: arrows, or names without the words they share."""
    shared = _shared_words(names)
    return tuple(symbol(" ".join(name.split()[shared:]) or name) for name in names)


def initials(names: Sequence[str]) -> tuple[str, ...]:
    """Return `symbols` cut to one letter each where that still tells the actions apart."""
    known = symbols(names)
    cut = tuple(name[0].upper() if name[:1].isalpha() else name for name in known)
    return cut if len(set(cut)) == len(cut) else known


def _shared_words(names: Sequence[str]) -> int:
    if len(names) < 2:
        return 0
    columns = zip(*(name.split() for name in names), strict=False)
    same = [len(set(column)) == 1 for column in columns]
    return next((index for index, equal in enumerate(same) if not equal), 0)
