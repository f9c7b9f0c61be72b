"""How much of the plane is shown, and what becomes of what lies beyond."""

import numpy as np

from pgviz.estimation.projection import Plane
from pgviz.gui.estimate.frame import Frame, Range
from pgviz.gui.estimate.target import Target

MARGIN = 0.06  # of a range, at both ends
REACH = 6.0  # single trajectories are shown up to so many times as far as ĝ and its error


def shown_ranges(plane: Plane, target: Target | None = None) -> tuple[Range, Range]:
    """Return the range of each axis: the origin, ĝ, ∇J, and the g_i that are not too far."""
    ends = _target_ends(plane, target)
    scale = float(np.abs(np.vstack([plane.points, ends])).max()) or 1.0  # squares can't overflow
    points, ends = plane.points / scale, ends / scale
    error = points.std(axis=0) / np.sqrt(len(points))
    limit = REACH * float(np.abs(points.mean(axis=0)).max() + error.max())
    near = np.clip(points, -limit, limit)
    shown = np.vstack([near, ends, np.zeros(2)])
    lows, highs = shown.min(axis=0), shown.max(axis=0)
    margins = MARGIN * (highs - lows)
    ends = scale * (lows - margins), scale * (highs + margins)
    across, up = np.transpose(ends).tolist()
    return across, up


def _target_ends(plane: Plane, target: Target | None) -> np.ndarray:
    """Return where ∇J ends, less and plus its error, and E[ĝ], [ends, 2]."""
    if target is None:
        return np.empty((0, 2))
    tip, error = plane.project(target.gradient), target.error_along(plane.axes)
    ends = [tip] if error is None else [tip - error, tip + error]
    if target.expected is not None:
        ends.append(plane.project(target.expected))
    return np.stack(ends)


def drawn_in(places: np.ndarray, origin: np.ndarray, frame: Frame) -> tuple[np.ndarray, np.ndarray]:
    """Return places drawn in to the edge of the plot, towards the origin, and which were inside."""
    plot, away = frame.plot, places - origin
    edges = np.where(away > 0.0, [plot.right(), plot.bottom()], [plot.left(), plot.top()])
    shares = np.divide(edges - origin, away, out=np.ones_like(away), where=away != 0.0)
    share = np.minimum(shares.min(axis=1), 1.0)
    return origin + share[:, None] * away, share >= 1.0
