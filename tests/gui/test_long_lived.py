"""The collector of a program whose window is open passes over all that stays."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import gc
import sys

from PySide6.QtCore import QTimer

from pgviz.gui.app import make_application, open_window
from pgviz.lessons.scenarios import scenario
from pgviz.training.runner import Runner

application = make_application()

def look():
    (window,) = [each for each in application.topLevelWidgets() if hasattr(each, "bridge")]
    if window.bridge.view is not None:
        looking.stop()
        print(len(gc.get_objects()), gc.get_freeze_count())
        window.close()

if __name__ == "__main__":
    looking = QTimer(interval=20)
    looking.timeout.connect(look)
    looking.start()
    sys.exit(open_window(Runner(scenario("short-corridor").experiment), run=False))
"""


def test_what_stays_is_passed_over_once_something_is_shown(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": root}
    command = [sys.executable, str(program)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    looked_through, passed_over = map(int, run.stdout.split())
    assert passed_over > 50_000  # modules alone
    assert looked_through < 0.1 * passed_over
    assert run.returncode == 0
