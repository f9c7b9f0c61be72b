"""Arrays as raw little-endian bytes with their type and shape."""

from math import prod
from typing import Any

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.errors import shorten
from pgviz.training.sessions.failures import Damaged
from pgviz.training.sessions.json_text import from_json, to_json
from pgviz.training.sessions.schema import Row, Value

FLOATS, INTEGERS = "<f8", "<i8"
DIMENSIONS = 2  # at the most
BIG_ENDIAN = ">"


def encoded(array: np.ndarray, dtype: str) -> dict[str, Value]:
    """Return the columns of a row that hold an array."""
    data = np.ascontiguousarray(array, dtype).tobytes()
    return {"dtype": dtype, "shape": to_json(list(array.shape), "A shape"), "data": data}


def decoded(row: Row, dtype: str, what: str) -> np.ndarray:
    """Return the array that a row holds, read-only, in this machine's byte order.

    Raises Damaged, naming `what`, unless it is of the type `dtype` and its shape fits its bytes.
    No type that the file names is ever made.
    """
    shape, data = _shape(row["shape"], what), row["data"]
    _require_dtype(row["dtype"], dtype, what)
    if prod(shape) * np.dtype(dtype).itemsize != len(data):
        raise Damaged(f"{what} has the shape {list(shape)}, which {len(data)} bytes don't fill")
    array = np.frombuffer(data, dtype).reshape(shape)
    return freeze(array.astype(array.dtype.newbyteorder("="), copy=False))


def require_finite(array: np.ndarray, what: str) -> None:
    """Raise Damaged, naming `what`, where a number in it is NaN or infinite."""
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        index, value = tuple(bad[0].tolist()), array[tuple(bad[0])]
        place = index[0] if len(index) == 1 else index
        raise Damaged(f"{what} is {value} at {place}, which is no finite number")


def _require_dtype(found: str, wanted: str, what: str) -> None:
    if found == wanted:
        return
    if found.startswith(BIG_ENDIAN):
        raise Damaged(f"{what} is big-endian ({shorten(found, 20)}), not {wanted}")
    raise Damaged(f"{what} is of the type {shorten(repr(found), 20)}, not {wanted}")


def _shape(text: str, what: str) -> tuple[int, ...]:
    shape: Any = from_json(text, f"The shape of {what}")
    whole = isinstance(shape, list) and all(type(side) is int and side >= 0 for side in shape)
    if not whole or not 1 <= len(shape) <= DIMENSIONS:
        raise Damaged(f"{what} has the shape {shorten(str(shape), 40)}, which no array here has")
    return tuple(shape)
