"""How the columns of the table share its width."""

from pgviz.gui.derivation.ledger.columns import DRAWN, LENGTH, TRAJECTORY, Column

NARROW, WIDE = 82.0, 132.0  # px, in normal type, of a column with bars
FIXED = {DRAWN.title: 46.0, LENGTH.title: 46.0}
LEAST_TRAJECTORY, SHARE = 104.0, 0.24  # px in normal type, and of the table


def widths_of(columns: tuple[Column, ...], room: int, scale: float) -> list[int]:
    """Return the width of each column, px, 0 for one that there is no room for."""
    shown = columns if _fits(columns, room, scale) else _without_spare(columns)
    own = {each.title: round(scale * FIXED[each.title]) for each in shown if each.title in FIXED}
    barred = [column for column in shown if column.bar]
    left = room - sum(own.values())
    most = min(left - scale * LEAST_TRAJECTORY, (1.0 - SHARE) * left)
    each = int(min(max(most, 0.0) / len(barred), scale * WIDE))
    own[TRAJECTORY.title] = max(left - each * len(barred), 0)
    return [own.get(column.title, each) if column in shown else 0 for column in columns]


def _fits(columns: tuple[Column, ...], room: int, scale: float) -> bool:
    barred = sum(column.bar for column in columns)
    return room >= scale * (sum(FIXED.values()) + LEAST_TRAJECTORY + NARROW * barred)


def _without_spare(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(column for column in columns if not column.spare)
