"""A good session file, damaged at random: bits, bytes, pages and rows."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np

PAGE = 4096  # bytes
TABLES = "meta", "branches", "changes", "states", "stops", "arrays", "scalars"

Mutation = Callable[[bytes, np.random.Generator], bytes]


def flip(content: bytes, random: np.random.Generator) -> bytes:
    """Flip one bit."""
    place = int(random.integers(len(content)))
    flipped = content[place] ^ 1 << int(random.integers(8))
    return content[:place] + bytes([flipped]) + content[place + 1 :]


def flip_in_the_header(content: bytes, random: np.random.Generator) -> bytes:
    """Flip one bit of SQLite's header, or of the schema behind it."""
    return flip(content[:PAGE], random) + content[PAGE:]


def cut(content: bytes, random: np.random.Generator) -> bytes:
    """Leave off what is behind some place."""
    return content[: int(random.integers(len(content)))]


def insert(content: bytes, random: np.random.Generator) -> bytes:
    """Insert a few bytes at some place."""
    place, count = int(random.integers(len(content))), int(random.integers(1, 9))
    return content[:place] + random.bytes(count) + content[place:]


def overwrite(content: bytes, random: np.random.Generator) -> bytes:
    """Write up to a hundred random bytes over others."""
    place, count = int(random.integers(len(content))), int(random.integers(1, 100))
    return (content[:place] + random.bytes(count) + content[place + count :])[: len(content)]


def swap_pages(content: bytes, random: np.random.Generator) -> bytes:
    """Put one page in the place of another."""
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    first, second = random.integers(len(pages), size=2).tolist()
    pages[first] = pages[second]
    return b"".join(pages)


DAMAGES: tuple[Mutation, ...] = (
    flip,
    flip_in_the_header,
    cut,
    insert,
    overwrite,
    swap_pages,
)

VALUES = ("NULL", "0", "-1", "9223372036854775807", "1e308", "'text'", "x'00'", "zeroblob(99)")


def edit(path: Path, random: np.random.Generator) -> None:
    """Change a value, or remove or repeat a row, through SQLite; constraints that hold it up go."""
    connection = sqlite3.connect(path)
    table = str(random.choice(TABLES))
    rows = [row for (row,) in connection.execute(f"SELECT rowid FROM {table}")]
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    row, column = int(random.choice(rows)), str(random.choice(columns))
    statement = (
        f"UPDATE OR IGNORE {table} SET {column} = {random.choice(VALUES)} WHERE rowid = {row}",
        f"UPDATE OR IGNORE {table} SET {column} = (SELECT {column} FROM {table} "
        f"WHERE rowid = {random.choice(rows)}) WHERE rowid = {row}",
        f"DELETE FROM {table} WHERE rowid = {row}",
    )[int(random.integers(3))]
    connection.execute(statement)
    connection.commit()
    connection.close()


def mutate(path: Path, content: bytes, random: np.random.Generator) -> None:
    """Write `content` to a file, and damage it once."""
    kind = int(random.integers(len(DAMAGES) + 2))
    if kind < len(DAMAGES):
        path.write_bytes(DAMAGES[kind](content, random))
    else:
        path.write_bytes(content)
        edit(path, random)
