"""The command line: open the window, train without it, check a gradient, save a picture."""

from pgviz.cli.entry import main

__all__ = ["main"]
