"""`pgviz picture` needs no screen, whatever the machine says of one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def pictured(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pgviz", "picture", str(path), *words]
    environment = {**os.environ, "DISPLAY": ":4321", "QT_QPA_PLATFORM": "xcb"}
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_has_the_size_that_was_asked_for(tmp_path, theme):
    path = tmp_path / "图 1.png"
    words = ("--scenario", "two-step", "--iterations", "2", "--size", "1300x800", "--theme", theme)
    run = pictured(path, *words)
    assert (run.returncode, run.stdout, run.stderr) == (0, f"saved {path}\n", "")
    header = path.read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert header[16:] == (1300).to_bytes(4, "big") + (800).to_bytes(4, "big")


def test_a_failure_is_told_on_one_line_and_nothing_said_to_be_saved(tmp_path):
    words = ("--env", "Pendulum-v1", "--set", "learning_rate=1000", "--set", "horizon=20")
    run = pictured(tmp_path / "o.png", *words)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("pgviz: Iteration failed")
    assert run.stderr.count("\n") == 1
    assert not (tmp_path / "o.png").exists()


def test_the_name_may_be_as_long_as_can_be(tmp_path):
    path = tmp_path / ("n" * 251 + ".png")
    run = pictured(path, "--scenario", "two-step", "--iterations", "1")
    assert (run.returncode, run.stderr) == (0, "")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
