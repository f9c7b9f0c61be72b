"""How several plots share an area: the first is the largest."""

from PySide6.QtCore import QRectF

from pgviz.gui.theme import SPACE

FLAT = 3.2  # times as wide as high: all plots in a row
FIRST_OF_ROW, FIRST_OF_STACK = 0.42, 0.46  # of the width, of the height
NARROWEST = 112.0  # px in normal type, of a plot in a row
GAP = 5.0 * SPACE
ROOMY = 1450.0  # px in normal type: a row of plots has room for one more


def share_out(area: QRectF, count: int, type_scale: float) -> list[QRectF]:
    """Return an area for each plot: in a row; the first above the others; or one a line."""
    if area.width() >= FLAT * area.height():
        first = FIRST_OF_ROW * area.width()
        rest = area.adjusted(first + GAP, 0.0, 0.0, 0.0)
        return [QRectF(area.left(), area.top(), first, area.height()), *_columns(rest, count - 1)]
    high = FIRST_OF_STACK * area.height()
    first = QRectF(area.left(), area.top(), area.width(), high)
    below = area.adjusted(0.0, high + SPACE, 0.0, 0.0)
    if below.width() >= (count - 1) * (NARROWEST * type_scale + GAP):
        return [first, *_columns(below, count - 1)]
    high = area.height() / count
    return [QRectF(area.left(), area.top() + i * high, area.width(), high) for i in range(count)]


def absent(area: QRectF, type_scale: float, *, angle: bool) -> frozenset[str]:
    """Return the columns that are left out of the plots.

    The angle between ĝ and ∇J, where there is one, says more of ĝ than its noise does.
    """
    if not angle:
        return frozenset({"cosine"})
    in_row = area.width() >= FLAT * area.height()
    roomy = in_row and area.width() >= ROOMY * type_scale
    return frozenset() if roomy else frozenset({"signal_to_noise"})


def _columns(area: QRectF, count: int) -> list[QRectF]:
    width = (area.width() - (count - 1) * GAP) / count
    return [
        QRectF(area.left() + i * (width + GAP), area.top(), width, area.height())
        for i in range(count)
    ]
