"""Share strings: a run, and the place in it that is shown, as a link of a few hundred characters.

    pgviz://run/ and, in base64url without padding: 1 byte version, 4 bytes CRC-32 of the rest in
    little-endian order, and the rest: JSON, compressed as a raw deflate stream

The JSON holds what differs from the scenario that the run began as, or from the defaults.
"""

import zlib

SCHEME = "pgviz://"
PREFIX = f"{SCHEME}run/"  # behind a slash, for programs lower the case of what comes before it
VERSION = 1
LONGEST = 8_000  # characters of a string
LARGEST = 64_000  # bytes of its JSON
MOST_ITERATIONS = 1_000_000  # that are made again to come to the cursor
MOST_TRAJECTORIES, MOST_STEPS = 100_000, 100_000  # of a batch, and of one of them
LONGEST_ID = 200  # characters of an environment's
RAW = -zlib.MAX_WBITS  # a deflate stream without zlib's own header and checksum


def is_share_string(text: str) -> bool:
    """Return whether a text is meant to be a share string, be it a good one or not."""
    return text.strip().lower().startswith(SCHEME)
