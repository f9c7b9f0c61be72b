"""Where saving fails it is told, and the file holds what was saved last."""

import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pgviz.environments.errors import PgvizError
from pgviz.training.sessions.reading import is_open, read_session
from pgviz.training.sessions.writing import SessionWriter, write_session
from tests.training.sessions.sessions import bytes_of, iterations, session
from tests.training.sessions.unprivileged import unprivileged

MADE = iterations()


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """Let no file become longer than `path` is, for the length of a `with` block."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refusal(path: Path, contents: object, writer: SessionWriter) -> str:
    """Return the sentence with which saving is refused; what was saved stays what it was."""
    before = dict(writer.saved)
    with pytest.raises(PgvizError) as raised:
        writer.save(contents)
    assert writer.saved == before
    text = str(raised.value)
    assert text.startswith(f"{path} can't be saved: ")
    assert text.endswith(".")
    return text


def test_a_full_disk_is_told_and_saving_goes_on_once_there_is_room(tmp_path):
    path = tmp_path / "run.pgviz"
    with SessionWriter.create(path, session(MADE, 2)) as writer:
        with full_disk(path.with_name("run.pgviz-wal")):
            assert "disk" in refusal(path, session(MADE, 9), writer)
            assert bytes_of(read_session(path)) == bytes_of(session(MADE, 2))
        writer.save(session(MADE, 9))
        assert bytes_of(read_session(path)) == bytes_of(session(MADE, 9))
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 9))


def test_a_database_that_may_not_grow_is_told_as_a_full_disk(tmp_path):
    path = tmp_path / "run.pgviz"
    with SessionWriter.create(path, session(MADE, 2)) as writer:
        connection = writer._connection  # noqa: SLF001 - SQLite counts its limit by connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        assert "the disk is full" in refusal(path, session(MADE, 12), writer)
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 2))


def test_no_room_for_a_copy_leaves_the_old_one(tmp_path):
    path, copy = tmp_path / "run.pgviz", tmp_path / "copy.pgviz"
    write_session(copy, session(MADE, 1))
    with SessionWriter.create(path, session(MADE, 9)) as writer:
        tiny = tmp_path / "tiny"
        tiny.write_bytes(bytes(10_000))
        with full_disk(tiny), pytest.raises(PgvizError, match=r"copy\.pgviz can't be saved: the d"):
            writer.save_copy(copy)
        with full_disk(tiny), pytest.raises(PgvizError, match=r"copy\.pgviz can't be saved: the d"):
            write_session(copy, session(MADE, 9))
    assert bytes_of(read_session(copy)) == bytes_of(session(MADE, 1))
    assert {each.name for each in tmp_path.iterdir()} == {"run.pgviz", "copy.pgviz", "tiny"}


def test_a_file_that_was_removed_is_told(tmp_path):
    path = tmp_path / "run.pgviz"
    writer = SessionWriter.create(path, session(MADE, 2))
    path.unlink()
    assert "it has been removed; save under another name" in refusal(path, session(MADE, 9), writer)
    assert "it has been removed" in refusal(path, session(MADE, 2), writer)
    with pytest.raises(PgvizError, match="can't be closed: it has been removed"):
        writer.close()


def test_a_folder_that_was_removed_is_told(tmp_path):
    path = tmp_path / "folder/run.pgviz"
    path.parent.mkdir()
    writer = SessionWriter.create(path, session(MADE, 2))
    shutil.rmtree(path.parent)
    assert "it has been removed" in refusal(path, session(MADE, 9), writer)
    with pytest.raises(PgvizError, match="can't be closed: it has been removed"):
        writer.close()
    with pytest.raises(PgvizError, match="No such file or directory"):
        SessionWriter.create(path, session(MADE, 2))


@pytest.mark.parametrize("replace", [shutil.copy, os.replace], ids=["written over", "replaced"])
def test_a_file_that_another_program_changed_is_told_and_left_as_it_is(tmp_path, replace):
    path, other = tmp_path / "run.pgviz", tmp_path / "other.pgviz"
    write_session(other, session(MADE, 12))
    content = other.read_bytes()
    writer = SessionWriter.create(path, session(MADE, 2))
    writer.save(session(MADE, 5))
    replace(other, path)
    assert "another program has changed it" in refusal(path, session(MADE, 9), writer)
    with pytest.raises(PgvizError, match="can't be closed: another program has changed it"):
        writer.close()
    assert path.read_bytes() == content
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 12))


def test_a_file_moved_away_holds_what_was_saved(tmp_path):
    path, moved = tmp_path / "run.pgviz", tmp_path / "moved.pgviz"
    writer = SessionWriter.create(path, session(MADE, 9))
    writer.save_copy(moved)
    path.unlink()
    with pytest.raises(PgvizError):
        writer.close()
    assert bytes_of(read_session(moved)) == bytes_of(session(MADE, 9))


def test_a_folder_that_can_not_be_written(tmp_path):
    with unprivileged() as folder:
        path = folder / "run.pgviz"
        write_session(path, session(MADE, 5))
        folder.chmod(0o500)
        for fails in (
            lambda: write_session(path, session(MADE, 9)),
            lambda: SessionWriter.create(folder / "new.pgviz", session(MADE, 9)),
            lambda: SessionWriter.resume(path),
        ):
            with pytest.raises(PgvizError, match="Permission denied"):
                fails()
        assert bytes_of(read_session(path)) == bytes_of(session(MADE, 5))


def test_permission_lost_between_two_saves_loses_nothing():
    with unprivileged() as folder:
        path = folder / "run.pgviz"
        writer = SessionWriter.create(path, session(MADE, 5))
        path.chmod(0o400)
        folder.chmod(0o500)
        try:
            writer.save(session(MADE, 9))
            writer.close()
        except PgvizError:
            assert writer.saved[0] in (5, 9)
        folder.chmod(0o700)
        path.chmod(0o600)
        assert bytes_of(read_session(path)) == bytes_of(session(MADE, writer.saved[0]))


def test_a_log_is_read_where_nothing_can_be_written_beside_it():
    with unprivileged() as folder:
        path = folder / "killed.pgviz"
        with SessionWriter.create(folder / "run.pgviz", session(MADE, 2)) as writer:
            writer.save(session(MADE, 9))
            shutil.copy(folder / "run.pgviz", path)
            shutil.copy(folder / "run.pgviz-wal", folder / "killed.pgviz-wal")
        folder.chmod(0o500)
        assert bytes_of(read_session(path)) == bytes_of(session(MADE, 9))
        folder.chmod(0o700)
        assert not (folder / "killed.pgviz-shm").exists()


def test_a_log_that_was_left_is_not_taken_for_that_of_a_new_file(tmp_path):
    path, killed = tmp_path / "run.pgviz", tmp_path / "killed.pgviz"
    with SessionWriter.create(path, session(MADE, 2)) as writer:
        writer.save(session(MADE, 9))
        shutil.copy(path, killed)
        shutil.copy(f"{path}-wal", f"{killed}-wal")
    write_session(killed, session(MADE, 4))
    assert bytes_of(read_session(killed)) == bytes_of(session(MADE, 4))
    assert not is_open(killed)


def test_an_index_that_is_damaged_is_made_anew(tmp_path):
    path = tmp_path / "run.pgviz"
    write_session(path, session(MADE, 5))
    connection = sqlite3.connect(path)
    name = "sqlite_autoindex_states_1"
    query = f"SELECT rootpage FROM sqlite_master WHERE name='{name}'"
    (page,) = connection.execute(query).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 8)
        file.write(bytes(4088))
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 5))
    with SessionWriter.resume(path)[0] as writer:
        writer.save(session(MADE, 9))
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 9))
