"""Points in arrays as what Qt draws: polygons, and paths.

pyqtgraph has the same, and takes a tenth of a second of the window's start to import.
"""

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath, QPolygonF
from shiboken6 import VoidPtr

POINT = 2 * np.dtype(float).itemsize  # bytes of a QPointF
# How Qt writes a path ("Serializing Qt Data Types"): its length, its elements, where the last
# line begins, how it is filled.
ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
MOVE, LINE = 0, 1  # kinds of elements


def polygon_of(x: np.ndarray, y: np.ndarray) -> QPolygonF:
    """Return the points x, y, [points] each, as a polygon."""
    polygon = QPolygonF()
    if len(x):
        polygon.resize(len(x))
        memory = np.frombuffer(VoidPtr(polygon.data(), len(x) * POINT, True)).reshape(-1, 2)
        memory[:, 0], memory[:, 1] = x, y
    return polygon


def path_through(x: np.ndarray, y: np.ndarray) -> QPainterPath:
    """Return one line through all points x, y, [points] each; none through a single one."""
    path = QPainterPath()
    if len(x) > 1:
        path.addPolygon(polygon_of(x, y))
    return path


def joined_path(x: np.ndarray, y: np.ndarray, joined: np.ndarray) -> QPainterPath:
    """Return lines from each point to the next one where `joined`, [points] bool, says so."""
    elements = np.empty(len(x), ELEMENT)
    elements["x"], elements["y"] = x, y
    elements["kind"][:1] = MOVE
    elements["kind"][1:] = np.where(joined[:-1], LINE, MOVE)
    path, ends = QPainterPath(), np.zeros(2, ">i4")
    written = np.array(len(x), ">i4").tobytes() + elements.tobytes() + ends.tobytes()
    QDataStream(QByteArray(written)) >> path
    return path
