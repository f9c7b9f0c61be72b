"""From a share string to the bytes of its JSON, whoever has written it."""

import base64
import zlib

from pgviz.environments.errors import PgvizError
from pgviz.lessons.sharing.format import (
    LARGEST,
    LONGEST,
    PREFIX,
    RAW,
    VERSION,
)


def unpacked(text: str) -> bytes:
    """Return the JSON; raises PgvizError for a string that is not whole or too large."""
    text = "".join(text[: 2 * LONGEST].split())  # a mail may have broken it into lines
    if not text.startswith(PREFIX):
        raise PgvizError(f"it does not begin with {PREFIX}")
    if len(text) > LONGEST:
        raise PgvizError(f"it is longer than {LONGEST} characters")
    version, checksum, packed = _parts(text.removeprefix(PREFIX))
    if version != VERSION:
        raise PgvizError(f"it is of version {version}, and this pgviz reads version {VERSION}")
    if checksum != zlib.crc32(packed):
        raise PgvizError("it is not whole, or a character of it is wrong")
    return _decompressed(packed)


def _parts(code: str) -> tuple[int, int, bytes]:
    try:
        checked = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except ValueError:  # a character that is none of base64url, or a wrong number of them
        checked = b""
    if len(checked) < 5:
        raise PgvizError("it is not whole, or a character of it is wrong")
    return checked[0], int.from_bytes(checked[1:5], "little"), checked[5:]


def _decompressed(packed: bytes) -> bytes:
    stream = zlib.decompressobj(RAW)
    try:
        written = stream.decompress(packed, LARGEST + 1)
    except zlib.error as error:
        raise PgvizError(f"it can't be decompressed ({error})") from error
    if len(written) > LARGEST or not stream.eof or stream.unused_data:
        raise PgvizError(f"it does not hold one table of at most {LARGEST} bytes")
    return written
