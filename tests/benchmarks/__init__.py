"""The side-by-side runs, `python -m tests.benchmarks`, and some single scripts beside them."""

import pgviz  # noqa: F401 - before numpy: it keeps matrix products to one thread, as in the program
