"""`pgviz export` takes out of a session file what was put into it."""

import csv
import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pgviz.cli import main
from pgviz.training.sessions.writing import SessionWriter
from tests.cli_worlds import Signalling, registered
from tests.training.sessions.sessions import LEFT_AT, branched, iterations


@pytest.fixture(scope="module")
def contents():
    return branched(iterations())


@pytest.fixture
def session(tmp_path, contents) -> Path:
    path = tmp_path / "s.pgviz"
    with SessionWriter.create(path, contents):
        pass
    return path


def exported(session: Path, what: str, name: str, *words: str) -> Path:
    out = session.parent / name
    assert main(["export", str(session), "--what", what, str(out), *words]) == 0
    return out


def refused(session: Path, capsys, what: str, name: str, *words: str) -> str:
    out = session.parent / name
    assert main(["export", str(session), "--what", what, str(out), *words]) == 2
    printed, told = capsys.readouterr()
    assert printed == ""
    assert not out.exists()
    assert told.count("\n") == 1
    return told


def test_figures_are_those_of_the_branch_from_the_first_iteration_on(session, contents):
    out = exported(session, "scalars", "o.csv")
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    columns = contents.columns(2)
    assert [float(row["mean_return"]) for row in rows] == columns["mean_return"].tolist()
    assert rows[LEFT_AT]["changed"].endswith("optimizer=momentum")


def test_some_iterations_of_another_branch_as_json(session, contents):
    out = exported(session, "scalars", "o.json", "--branch", "0", "--iterations", "2:5")
    written = json.loads(out.read_text())
    assert [each["iteration"] for each in written["iterations"]] == [2, 3, 4]
    norms = contents.branch(0).scalars["gradient_norm"][2:5]
    assert [each["gradient_norm"] for each in written["iterations"]] == norms.tolist()


@pytest.mark.parametrize("number", [0, LEFT_AT, 8])
def test_arrays_are_made_again_as_they_were(session, contents, number):
    out = exported(session, "arrays", "o.npz", "--iterations", str(number))
    with np.load(out, allow_pickle=False) as arrays:
        assert json.loads(str(arrays["about"]))["iteration"] == number
        length = float(np.linalg.norm(arrays["gradient"]))
    assert length == contents.columns(2)["gradient_norm"][number]


def test_a_script_ends_in_the_theta_of_the_session(session, contents):
    out = exported(session, "script", "o.py")
    printed = subprocess.check_output([sys.executable, out], text=True).strip()
    assert printed == contents.branch(2).states[9].theta_sha256


def test_a_script_may_end_earlier(session, contents):
    out = exported(session, "script", "o.py", "--branch", "0", "--iterations", ":6")
    printed = subprocess.check_output([sys.executable, out], text=True).strip()
    assert printed == contents.branch(0).states[6].theta_sha256


def test_a_clip_has_a_frame_for_every_second_iteration(session):
    out = session.parent / "o.gif"
    words = ["--what", "clip", str(out), "--iterations", "1:6:2", "--size", "1000x700"]
    command = [sys.executable, "-m", "pgviz", "export", str(session), *words]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, f"saved {out}\n", "")
    with Image.open(out) as clip:
        assert (clip.n_frames, clip.size) == (3, (1000, 700))


@pytest.mark.parametrize(
    ("what", "name", "words", "told"),
    [
        (
            "scalars",
            "o.csv",
            ["--iterations", "2:20"],
            "The run has iterations 0 to 8, not 2 to 19",
        ),
        ("scalars", "o.csv", ["--iterations", "5:5"], "From 5 to before 5 is no iteration"),
        ("scalars", "o.csv", ["--iterations", "0:6:2"], "leave the third number out"),
        ("scalars", "o.csv", ["--iterations", "x"], "Iterations are one, such as 7, or first:last"),
        ("scalars", "o.csv", ["--branch", "1"], "The session has no branch 1; it has 0, 2."),
        ("arrays", "o.npz", ["--iterations", "2:4"], "Arrays are those of one iteration"),
        ("script", "o.py", ["--iterations", "2:4"], "A script begins with iteration 0"),
        ("clip", "o.avi", [], "A clip is a .gif, .apng, .png, .mp4 file, not 'o.avi'"),
        ("clip", "o.gif", ["--rate", "100"], "A rate is more than 0 and up to 50, not '100'"),
        ("clip", "gone/o.gif", [], "There is no folder"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(session, capsys, what, name, words, told):
    assert told in refused(session, capsys, what, name, *words)


def test_a_file_that_is_no_session_is_refused(tmp_path, capsys):
    (tmp_path / "s.pgviz").write_text("text")
    refused(tmp_path / "s.pgviz", capsys, "scalars", "o.csv")


def test_a_session_file_is_not_written_over(session, capsys):
    before = session.read_bytes()
    assert main(["export", str(session), "--what", "scalars", str(session)]) == 2
    assert "can't be both" in capsys.readouterr().err
    assert session.read_bytes() == before


def test_ctrl_c_ends_a_clip_and_leaves_no_file(tmp_path):
    session, out = tmp_path / "s.pgviz", tmp_path / "o.gif"
    with registered(Signalling) as id:
        words = ["--env", id, "--env-arg", f"number={int(signal.SIGINT)}", "--set", "batch_size=1"]
        words += ["--session", str(session), "--quiet"]
        for total in ("4", "8"):  # fewer at a time than it takes to be signalled
            assert main(["train", *words, "--iterations", total]) == 0
    command = [sys.executable, "-c", SIGNALLED, "export", str(session), "--what", "clip", str(out)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (128 + signal.SIGINT, "", "")
    assert list(tmp_path.iterdir()) == [session]


SIGNALLED = """
import sys
from pgviz.cli import main
from tests.cli_worlds import Signalling, registered
with registered(Signalling):
    sys.exit(main())
"""


def test_a_table_never_takes_the_place_of_another_session(session, capsys):
    assert "is named as a session is" in refused(session, capsys, "scalars", "other.pgviz")
