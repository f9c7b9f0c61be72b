"""Values in bytes, for a worker process and for the past of this one; never for a file."""

import pickle
from collections.abc import Iterable
from typing import Any

LARGE = 1 << 12  # bytes; what is left fits into the buffer of a pipe


def pack(value: object) -> bytes:
    """Return `value` in bytes; protocol 5 keeps read-only arrays read-only."""
    return pickle.dumps(value, protocol=5)


def unpack(packed: bytes, apart: Iterable[bytes] = ()) -> Any:
    """Return what `pack` or, with the same parts, `pack_apart` has packed, in any process."""
    return pickle.loads(packed, buffers=apart)


def detachable(packed: bytes) -> Any:
    """Return the bytes so that `pack_apart` takes them for an array; they are unpacked as bytes."""
    return pickle.PickleBuffer(packed) if len(packed) >= LARGE else packed


def pack_apart(value: object) -> tuple[bytes, list[memoryview]]:
    """Return `value` in bytes without its large read-only arrays, and the bytes of these.

    They are not copied.
    """
    apart: list[memoryview] = []

    def stays(buffer: pickle.PickleBuffer) -> bool:
        raw = buffer.raw()
        is_large = raw.readonly and raw.nbytes >= LARGE
        if is_large:
            apart.append(raw)
        return not is_large

    return pickle.dumps(value, protocol=5, buffer_callback=stays), apart
