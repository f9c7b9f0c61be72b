"""The file of a run: made with its first iteration, moved when asked, gone where it is needless."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pgviz.environments.errors import PgvizError
from pgviz.training.session_file import SessionFile
from pgviz.training.sessions.autosave import autosave_path, autosaved
from pgviz.training.sessions.reading import is_open, read_session
from pgviz.training.sessions.writing import write_session
from tests.training.sessions.sessions import bytes_of, iterations, session

MADE = iterations()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionFile]:
    """The file of a run that nobody has named."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    file = SessionFile(autosave_path)
    yield file
    file.close()


def save(file: SessionFile, count: int, notes: str = "") -> None:
    file.take(session(MADE, count, notes=notes))
    file.save()


def displace(path: Path) -> None:
    """Put another session in a file's place."""
    other = path.with_name("other.pgviz")
    write_session(other, session(MADE, 2))
    other.rename(path)


def test_a_run_without_iterations_has_no_file(file: SessionFile) -> None:
    save(file, 0)
    assert file.path is None
    assert autosaved() == ()


@pytest.mark.parametrize(("count", "notes"), [(1, "begin here"), (2, "")])
def test_what_is_worth_keeping_stays(file: SessionFile, count: int, notes: str) -> None:
    save(file, count, notes)
    path = file.path
    file.close()
    assert autosaved() == (path,)
    assert not is_open(autosaved()[0])


def test_what_only_just_began_goes(file: SessionFile) -> None:
    save(file, 1)
    assert len(autosaved()) == 1
    file.close()
    assert autosaved() == ()


def test_what_only_just_began_stays_under_the_name_that_it_has(
    file: SessionFile, tmp_path: Path
) -> None:
    save(file, 1)
    file.move(tmp_path / "named.pgviz")
    assert autosaved() == ()
    file.close()
    assert bytes_of(read_session(tmp_path / "named.pgviz")) == bytes_of(session(MADE, 1))


def test_a_named_file_stays_when_the_run_is_moved_again(file: SessionFile, tmp_path: Path) -> None:
    save(file, 3)
    file.move(tmp_path / "one.pgviz")
    file.move(tmp_path / "two.pgviz")
    save(file, 5)
    assert bytes_of(read_session(tmp_path / "one.pgviz")) == bytes_of(session(MADE, 3))
    assert bytes_of(read_session(tmp_path / "two.pgviz")) == bytes_of(session(MADE, 5))


def test_what_another_program_has_put_there_stays_unless_it_is_to_be_replaced(
    file: SessionFile, tmp_path: Path
) -> None:
    path = tmp_path / "named.pgviz"
    save(file, 3)
    file.move(path)
    displace(path)
    theirs = path.read_bytes()
    with pytest.raises(PgvizError, match="another program has changed it"):
        file.move(path)
    assert path.read_bytes() == theirs
    file.move(path, anew=True)
    save(file, 5)
    file.close()
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 5))
    assert not is_open(path)


def test_a_file_that_was_removed_is_written_again_where_it_is_wanted(
    file: SessionFile, tmp_path: Path
) -> None:
    path = tmp_path / "named.pgviz"
    save(file, 3)
    file.move(path)
    path.unlink()
    with pytest.raises(PgvizError, match="it has been removed"):
        file.move(path)
    file.move(path, anew=True)
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 3))


def test_nothing_can_be_moved_before_there_is_a_run(file: SessionFile, tmp_path: Path) -> None:
    with pytest.raises(PgvizError, match="nothing to save yet"):
        file.move(tmp_path / "named.pgviz")
    assert not (tmp_path / "named.pgviz").exists()
