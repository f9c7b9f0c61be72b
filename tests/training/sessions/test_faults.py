"""Whatever a file holds, opening it ends in a session or in one sentence; no code of it is run."""

import gzip
import io
import os
import pickle
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import pytest

from pgviz.environments import make_world
from pgviz.environments.errors import PgvizError
from pgviz.resources import resource
from pgviz.training.sessions.connecting import LARGEST
from pgviz.training.sessions.fitting import require_fits
from pgviz.training.sessions.reading import needs_import, read_session
from pgviz.training.sessions.schema import VERSION
from pgviz.training.sessions.writing import SessionWriter, write_session
from tests.training.sessions.resealed import alter
from tests.training.sessions.sessions import branched, bytes_of, iterations
from tests.training.sessions.unprivileged import unprivileged

MADE = iterations()
GOOD = branched(MADE)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    path = tmp_path_factory.mktemp("original") / "run.pgviz"
    write_session(path, GOOD)
    return path


@pytest.fixture
def path(tmp_path, original):
    """A copy of a good file of two branches."""
    return Path(shutil.copy(original, tmp_path))


def refusal(path: Path) -> str:
    """Return the one sentence with which a file is refused."""
    with pytest.raises(PgvizError) as raised:
        read_session(path)
    text = str(raised.value)
    assert str(path) in text
    assert text.endswith(".")
    assert "\n" not in text
    assert len(text) < 100 + len(str(path)) + 200
    return text


class Payload:
    def __reduce__(self) -> Any:
        return os.mkdir, ("executed",)


def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("session", bytes(10_000_000))
    return buffer.getvalue()


NO_SESSIONS: dict[str, Callable[[], bytes]] = {
    "one byte": lambda: b"S",
    "random bytes": lambda: np.random.default_rng(0).bytes(100_000),
    "text": lambda: b"dear pgviz\n" * 1000,
    "a png": lambda: resource("window.png").read_bytes(),
    "a gzip": lambda: gzip.compress(b"session" * 1000),
    "a zip bomb": zip_bomb,
    "a pickle": lambda: pickle.dumps(Payload()) + bytes(1000),
}


