"""A session is opened to be gone on with, or as a copy where another writes to it."""

import shutil
from pathlib import Path

import pytest

from pgviz.environments.errors import PgvizError
from pgviz.training.sessions.lock import is_in_use
from pgviz.training.sessions.opened import open_session
from pgviz.training.sessions.reading import is_open, read_session
from pgviz.training.sessions.writing import SessionWriter, write_session
from tests.training.sessions.sessions import bytes_of, iterations, session
from tests.training.sessions.unprivileged import unprivileged

MADE = iterations()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "run.pgviz"
    write_session(path, session(MADE, 5))
    return path


def test_a_session_is_opened_to_be_gone_on_with(path: Path) -> None:
    opened = open_session(path)
    assert (opened.path, opened.why_copy) == (path, "")
    assert bytes_of(opened.contents) == bytes_of(session(MADE, 5))
    assert opened.writer is not None
    assert is_in_use(path)
    opened.writer.save(session(MADE, 9))
    opened.close()
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 9))
    assert not is_open(path)
    assert not is_in_use(path)


def test_of_one_that_another_writes_to_there_is_a_copy(path: Path) -> None:
    with SessionWriter.resume(path)[0] as writer:
        writer.save(session(MADE, 9))
        opened = open_session(path)
        opened.close()
        assert is_in_use(path)
    told = "run.pgviz is open in another window or program: this is a copy of it."
    assert (opened.writer, opened.why_copy) == (None, told)
    assert bytes_of(opened.contents) == bytes_of(session(MADE, 9))


def test_of_one_that_may_not_be_written_there_is_a_copy() -> None:
    with unprivileged() as folder:
        path = folder / "run.pgviz"
        write_session(path, session(MADE, 5))
        path.chmod(0o400)
        folder.chmod(0o500)
        opened = open_session(path)
        assert opened.writer is None
        assert opened.why_copy.startswith(f"This is a copy: {path} can't be written: Permission")
        assert bytes_of(opened.contents) == bytes_of(session(MADE, 5))


def test_what_is_no_session_stays_as_it_is(tmp_path: Path) -> None:
    path = Path(shutil.copy(__file__, tmp_path / "run.pgviz"))
    with pytest.raises(PgvizError, match="no session of pgviz"):
        open_session(path)
    assert path.read_text() == Path(__file__).read_text()
    assert list(tmp_path.iterdir()) == [path]
