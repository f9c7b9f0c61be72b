"""Memory that one iteration leaves, kept for the next."""

import ctypes
import sys

# Of GNU's <malloc.h>.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
LARGEST = 1 << 26  # bytes of an array that is kept
MOST = 1 << 27  # bytes that are kept


def keep_freed_memory() -> bool:
    """Have this process keep what arrays leave for those of the next iteration; tell if it will.

    Else the C library hands it back, and the system clears all of it each time: a tenth of the
    time of an iteration whose network passes some thousand steps. Only GNU's can be told.
    """
    if sys.platform != "linux":
        return False
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is None:
        return False
    return bool(set_option(M_MMAP_THRESHOLD, LARGEST) and set_option(M_TRIM_THRESHOLD, MOST))
