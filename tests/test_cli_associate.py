"""`pgviz associate` tells a Linux desktop, by files of its own, what opens sessions and links."""

import configparser
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import pgviz
from pgviz.cli import main
from pgviz.cli.command import parse
from pgviz.cli.desktop import exec_line
from pgviz.cli.entry import COMMANDS
from pgviz.resources import resource
from pgviz.training.sessions.writing import SessionWriter, write_session
from tests.training.sessions.sessions import iterations, session

SESSION, LINK = "application/x-pgviz-session", "x-scheme-handler/pgviz"
TOOLS = ("update-mime-database", "update-desktop-database", "xdg-mime")
FILES = {
    "applications/pgviz.desktop",
    "mime/packages/pgviz.xml",
    "icons/hicolor/scalable/apps/pgviz.svg",
}
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture(autouse=True)
def desktop(tmp_path, monkeypatch):
    """A user's folders, and programs of a desktop that note how they are called."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data, 資料"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        install(tmp_path, name, f'echo "{name} $@" >> "{tmp_path}/calls"')
    return tmp_path / "data, 資料"


def install(folder: Path, name: str, line: str) -> None:
    program = folder / "bin" / name
    program.write_text(f"#!/bin/sh\n{line}\n")
    program.chmod(0o755)


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def entry_in(folder: Path) -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read(folder / "applications/pgviz.desktop", "utf-8")
    assert parser.sections() == ["Desktop Entry"]
    return dict(parser["Desktop Entry"])


def kind_in(folder: Path) -> ElementTree.Element:
    (kind,) = ElementTree.parse(folder / "mime/packages/pgviz.xml").getroot()
    assert kind.tag == f"{MIME}mime-type"
    return kind


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["associate", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_the_files_are_where_a_desktop_looks(desktop, capsys):
    assert main(["associate"]) == 0
    assert files_in(desktop) == FILES
    out = capsys.readouterr().out
    assert all(f"wrote {desktop / name}\n" in out for name in FILES)
    assert out.endswith("Files *.pgviz and links pgviz://… open with this pgviz now.\n")


def test_the_entry_says_what_opens_and_how(desktop):
    assert main(["associate"]) == 0
    entry = entry_in(desktop)
    assert (entry["Type"], entry["Name"], entry["Terminal"]) == ("Application", "pgviz", "false")
    assert entry["MimeType"].split(";") == [SESSION, LINK, ""]
    assert entry["Icon"] == "pgviz"
    icon = desktop / "icons/hicolor/scalable/apps/pgviz.svg"
    assert icon.read_bytes() == resource("icons/pgviz.svg").read_bytes()
    assert os.access(entry["TryExec"], os.X_OK)
    assert shlex.split(entry["Exec"])[-3:] == ["open", "--desktop", "%u"]


def test_the_entry_is_valid(desktop, monkeypatch):
    assert main(["associate"]) == 0
    monkeypatch.undo()
    validate = shutil.which("desktop-file-validate")
    if validate is not None:
        file = desktop / "applications/pgviz.desktop"
        run = subprocess.run([validate, file], capture_output=True, text=True)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_its_command_is_this_pgviz_from_any_folder(desktop, tmp_path):
    assert main(["associate"]) == 0
    words = shlex.split(entry_in(desktop)["Exec"])
    command = [*words[: words.index("open")], "--version"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == (f"pgviz {pgviz.__version__}\n", "")


@pytest.mark.parametrize("as_url", [False, True])
def test_its_command_opens_a_session(desktop, tmp_path, as_url):
    """A desktop puts a path or a URL in the place of %u; without a display, 3 is the code."""
    assert main(["associate"]) == 0
    path = tmp_path / "a run, 100 %.pgviz"
    write_session(path, session(iterations(), 2))
    word = path.as_uri() if as_url else str(path)
    words = [word if each == "%u" else each for each in shlex.split(entry_in(desktop)["Exec"])]
    arguments = parse(words[words.index("open") :], COMMANDS)
    assert (arguments.session, arguments.desktop) == (path, True)
    variables = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    without = {key: value for key, value in os.environ.items() if key not in variables}
    run = subprocess.run(words, env=without, capture_output=True, text=True)
    assert run.returncode == 3, run.stderr


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///tmp/a%20run%2C%20%E5%8B%95%20100%25.pgviz", "/tmp/a run, 動 100%.pgviz"),
        ("file://localhost/tmp/run.pgviz", "/tmp/run.pgviz"),
        ("FILE:///tmp/a#b?c.pgviz", "/tmp/a#b?c.pgviz"),
        ("file:not-a-url.pgviz", "file:not-a-url.pgviz"),
    ],
)
def test_a_file_can_be_named_by_its_url(url, path):
    assert parse([url], COMMANDS).session == Path(path)


@pytest.mark.parametrize("url", ["file://", "file://%00.pgviz", "file://[.pgviz", "file:///no%zz"])
def test_a_url_that_leads_nowhere_is_refused(capsys, url):
    assert main(["open", url]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def unquoted(value: str) -> list[str]:
    """Read the value of Exec as the Desktop Entry Specification says, in its order."""
    string = re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), value)
    words = re.findall(r'"(?:\\.|[^"\\])*"|[^ "]+', string, re.DOTALL)
    bare = [re.sub(r'\\(["`$\\])', r"\1", word.strip('"')) for word in words]
    return [word.replace("%%", "%") for word in bare]


@pytest.mark.parametrize(
    "path", ["/usr/bin/pgviz", "/a b/pgviz", "/資料/pgviz", "/100 %u/$HOME/`x`/pg\\viz", "/a\tb\nc"]
)
def test_any_path_is_quoted_as_a_desktop_reads_it(path):
    line = exec_line([path, "-m", "pgviz"])
    assert "\n" not in line
    assert unquoted(line) == [path, "-m", "pgviz"]


def test_a_session_is_known_by_its_name_or_its_first_bytes(desktop):
    assert main(["associate"]) == 0
    kind = kind_in(desktop)
    assert kind.get("type") == SESSION
    assert [each.get("pattern") for each in kind.findall(f"{MIME}glob")] == ["*.pgviz"]
    (parent,) = kind.findall(f"{MIME}sub-class-of")
    assert parent.get("type") == "application/vnd.sqlite3"


def matches(match: ElementTree.Element, content: bytes) -> bool:
    """Whether a file begins as a magic rule of the Shared MIME-info Specification says."""
    value = match.get("value")
    if match.get("type") == "string":
        wanted = value.encode().decode("unicode_escape").encode("latin-1")
    else:
        assert match.get("type") == "big32"
        wanted = int(value, 0).to_bytes(4, "big")
    offset = int(match.get("offset"))
    inner = match.findall(f"{MIME}match")
    is_here = content[offset : offset + len(wanted)] == wanted
    return is_here and (not inner or any(matches(each, content) for each in inner))


def test_the_magic_is_that_of_a_session_alone(desktop, tmp_path):
    assert main(["associate"]) == 0
    (magic,) = kind_in(desktop).findall(f"{MIME}magic")
    assert int(magic.get("priority")) > 50  # SQLite's own
    (rule,) = magic
    closed, still_open, other = (tmp_path / name for name in ("closed", "open", "other"))
    write_session(closed, session(iterations(), 2))
    assert matches(rule, closed.read_bytes())
    with SessionWriter.create(still_open, session(iterations(), 2)):
        assert matches(rule, still_open.read_bytes())
    database = sqlite3.connect(other)
    database.execute("CREATE TABLE t (a)")
    database.close()
    assert not matches(rule, other.read_bytes())
    assert not matches(rule, b"")


def test_the_desktop_is_told_to_read_them(desktop, tmp_path):
    assert main(["associate"]) == 0
    assert (tmp_path / "calls").read_text().splitlines() == [
        f"update-mime-database {desktop}/mime",
        f"update-desktop-database {desktop}/applications",
        f"xdg-mime default pgviz.desktop {SESSION} {LINK}",
    ]


def test_what_is_missing_is_named_and_the_files_are_written(desktop, tmp_path, capsys):
    for name in ("update-desktop-database", "xdg-mime"):
        (tmp_path / "bin" / name).unlink()
    assert main(["associate"]) == 0
    assert files_in(desktop) == FILES
    out, err = capsys.readouterr()
    assert "for update-desktop-database, xdg-mime can't be found" in out.splitlines()[-1]
    assert "install desktop-file-utils, xdg-utils (Debian's names)" in out.splitlines()[-1]
    assert err == ""
    assert (tmp_path / "calls").read_text() == f"update-mime-database {desktop}/mime\n"


def test_a_program_that_fails_is_told(desktop, tmp_path, capsys):
    install(tmp_path, "xdg-mime", "echo no desktop here >&2; exit 4")
    assert main(["associate"]) == 2
    assert capsys.readouterr().err == "pgviz: xdg-mime has failed: no desktop here\n"
    assert files_in(desktop) == FILES


def test_all_of_it_can_be_taken_back(desktop, tmp_path, capsys):
    defaults = tmp_path / "config/mimeapps.list"
    defaults.parent.mkdir()
    theirs = b"[Default Applications]\ntext/plain=ed.desktop\n"
    ours = f"{SESSION}=pgviz.desktop\n{LINK}=pgviz.desktop;\n".encode()
    other = f"[Added Associations]\n{SESSION}=other.desktop\n\xff".encode("latin-1")
    defaults.write_bytes(theirs + ours + other)
    assert main(["associate"]) == 0
    (tmp_path / "calls").unlink()
    capsys.readouterr()
    assert main(["associate", "--remove"]) == 0
    assert files_in(desktop) == set()
    assert defaults.read_bytes() == theirs + other
    assert capsys.readouterr().out.count("removed") == len(FILES)
    called = (tmp_path / "calls").read_text().splitlines()
    assert [line.split()[0] for line in called] == list(TOOLS[:2])
    assert main(["associate", "--remove"]) == 0
    assert capsys.readouterr().out == f"There is nothing of it in {desktop}.\n"


def test_it_can_be_done_twice(desktop):
    assert main(["associate"]) == main(["associate"]) == 0
    assert files_in(desktop) == FILES


@pytest.mark.parametrize("named", ["", "not/absolute"])
def test_without_another_the_data_folder_is_that_of_the_home(tmp_path, monkeypatch, named):
    monkeypatch.setenv("XDG_DATA_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert main(["associate"]) == 0
    assert files_in(tmp_path / "home/.local/share") == FILES


@pytest.mark.parametrize("words", [[], ["--remove"]])
def test_without_a_home_it_is_refused(monkeypatch, capsys, words):
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("HOME", raising=False)
    told = refusal(capsys, *words)
    assert told == "pgviz: There is no home folder; set HOME or XDG_DATA_HOME to a folder.\n"


def test_a_folder_that_cannot_be_made_is_named(desktop, capsys):
    desktop.write_text("in the way")
    told = refusal(capsys)
    assert told == f"pgviz: {desktop}/applications can't be made: Not a directory.\n"


def test_a_file_that_cannot_be_written_or_removed_is_named(desktop, capsys):
    path = desktop / "applications/pgviz.desktop"
    path.mkdir(parents=True)
    assert f"{path} can't be written: Is a directory" in refusal(capsys)
    assert f"{path} can't be removed: Is a directory" in refusal(capsys, "--remove")


@pytest.mark.parametrize(
    ("system", "way"), [("darwin", "Get Info ▸ Open with"), ("win32", "then Always")]
)
def test_elsewhere_it_is_said_how(desktop, monkeypatch, capsys, system, way):
    monkeypatch.setattr(sys, "platform", system)
    told = refusal(capsys)
    assert way in told
    assert str(Path(sys.executable).parent) in told
    assert not desktop.exists()


def test_it_is_the_last_of_the_commands_each_on_a_line(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    names = re.findall(r"^    (\w+) {2,}\S", capsys.readouterr().out, re.MULTILINE)
    assert names == [
        *("open", "train", "gradient", "check", "picture", "export", "info", "list"),
        "associate",
    ]
