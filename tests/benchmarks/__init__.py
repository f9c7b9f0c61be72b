"""Measurements, each a script of its own: `python -m tests.benchmarks.NAME`."""

import pgviz  # noqa: F401 - before numpy: it keeps matrix products to one thread, as in the program
