"""Without a display the window is not opened, nor Qt aborted: one line tells what to do."""

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from pgviz.cli.command import parse
from pgviz.cli.display import require_display
from pgviz.cli.entry import COMMANDS

VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
NOWHERE: list[Mapping[str, str]] = [
    {},
    {"DISPLAY": ""},
    {"DISPLAY": ":4321"},
    {"DISPLAY": "nonsense"},
    {"WAYLAND_DISPLAY": "wayland-4321"},
    {"QT_QPA_PLATFORM": "xcb"},
    {"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":4321"},
]


@pytest.mark.parametrize("variables", NOWHERE, ids=str)
def test_the_window_says_that_there_is_no_display(variables, tmp_path):
    environment = {key: value for key, value in os.environ.items() if key not in VARIABLES}
    environment |= {"XDG_RUNTIME_DIR": str(tmp_path), **variables}
    run = subprocess.run(
        [sys.executable, "-m", "pgviz"], env=environment, capture_output=True, text=True
    )
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr.count("\n") == 1
    assert "pgviz picture" in run.stderr


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "xcb;offscreen"])
def test_a_platform_without_a_screen_needs_no_display(monkeypatch, platform):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    require_display()


def test_it_learns_at_once_only_where_that_is_asked_for():
    assert not parse(["--scenario", "two-step"], COMMANDS).run
    assert parse(["--scenario", "two-step", "--run"], COMMANDS).run
