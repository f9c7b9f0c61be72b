"""Results on disk: whole or not at all."""

import csv
import io
import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pgviz.environments.errors import PgvizError


def require_writable(path: Path) -> None:
    """Raise PgvizError where a file can't be written, before the work that is to fill it."""
    if path.is_dir():
        raise PgvizError(f"{path} is a folder; name a file.")
    folder = path.parent
    if not folder.is_dir():
        raise PgvizError(f"There is no folder {folder}; make it first.")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise PgvizError(f"{path} may not be written.")


def json_text(value: Any) -> str:
    """Return JSON, floats in full; an array is a list, and a number that isn't finite null."""
    return json.dumps(_plain(value), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_json(path: Path, value: Any) -> None:
    """Write a file of JSON; raises PgvizError where that fails."""
    write_text(path, json_text(value))


def write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table with a line of names; a number that isn't finite is left empty."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(_plain(row) for row in rows)
    write_text(path, table.getvalue())


def write_text(path: Path, text: str) -> None:
    """Write a file of text as `write_bytes` does."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file such that it is the old one, or the new one, whenever it is looked at.

    Raises PgvizError where that fails.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a device or a pipe: nothing to be replaced
        else:
            _replace(path.resolve(), content)  # through a link, which stays
    except OSError as error:
        raise PgvizError(f"{path} can't be written: {error.strerror}.") from error


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".pgviz-{os.getpid()}")  # the file's own name may be as long as can be
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
