"""The list of keys: its columns are of about the same length."""

from itertools import combinations

import pytest

from pgviz.gui.keys import in_columns


def parts(*lengths):
    return [(str(index), [("", "")] * length) for index, length in enumerate(lengths)]


def rows(columns):
    return [sum(1 + len(lines) for _, lines in column) for column in columns]


@pytest.mark.parametrize(
    "lengths", [(19, 6, 3, 1, 2, 2, 4, 10, 6, 3, 2, 6), (1, 1, 1), (9, 1, 1, 1)]
)
def test_the_longest_column_is_as_short_as_whole_parts_in_order_allow(lengths):
    columns = in_columns(parts(*lengths), 3)
    assert [part for column in columns for part in column] == parts(*lengths)
    sizes = [1 + length for length in lengths]
    ways = combinations(range(1, len(sizes)), 2)
    least = min(max(sum(sizes[:a]), sum(sizes[a:b]), sum(sizes[b:])) for a, b in ways)
    assert max(rows(columns)) == least


def test_equal_parts_make_equal_columns():
    assert rows(in_columns(parts(4, 4, 4, 4, 4, 4), 3)) == [10, 10, 10]
