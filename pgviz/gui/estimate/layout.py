"""Where the bars, the cloud and the line below them lie."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pgviz.gui.theme import SPACE

GAP = 4.0 * SPACE
NARROWEST_CLOUD, LOWEST_CLOUD = 128.0, 104.0  # px, in normal type
BARS_SHARE = 0.56  # of the width
WIDEST_CLOUD = 1.25  # times its height


@dataclass(frozen=True)
class Layout:
    """Areas in px; there is no cloud where it would be too small to be read."""

    bars: QRectF
    cloud: QRectF | None
    line: QRectF


def lay_out(area: QRectF, line_height: float, type_scale: float) -> Layout:
    """Divide `area`: the cloud beside the bars, or below them where it is high and narrow.

    What is said in words takes `line_height` px below.
    """
    line = QRectF(area.left(), area.bottom() - line_height, area.width(), line_height)
    body = area.adjusted(0.0, 0.0, 0.0, -line_height - SPACE)
    narrowest, lowest = NARROWEST_CLOUD * type_scale, LOWEST_CLOUD * type_scale
    beside = min((1.0 - BARS_SHARE) * body.width(), WIDEST_CLOUD * body.height())
    if beside >= narrowest and body.height() >= lowest:
        cloud = QRectF(body.right() - beside, body.top(), beside, body.height())
        return Layout(body.adjusted(0.0, 0.0, -beside - GAP, 0.0), cloud, line)
    below = (1.0 - BARS_SHARE) * body.height()
    if below >= lowest and body.width() >= narrowest:
        cloud = QRectF(body.left(), body.bottom() - below, body.width(), below)
        return Layout(body.adjusted(0.0, 0.0, 0.0, -below - GAP), cloud, line)
    return Layout(body, None, line)