@pytest.mark.parametrize("content", NO_SESSIONS.values(), ids=NO_SESSIONS.keys())
def test_a_file_of_another_kind(tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "run.pgviz"
    path.write_bytes(content())
    assert "it is no session of pgviz" in refusal(path)
    with pytest.raises(PgvizError):
        SessionWriter.resume(path)
    assert path.read_bytes() == content()
    assert [each.name for each in tmp_path.iterdir()] == ["run.pgviz"]


def test_an_empty_file(tmp_path):
    (tmp_path / "run.pgviz").touch()
    assert "is empty" in refusal(tmp_path / "run.pgviz")


def test_what_is_no_file(tmp_path):
    (tmp_path / "folder.pgviz").mkdir()
    os.mkfifo(tmp_path / "pipe.pgviz")
    (tmp_path / "endless.pgviz").symlink_to("/dev/zero")
    (tmp_path / "link.pgviz").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.pgviz").symlink_to(tmp_path / "loop.pgviz")
    assert "is a folder" in refusal(tmp_path / "folder.pgviz")
    assert "is a device or a pipe" in refusal(tmp_path / "pipe.pgviz")
    assert "is a device or a pipe" in refusal(tmp_path / "endless.pgviz")
    for name in ("link.pgviz", "none.pgviz", "no/folder.pgviz"):
        assert "No such file" in refusal(tmp_path / name)
    assert "symbolic links" in refusal(tmp_path / "loop.pgviz")


def test_a_file_larger_than_any_session(path):
    with path.open("r+b") as file:
        file.truncate(LARGEST + 1)  # without a byte on the disk
    assert "larger than the 2 GiB" in refusal(path)


def test_a_file_that_may_not_be_read():
    with unprivileged() as folder:
        path = folder / "run.pgviz"
        write_session(path, GOOD)
        path.chmod(0)
        assert "Permission denied" in refusal(path)
        path.chmod(0o400)
        assert bytes_of(read_session(path)) == bytes_of(GOOD)


def test_a_database_of_another_program(tmp_path):
    path = tmp_path / "run.pgviz"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (key, value)")
    connection.close()
    assert "it is no session of pgviz" in refusal(path)


def test_a_version_from_the_future_and_one_that_never_was(path):
    alter(path, f"PRAGMA user_version = {VERSION + 1}")
    assert "update pgviz" in refusal(path)
    alter(path, "PRAGMA user_version = 0")
    assert "there never was" in refusal(path)


META = "UPDATE meta SET value='{}' WHERE key='{}'"
SCALARS = "UPDATE scalars SET {} WHERE branch=0 AND name='mean_return'"
THETA = "UPDATE arrays SET {} WHERE branch=0 AND iteration=3 AND name='theta'"
CHANGE = "UPDATE changes SET hyperparameters=json_set(hyperparameters, '$.{}', {})"
STOP = "UPDATE stops SET breakpoint='{}' WHERE iteration=7"
NAN, MINUS_INFINITY = "x'000000000000f87f'", "x'000000000000f0ff'"

FAULTS: dict[str, tuple[str, str]] = {
    "a missing table": ("DROP TABLE states", "no such table: states"),
    "a missing column": ("ALTER TABLE branches DROP COLUMN states", "no such column: states"),
    "a missing key": ("DELETE FROM meta WHERE key='seed'", "the key seed is missing"),
    "a key of a wrong type": (META.format('"1"', "seed"), "in meta seed is a whole number"),
    "true for a number": (META.format("true", "current"), "in meta current is a whole number"),
    "a seed out of bounds": (META.format("-1", "seed"), "in meta the seed is -1"),
    "a seed without end": (META.format("9" * 5000, "seed"), "in meta seed is no JSON"),
    "no JSON": (META.format("{", "environment"), "in meta environment is no JSON"),
    "JSON without end": (META.format("[" * 100_000, "notes"), "in meta notes is no JSON"),
    "no environment": (META.format("{}", "environment"), "environment.id is text"),
    "an infinite argument": (
        META.format('{"id": "pgviz/TwoStep-v0", "arguments": {"x": 1e999}}', "environment"),
        "1e999 is no finite number",
    ),
    "a missing hyperparameter": (
        "UPDATE changes SET hyperparameters=json_remove(hyperparameters, '$.discount')",
        "lack discount",
    ),
    "a hyperparameter as text": (CHANGE.format("discount", "'0.9'"), "discount is of a wrong type"),
    "a hyperparameter out of bounds": (CHANGE.format("discount", "1.5"), "between 0 and 1"),
    "a whole number with a point": (CHANGE.format("horizon", "20.0"), "horizon is of a wrong type"),
    "a column of another type": (
        "UPDATE states SET seed='three' WHERE branch=0",
        "in states a seed is not a whole number",
    ),
    "NaN parameters": (THETA.format(f"data={NAN}, shape='[1]'"), "theta is nan at 0"),
    "infinite parameters": (THETA.format(f"data={MINUS_INFINITY}, shape='[1]'"), "is -inf at 0"),
    "a shape that overflows": (THETA.format("shape='[4294967296, 4294967296]'"), "don't fill"),
    "a shape that allocates": (THETA.format("shape='[100000000000]'"), "don't fill"),
    "a negative shape": (THETA.format("shape='[-100]'"), "which no array here has"),
    "a shape of many sides": (THETA.format("shape='[1,1,100]'"), "which no array here has"),
    "a shape that is none": (THETA.format("shape='100'"), "which no array here has"),
    "a shape that doesn't fit the rest": (
        THETA.format("shape='[50, 2]'"),
        "doesn't fit the others",
    ),
    "an object dtype": (THETA.format("dtype='|O'"), "is of the type '|O', not <f8"),
    "big-endian data": (THETA.format("dtype='>f8'"), "is big-endian (>f8), not <f8"),
    "another dtype": (SCALARS.format("dtype='<i8'"), "is of the type '<i8', not <f8"),
    "a dtype that is code": (THETA.format("dtype='__import__(\"os\")'"), "is of the type"),
    "scalars that are cut": (SCALARS.format("data=x'', shape='[0]'"), "not equally long"),
    "a missing scalar": ("DELETE FROM scalars WHERE name='entropy'", "lack entropy"),
    "a missing block": ("DELETE FROM scalars WHERE branch=2", "scalars of 0 iterations, not of 3"),
    "a block at another place": (
        "UPDATE scalars SET data=x'0100000000000000', shape='[1]' WHERE branch=2",
        "scalars of 1 iterations, not of 3",
    ),
    "a missing array": (
        "DELETE FROM arrays WHERE name='velocity' AND iteration=3",
        "has not the arrays that it should have: velocity",
    ),
    "an array without its state": (
        "UPDATE arrays SET iteration=4 WHERE iteration=3",
        "has not the arrays that it should have",
    ),
    "a missing state": ("DELETE FROM states WHERE iteration=3", "there are 4 states, not 5"),
    "an unknown optimiser": ("UPDATE states SET optimizer='rmsprop'", "an unknown optimiser"),
    "a missing branch": ("DELETE FROM branches WHERE number=2", "in meta branches are [0, 2]"),
    "no branch": ("DELETE FROM branches", "in meta branches are [0, 2], but there are []"),
    "a branch of none": ("UPDATE branches SET fork_branch=1 WHERE number=2", "it leaves branch 1"),
    "a branch of itself": ("UPDATE branches SET fork_branch=2 WHERE number=2", "leaves branch 2"),
    "a branch of what is not yet": (
        "UPDATE branches SET fork_iteration=99 WHERE number=2",
        "in branch 2 ",
    ),
    "a branch that is shown, but not there": (META.format("1", "current"), "it shows branch 1"),
    "an iteration that is not there": (META.format("9", "shown"), "it shows iteration 9"),
    "a change out of place": (
        "UPDATE changes SET iteration=99 WHERE iteration=4",
        "behind its end",
    ),
    "a stop behind the end": (
        "UPDATE stops SET iteration=9 WHERE branch=2",
        "in branch 2 it can't have stopped at iteration 9",
    ),
    "a stop of another branch": (
        "UPDATE stops SET branch=2 WHERE iteration=2",
        "in branch 0 there are 1 stops, not 2",
    ),
    "a stop before the fork": (
        "UPDATE stops SET iteration=5 WHERE branch=2",
        "in branch 2 it can't have stopped at iteration 5",
    ),
    "a stop at nothing": (STOP.format("[]"), "has not a kind and a threshold: []"),
    "a stop at half a breakpoint": (STOP.format('{"kind": "spike"}'), "not a kind and a threshold"),
    "a stop of no kind": (
        STOP.format('{"kind": ["spike"], "threshold": 1}'),
        "has a kind that is no text: ['spike']",
    ),
    "a stop of an unknown kind": (
        STOP.format('{"kind": "import os", "threshold": 0}'),
        "There is no breakpoint 'import os'",
    ),
    "a threshold out of bounds": (
        STOP.format('{"kind": "cosine", "threshold": 1.5}'),
        "Cosine is between -1 and 1, not 1.5",
    ),
    "a threshold as text": (
        STOP.format('{"kind": "cosine", "threshold": "0.5"}'),
        "a threshold of a wrong type: '0.5'",
    ),
    "a threshold with a point": (
        STOP.format('{"kind": "iteration", "threshold": 5.0}'),
        "a threshold of a wrong type: 5.0",
    ),
    "a threshold where there is none": (
        STOP.format('{"kind": "first-success", "threshold": 1}'),
        "a threshold of a wrong type: 1",
    ),
    "a threshold that is no number": (
        STOP.format('{"kind": "cosine", "threshold": NaN}'),
        "NaN is no finite number",
    ),
    "breakpoints that are none": (
        META.format("[7]", "breakpoints"),
        "in meta breakpoint 0 has not",
    ),
    "no list of breakpoints": (META.format("{}", "breakpoints"), "in meta breakpoints is a list"),
    "a change that is missing": ("DELETE FROM changes WHERE iteration=0", "there are 1 changes"),
}


@pytest.mark.parametrize(("statement", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_a_session_in_which_something_is_wrong(path, statement, told):
    alter(path, statement)
    text = refusal(path)
    assert told in text
    assert "is damaged" in text


@pytest.mark.parametrize("statement", [statement for statement, _ in FAULTS.values()])
def test_no_change_of_a_row_passes_without_its_checksum(path, statement):
    alter(path, statement, sealed=False)
    refusal(path)


def test_a_view_in_a_tables_place_computes_nothing(path):
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    alter(
        path,
        "ALTER TABLE meta RENAME TO hidden",
        f"CREATE VIEW meta AS {endless} SELECT i AS key, i AS value, i AS checksum FROM n",
        sealed=False,
    )
    assert "not authorized" in refusal(path)


def test_a_column_that_is_computed_computes_nothing(path):
    alter(
        path,
        "ALTER TABLE meta RENAME TO hidden",
        "CREATE TABLE meta (key, checksum, value AS (hex(zeroblob(100000000))))",
        "INSERT INTO meta VALUES ('notes', x'00')",
        sealed=False,
    )
    assert "is damaged" in refusal(path)


def test_keys_tables_and_columns_that_are_not_known_are_passed_over(path):
    alter(
        path,
        "INSERT INTO meta VALUES ('mood', '\"sunny\"', x'')",
        "CREATE TABLE more (x)",
        "ALTER TABLE scalars ADD COLUMN unit TEXT",
        CHANGE.format("temperature", "2"),
        sealed=False,
    )
    with pytest.raises(PgvizError, match="checksum"):
        read_session(path)
    alter(path, "ALTER TABLE scalars DROP COLUMN unit")
    alter(path, "ALTER TABLE scalars ADD COLUMN unit TEXT", sealed=False)
    assert bytes_of(read_session(path)) == bytes_of(GOOD)


def test_an_unknown_environment_is_told(path):
    alter(path, META.format('{"id": "GridWorl-v0", "arguments": {}}', "environment"))
    assert "No environment is called 'GridWorl-v0'" in refusal(path)


def test_an_environment_of_a_module_is_not_imported_by_reading(path):
    id = "tests.training.never_imported:Never-v0"
    alter(path, META.format(f'{{"id": "{id}", "arguments": {{}}}}', "environment"))
    assert needs_import(read_session(path)) == "tests.training.never_imported"
    assert needs_import(GOOD) is None


@pytest.mark.parametrize("id", ["FrozenLake-v1", "CartPole-v1", "Pendulum-v1"])
def test_an_environment_whose_spaces_have_changed_is_told(id):
    world = make_world(gymnasium_spec(id))
    with pytest.raises(PgvizError, match=r"doesn't fit .* any more, whose observations"):
        require_fits(GOOD, world)
    world.close()


def test_the_environment_of_the_session_fits_it():
    world = make_world(GOOD.experiment.environment)
    require_fits(GOOD, world)
    world.close()


def gymnasium_spec(id: str) -> Any:
    assert id in gymnasium.registry
    return type(GOOD.experiment.environment)(id)


def test_a_file_cut_at_any_place_is_told(path):
    whole = path.read_bytes()
    places = np.random.default_rng(0).integers(0, len(whole), 100).tolist()
    for place in (*range(0, 200, 7), *range(0, len(whole), 4096), *places):
        path.write_bytes(whole[:place])
        refusal(path)
