"""Saying in the status line what became of an export."""

from collections.abc import Callable
from pathlib import Path

from pgviz.environments.errors import PgvizError
from pgviz.gui.status import Status

SHOWN = 6000  # ms


def save(status: Status, path: Path, write: Callable[[], None]) -> None:
    """Write a file, and say that it is saved or why it isn't."""
    try:
        write()
    except PgvizError as error:
        status.show_fault(str(error))
    else:
        status.showMessage(f"Saved {path}", SHOWN)
