"""Values in bytes, for a worker process and for the past of this one; never for a file."""

import pickle
from typing import Any


def pack(value: object) -> bytes:
    """Return `value` in bytes; protocol 5 keeps read-only arrays read-only."""
    return pickle.dumps(value, protocol=5)


def unpack(packed: bytes) -> Any:
    """Return what `pack` has packed, in this program or its worker."""
    return pickle.loads(packed)
