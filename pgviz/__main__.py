"""`python -m pgviz` is the command `pgviz`."""

import sys

from pgviz.cli import main

# A worker process imports this module again, and must not open another window.
if __name__ == "__main__":
    sys.exit(main())
