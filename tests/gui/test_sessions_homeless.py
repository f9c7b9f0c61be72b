"""Where nothing can be autosaved the run goes on, and it is said until it is dealt with."""

import pytest

from pgviz.training.sessions.autosave import sessions_folder
from pgviz.training.sessions.writing import write_session
from tests.gui.saved import Sessions
from tests.training.runs import EXPERIMENT, plain_theta
from tests.training.sessions.sessions import CHANGES, iterations, session, theta_in
from tests.training.sessions.sessions import EXPERIMENT as SESSION
from tests.training.sessions.unprivileged import unprivileged


def test_a_folder_that_becomes_protected_is_told_until_it_is_no_more(
    windows: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.warm_up()
    with unprivileged() as home:
        monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
        driven = windows.open()
        driven.advance(3)
        path = driven.file()
        driven.window.workbench.new_seed()
        sessions_folder().chmod(0o500)
        driven.advance(2)
        driven.wait_for(lambda: "Nothing is autosaved" in driven.notice.text)
        path.parent.chmod(0o700)
        driven.file()
        assert driven.notice.text == ""
        driven.window.close()


def test_without_a_folder_to_save_in_the_run_goes_on_and_it_is_said_once(
    windows: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.warm_up()
    with unprivileged() as home:
        home.chmod(0o500)
        monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
        driven = windows.open()
        driven.wait_for(lambda: driven.notice.text.startswith("Nothing is autosaved, for "))
        driven.notice.away.click()
        assert not driven.notice.isVisible()
        driven.advance(3)
        driven.window.workbench.new_seed()
        driven.advance(3)
        assert not driven.notice.isVisible()
        driven.window.end()


def test_without_a_home_the_run_goes_on_and_it_is_said(
    windows: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)  # as of a user without a home
    driven = windows.open()
    driven.wait_for(lambda: "you have no home folder" in driven.notice.text)
    driven.advance(3)
    assert driven.theta == plain_theta(EXPERIMENT, 4)
    assert [button.text() for button in driven.notice.buttons] == ["Save as …"]
    driven.window.end()


def test_a_file_that_may_not_be_written_is_opened_as_a_copy(
    windows: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.warm_up()
    with unprivileged() as home:
        monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
        (home / "theirs").mkdir()
        path = home / "theirs" / "run.pgviz"
        write_session(path, session(iterations(), 4))
        path.chmod(0o400)
        path.parent.chmod(0o500)
        content = path.read_bytes()
        driven = windows.open()
        driven.open(path)
        assert driven.notice.text.startswith(f"This is a copy: {path} can't be written: Permission")
        driven.advance(2)
        copy = driven.file()
        driven.window.close()
        assert path.read_bytes() == content
        assert theta_in(copy) == plain_theta(SESSION, 6, dict(CHANGES))
        path.parent.chmod(0o700)
