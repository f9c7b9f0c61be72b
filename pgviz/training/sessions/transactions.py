"""Changes of a session file: all of them or none."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pgviz.training.sessions.edits import Edit
from pgviz.training.sessions.rows import open_row
from pgviz.training.sessions.schema import META


def execute(connection: sqlite3.Connection, statements: Iterable[Edit]) -> None:
    """Carry out all statements in one transaction, or none of them."""
    with _transaction(connection):
        for statement, parameters in statements:
            connection.execute(statement, parameters)


def mark(connection: sqlite3.Connection, *, is_open: bool) -> None:
    """Note in a file whether it is written to, or was left without being closed."""
    execute(connection, [(META.insertion, META.sealed(open_row(is_open=is_open)))])


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite takes some back by itself
            connection.execute("ROLLBACK")
        raise
