"""Two programs on one file: the second is told, and can have a copy."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pgviz.training.sessions.connecting import reading
from pgviz.training.sessions.lock import SessionInUse, SessionLock, is_in_use
from pgviz.training.sessions.reading import is_open, read_session
from pgviz.training.sessions.writing import SessionWriter, write_session
from tests.training.sessions.sessions import bytes_of, iterations, session

MADE = iterations()
HOLD = """
import sys
from pathlib import Path
from pgviz.training.sessions.writing import SessionWriter
writer, _ = SessionWriter.resume(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Have another process write to a session file, for the length of a `with` block."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], **pipes) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_program_is_told_and_opens_a_copy(tmp_path):
    path, copy = tmp_path / "run.pgviz", tmp_path / "copy.pgviz"
    write_session(path, session(MADE, 5))
    with held(path):
        assert is_in_use(path)
        for fails in (
            lambda: SessionWriter.resume(path),
            lambda: SessionWriter.create(path, session(MADE, 9)),
            lambda: write_session(path, session(MADE, 9)),
        ):
            with pytest.raises(SessionInUse, match=r"is open in another window or program; open a"):
                fails()
        with SessionWriter.create(copy, read_session(path)) as writer:
            writer.save(session(MADE, 9))
    assert bytes_of(read_session(copy)) == bytes_of(session(MADE, 9))
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 5))


def test_a_program_that_reads_does_not_hold_up_one_that_closes(tmp_path):
    path = tmp_path / "run.pgviz"
    writer = SessionWriter.create(path, session(MADE, 2))
    with reading(path) as connection:
        connection.execute("SELECT key FROM meta").fetchone()
        writer.save(session(MADE, 9))
        writer.close()
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 9))
    assert not is_open(path)
    SessionWriter.resume(path)[0].close()
    assert [each.name for each in tmp_path.iterdir()] == ["run.pgviz"]


def test_the_lock_ends_with_a_program_that_is_killed(tmp_path):
    path = tmp_path / "run.pgviz"
    write_session(path, session(MADE, 5))
    with held(path):
        pass
    assert not is_in_use(path)
    SessionWriter.resume(path)[0].close()


def test_two_windows_of_one_program_are_two(tmp_path):
    path, link = tmp_path / "run.pgviz", tmp_path / "link.pgviz"
    link.symlink_to(path)
    with SessionWriter.create(path, session(MADE, 5)):
        for name in (path, link):
            with pytest.raises(SessionInUse):
                SessionWriter.resume(name)
        with pytest.raises(SessionInUse):
            SessionLock(path)
    SessionWriter.resume(link)[0].close()


def test_a_lock_that_is_released_leaves_no_file(tmp_path):
    path = tmp_path / "run.pgviz"
    first = SessionLock(path)
    assert [each.name for each in tmp_path.iterdir()] == [".run.pgviz.lock"]
    first.release()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_whose_file_was_removed_since_is_taken_anew(tmp_path, monkeypatch):
    path = tmp_path / "run.pgviz"
    first, opened = SessionLock(path), os.open

    def open_and_release(*arguments):
        file = opened(*arguments)
        monkeypatch.undo()
        first.release()  # between the opening of its file and the locking of it
        return file

    monkeypatch.setattr(os, "open", open_and_release)
    second = SessionLock(path)
    assert is_in_use(path)
    second.release()
