"""`pgviz picture` needs no screen, whatever the machine says of one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FILES_OF_4_KIB = """
import resource, signal, sys
from pgviz.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
sys.exit(main())
"""


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


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link.png").symlink_to(tmp_path / "o.png")
    run = pictured(tmp_path / "link.png", "--scenario", "two-step", "--iterations", "1")
    assert run.returncode == 0
    assert (tmp_path / "link.png").is_symlink()
    assert (tmp_path / "o.png").stat().st_size > 10_000


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    (tmp_path / "full.png").symlink_to("/dev/full")
    run = pictured(tmp_path / "full.png", "--scenario", "two-step", "--iterations", "1")
    assert run.stderr == f"pgviz: {tmp_path}/full.png can't be written: No space left on device.\n"
    assert Path("/dev/full").is_char_device()


def test_a_disk_that_is_full_is_told_of_on_one_line_and_the_old_picture_stays(tmp_path):
    path = tmp_path / "o.png"
    path.write_bytes(b"old")
    limited = [sys.executable, "-c", FILES_OF_4_KIB, "picture", str(path), "--scenario", "two-step"]
    run = subprocess.run(limited, capture_output=True, text=True)
    told = f"pgviz: {path} can't be written: File too large.\n"
    assert (run.returncode, run.stdout, run.stderr) == (2, "", told)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("shown", ["3", "chain", "scale"])
def test_the_derivation_can_be_pictured(tmp_path, shown):
    plain, derived = tmp_path / "plain.png", tmp_path / "derived.png"
    words = ("--scenario", "two-step", "--iterations", "1", "--size", "1300x800")
    assert pictured(plain, *words).returncode == 0
    run = pictured(derived, *words, "--derivation", shown)
    assert (run.returncode, run.stderr) == (0, "")
    assert derived.read_bytes() != plain.read_bytes()


@pytest.mark.parametrize("shown", ["0", "11", "L3", "everything", "-1"])
def test_what_the_derivation_has_not_is_refused_with_what_it_has(tmp_path, shown):
    run = pictured(tmp_path / "o.png", "--scenario", "two-step", f"--derivation={shown}")
    assert run.returncode == 2
    assert "a line from 1 to 10, chain for all of them, or a lesson (return, log" in run.stderr
    assert not (tmp_path / "o.png").exists()
