"""A process that trains and saves, and says how far it has saved: to be killed."""

import sys
from collections.abc import Callable
from pathlib import Path

from pgviz.training.commands import Run
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.saver import Saver, Saving
from tests.training.runs import EXPERIMENT


def main() -> None:
    saver, told = Saver(lambda _: Path(sys.argv[1])), 0
    with Runner(EXPERIMENT, InThread(), saver) as runner:
        runner.send(Run())
        while True:
            told = saver.wait_until(more_than(told), seconds=60).saved[0]
            print(told, flush=True)


def more_than(iterations: int) -> Callable[[Saving], bool]:
    return lambda saving: saving.saved.get(0, 0) > iterations


if __name__ == "__main__":
    main()
