"""How a row of the bars is shared: ĝ and its g_i above, what it is held against below."""

from dataclasses import dataclass

from pgviz.gui.theme import Theme

THICKEST, DEEPEST, THICKEST_TARGET = 20.0, 12.0, 8.0  # px in normal type
BAR, DOTS, TARGET = 0.66, 0.3, 0.24  # of the height that each shares
AROUND_TARGET = 1.4  # times its thickness is what it takes of a row
GAP = 1.0  # px, between the two lanes


@dataclass(frozen=True)
class Lanes:
    """Heights in px; shifts are from the middle of the row, downwards."""

    thick: int  # of a bar of ĝ
    depth: float  # of the dots around its middle
    shift: float  # of that middle
    target_thick: int  # 0 where ĝ is held against nothing
    target_shift: float

    @property
    def border(self) -> float:
        """Where one lane ends and the other begins, from the middle of the row."""
        return self.target_shift - (self.target_thick + GAP) / 2.0


def share_row(height: float, theme: Theme, *, target: bool) -> Lanes:
    """Return the lanes of rows of this height, with one for the target if there is one."""
    scale = theme.type_scale
    below = max(round(min(TARGET * height, THICKEST_TARGET * scale)), 2) if target else 0
    left = height - AROUND_TARGET * below
    thick = round(min(BAR * left, THICKEST * scale))
    depth = min(DOTS * left, DEEPEST * scale)
    if not target:
        return Lanes(thick, depth, 0.0, 0, height)
    reach, gap = max(thick / 2.0, depth), GAP * scale
    top = -(2.0 * reach + gap + below) / 2.0
    return Lanes(thick, depth, top + reach, below, top + 2.0 * reach + gap + below / 2.0)
