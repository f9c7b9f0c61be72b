"""Sessions that nobody has given a place are kept in the user's folder, and offered again."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pgviz.environments import EnvironmentSpec
from pgviz.environments.errors import PgvizError
from pgviz.training.sessions.autosave import (
    autosave_path,
    autosaved,
    discard,
    is_autosaved,
    sessions_folder,
    tidy,
    unfinished,
)
from pgviz.training.sessions.lock import SessionInUse
from pgviz.training.sessions.writing import SessionWriter, write_session
from tests.training.sessions.sessions import EXPERIMENT, iterations, session
from tests.training.sessions.unprivileged import unprivileged

MADE = iterations()
MOMENT = datetime(2026, 3, 9, 14, 5, 0)
LEAVE = """
import os, sys
from pathlib import Path
from pgviz.training.sessions.writing import SessionWriter
SessionWriter.resume(Path(sys.argv[1]))
os.kill(os.getpid(), 9)
"""


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def test_the_folder_is_made_in_the_users_data_folder(data):
    assert sessions_folder() == data / "pgviz/sessions"
    assert sessions_folder().is_dir()


def test_a_path_says_which_run_it_is_and_when_it_began_and_is_free():
    path = autosave_path(EXPERIMENT, MOMENT)
    assert path == sessions_folder() / "gridworld 2026-03-09 14.05.00.pgviz"
    path.touch()
    assert autosave_path(EXPERIMENT, MOMENT).name == "gridworld 2026-03-09 14.05.00 (2).pgviz"


@pytest.mark.parametrize("id", ["../../etc/x", "a" * 1000, "module:Id-v0", "网格 世界", "\0"])
def test_no_name_leads_out_of_the_folder(id):
    experiment = replace(EXPERIMENT, environment=EnvironmentSpec(id), scenario=None)
    path = autosave_path(experiment)
    assert path.parent == sessions_folder()
    write_session(path, session(MADE, 1))


def test_what_was_not_closed_is_offered_newest_first():
    paths = [sessions_folder() / f"{name}.pgviz" for name in ("old", "new", "closed", "open")]
    for path in paths:
        write_session(path, session(MADE, 3))
    for path in paths[:2]:
        command = [sys.executable, "-c", LEAVE, str(path)]
        assert subprocess.run(command).returncode == -9
    os.utime(paths[0], (1, 1))
    damaged = sessions_folder() / "damaged.pgviz"
    damaged.write_text("not a session")
    os.utime(damaged, (0, 0))
    with SessionWriter.resume(paths[3])[0]:
        assert unfinished() == (paths[1], paths[0], damaged)
    SessionWriter.resume(paths[0])[0].close()
    assert unfinished() == (paths[1], damaged)


def test_the_oldest_that_were_closed_are_removed_and_no_others():
    paths = [sessions_folder() / f"{age}.pgviz" for age in range(5)]
    for path in paths:
        write_session(path, session(MADE, 3))
    assert subprocess.run([sys.executable, "-c", LEAVE, str(paths[4])]).returncode == -9
    for age, path in enumerate(paths):
        os.utime(path, (100 - age, 100 - age))
    with SessionWriter.resume(paths[3])[0]:
        tidy(kept=2)
        assert set(autosaved()) == {paths[0], paths[1], paths[3], paths[4]}
        tidy(kept=0)
        assert set(autosaved()) == {paths[3], paths[4]}


def test_only_what_lies_in_the_folder_is_taken_for_autosaved(data, tmp_path, monkeypatch):
    assert is_autosaved(sessions_folder() / "run.pgviz")
    assert not is_autosaved(tmp_path / "run.pgviz")
    assert not is_autosaved(sessions_folder() / "mine" / "run.pgviz")
    real = data.rename(tmp_path / "elsewhere")
    data.symlink_to(real)
    assert is_autosaved(real / "pgviz/sessions/run.pgviz")
    monkeypatch.setenv("XDG_DATA_HOME", "")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert not is_autosaved(tmp_path / "run.pgviz")


def test_nothing_is_left_of_what_is_discarded():
    path = autosave_path(EXPERIMENT)
    with SessionWriter.create(path, session(MADE, 3)), pytest.raises(SessionInUse):
        discard(path)
    discard(path)
    assert list(sessions_folder().iterdir()) == []


def test_a_home_that_can_not_be_written_is_told(monkeypatch):
    with unprivileged() as folder:
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
        folder.chmod(0o500)
        with pytest.raises(PgvizError, match=r"Nothing is autosaved, for .* can't be used: Perm"):
            sessions_folder()
        folder.chmod(0o700)
        sessions_folder().chmod(0o500)
        with pytest.raises(PgvizError, match=r"can't be used: it may not be written; save the"):
            autosave_path(EXPERIMENT)
        (folder / "data/pgviz/sessions").chmod(0o700)


def test_no_home_is_told(monkeypatch):
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as of a user without a home
    with pytest.raises(PgvizError, match="Nothing is autosaved, for you have no home folder"):
        unfinished()


def test_a_file_in_the_folders_place_is_told(data):
    data.write_text("a file")
    with pytest.raises(PgvizError, match="Nothing is autosaved"):
        autosave_path(EXPERIMENT)
    assert Path(data).read_text() == "a file"
