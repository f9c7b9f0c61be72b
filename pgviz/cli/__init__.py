"""The command line: open the window, train without it, check a gradient, save a picture."""

from collections.abc import Sequence

from pgviz.cli.interruption import ended_at_once


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: see `pgviz.cli.entry.main`."""
    with ended_at_once():
        from pgviz.cli import entry  # which imports numpy and Gymnasium
    return entry.main(argv)
