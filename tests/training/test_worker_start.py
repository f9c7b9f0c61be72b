"""A worker process starts whatever happens to it meanwhile."""

import os
import subprocess
import sys
from pathlib import Path

INTERRUPT_WORKERS = """
import os, signal, sys

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            os.kill(os.getpid(), signal.SIGINT)

if any("spawn_main" in word for word in sys.orig_argv):
    sys.meta_path.insert(0, Interrupts())
"""
PROGRAM = """
from pgviz.training.commands import Advance
from pgviz.training.runner import Runner
from tests.training.runs import EXPERIMENT, obeyed

if __name__ == "__main__":
    with Runner(EXPERIMENT) as runner:
        print(obeyed(runner, Advance()).state.iteration)
"""


def test_ctrl_c_is_for_the_window_to_answer_even_while_its_worker_starts(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(INTERRUPT_WORKERS)
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    path = os.pathsep.join((str(tmp_path), str(Path.cwd())))
    run = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "1\n", "")
