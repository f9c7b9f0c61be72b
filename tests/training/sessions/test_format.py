"""The written description of the file is enough to read it, and says what there is."""

import re

import numpy as np
import pytest

from pgviz.resources import resource
from pgviz.training.breakpoint_kinds import KINDS
from pgviz.training.history import DTYPES
from pgviz.training.sessions.migrations import MIGRATIONS
from pgviz.training.sessions.schema import APPLICATION_ID, TABLES, VERSION
from pgviz.training.sessions.writing import write_session
from tests.training.sessions.resealed import checksum
from tests.training.sessions.sessions import branched, iterations
from tests.training.sessions.stranger import COLUMNS, Session

CONTENTS = branched(iterations())
DESCRIPTION = resource("session-format.md").read_text("utf-8")


@pytest.fixture
def read(tmp_path):
    write_session(tmp_path / "run.pgviz", CONTENTS)
    return Session(tmp_path / "run.pgviz")


def test_a_stranger_reads_what_the_run_began_with(read):
    begun = CONTENTS.experiment
    assert read.meta["environment"] == {"id": begun.environment.id, "arguments": {}}
    values = {**begun.hyperparameters.as_mapping(), "hidden": list(begun.hyperparameters.hidden)}
    assert read.meta["hyperparameters"] == values
    assert (read.meta["seed"], read.meta["scenario"]) == (3, "gridworld")
    assert (read.meta["current"], read.meta["shown"], read.meta["open"]) == (2, 7, False)
    assert read.meta["notes"] == CONTENTS.notes
    assert read.meta["branches"] == [0, 2]
    assert read.meta["breakpoints"] == [
        {"kind": "spike", "threshold": 7.5},
        {"kind": "iteration", "threshold": 100},
    ]


@pytest.mark.parametrize("branch", CONTENTS.branches, ids=lambda branch: branch.name)
def test_a_stranger_reads_what_was_kept_of_a_branch(read, branch):
    row = read.branch(branch.number)
    assert (row["name"], row["iterations"]) == (branch.name, branch.end - branch.first)
    assert [at for at, _ in read.changes(branch.number)] == [at for at, _ in branch.changes]
    for (_, values), (_, made_with) in zip(
        read.changes(branch.number), branch.changes, strict=True
    ):
        assert values["learning_rate"] == made_with.learning_rate
    for name, column in branch.scalars.items():
        own = np.array(read.scalars(branch.number, name), column.dtype)
        assert own.tobytes() == column.tobytes()


def test_a_stranger_reads_where_breakpoints_stopped(read):
    assert read.stops(0) == [
        (2, {"kind": "mean-return", "threshold": -3.5}),
        (9, {"kind": "first-success", "threshold": 0}),
    ]
    assert read.stops(2) == [(7, {"kind": "entropy", "threshold": 1.25})]
    assert [read.branch(number)["stops"] for number in (0, 2)] == [2, 1]


@pytest.mark.parametrize("branch", CONTENTS.branches, ids=lambda branch: branch.name)
def test_a_stranger_reads_the_states(read, branch):
    assert [row["iteration"] for row in read.states(branch.number)] == sorted(branch.states)
    for row in read.states(branch.number):
        state = branch.states[row["iteration"]]
        arrays = read.arrays(branch.number, row["iteration"])
        assert arrays["theta"] == state.theta.tolist()
        assert arrays["moments"] == state.value.moments.ravel().tolist()
        assert (row["optimizer"], row["count"]) == (state.optimizer.kind, state.optimizer.count)
        velocity = state.optimizer.velocity
        assert arrays.get("velocity") == (None if velocity is None else velocity.tolist())


def test_the_description_gives_a_checksum_that_is_right():
    assert f"`{checksum('meta', ('seed', '3')).hex()}`" in DESCRIPTION


def test_the_description_names_every_table_column_and_figure():
    named = set(re.findall(r"`([a-z_]+)`", DESCRIPTION))
    assert {table.name for table in TABLES.values()} == set(COLUMNS) <= named
    for name, table in TABLES.items():
        assert list(table.columns) == COLUMNS[name].split()
        assert set(table.columns) <= named
    assert set(DTYPES) <= named


def test_the_description_names_every_kind_of_breakpoint():
    for kind in KINDS.values():
        rows = re.findall(rf"^\| `{kind.key}` \|(.*)$", DESCRIPTION, re.MULTILINE)
        assert any(f"`{kind.scalar}`" in row for row in rows)


def test_the_description_is_of_this_version():
    assert f"`0x{APPLICATION_ID:x}`" in DESCRIPTION
    assert f"| `user_version` | {VERSION}," in DESCRIPTION


def test_every_older_version_is_migrated():
    assert set(MIGRATIONS) == set(range(1, VERSION))
