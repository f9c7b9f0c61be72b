import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from pgviz.gui.points import joined_path, path_through, polygon_of

X, Y = np.array([1.5, -2.0, 3.0, 0.25]), np.array([0.0, 4.0, -1.0, 1e9])
POINTS = [QPointF(x, y) for x, y in zip(X.tolist(), Y.tolist(), strict=True)]


def drawn(*lines: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    for first, *others in lines:
        path.moveTo(first)
        for point in others:
            path.lineTo(point)
    return path


def test_a_polygon_has_the_points_in_their_order():
    assert list(polygon_of(X, Y)) == POINTS
    assert list(polygon_of(X[::-1], Y[::-1])) == POINTS[::-1]


def test_a_path_leads_through_all_points():
    assert path_through(X, Y) == drawn(POINTS)


@pytest.mark.parametrize("count", [0, 1])
def test_no_line_leads_through_fewer_than_two_points(count):
    assert path_through(X[:count], Y[:count]).isEmpty()
    assert joined_path(X[:count], Y[:count], np.full(count, True)).isEmpty()


def test_lines_are_drawn_only_where_points_are_joined():
    joined = np.array([True, False, True, False])
    assert joined_path(X, Y, joined) == drawn(POINTS[:2], POINTS[2:])


def test_what_the_last_point_is_joined_to_makes_no_difference():
    joined = np.array([True, True, True, True])
    assert joined_path(X, Y, joined) == drawn(POINTS)
