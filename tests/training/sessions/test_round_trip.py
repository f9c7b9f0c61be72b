"""What is written is read again, to the last bit, however it came to be written."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pgviz.environments import make_world
from pgviz.environments.errors import PgvizError
from pgviz.training.fork import Fork
from pgviz.training.history import DTYPES
from pgviz.training.iteration import iterate
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.reading import is_open, read_session, version_of
from pgviz.training.sessions.rows import BLOCK
from pgviz.training.sessions.schema import VERSION
from pgviz.training.sessions.writing import SessionWriter, write_session
from tests.training.sessions.sessions import (
    BREAKPOINTS,
    EXPERIMENT,
    FITTED,
    LATER,
    MOST,
    STOPS,
    branched,
    bytes_of,
    iterations,
    session,
)
from tests.training.sessions.strategies import sessions

MADE = iterations()


@given(sessions())
@settings(max_examples=50, deadline=None)
def test_any_session_is_read_as_it_was_written(contents):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.pgviz"
        write_session(path, contents)
        assert bytes_of(read_session(path)) == bytes_of(contents)
        assert [each.name for each in Path(folder).iterdir()] == ["any.pgviz"]


@given(st.lists(sessions(), min_size=2, max_size=3, unique_by=lambda each: each.experiment.seed))
@settings(max_examples=15, deadline=None)
def test_a_file_holds_what_was_saved_last_whatever_it_held(contents):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.pgviz"
        with SessionWriter.create(path, contents[0]) as writer:
            for each in contents[1:]:
                writer.save(each)
                assert bytes_of(read_session(path)) == bytes_of(each)
        assert bytes_of(read_session(path)) == bytes_of(contents[-1])


def test_a_run_that_grows_is_saved_as_it_grows(tmp_path):
    path = tmp_path / "run.pgviz"
    with SessionWriter.create(path, session(MADE, 0)) as writer:
        for count in range(MOST + 1):
            writer.save(session(MADE, count))
            assert writer.saved == {0: count}
            assert bytes_of(read_session(path)) == bytes_of(session(MADE, count))
    assert [each.name for each in tmp_path.iterdir()] == ["run.pgviz"]


def test_a_save_that_rests_now_and_then_is_read_whole_or_not_at_all(tmp_path):
    path, former = tmp_path / "run.pgviz", session(MADE, 5)
    seen = []

    def reading(edits):
        for edit in edits:
            yield edit
            seen.append(bytes_of(read_session(path)) == bytes_of(former))

    with SessionWriter.create(path, former) as writer:
        writer.save(session(MADE, MOST), reading)
        assert len(seen) > MOST - 5
        assert all(seen)
        assert bytes_of(read_session(path)) == bytes_of(session(MADE, MOST))


def test_what_was_read_cannot_be_changed(tmp_path):
    write_session(tmp_path / "run.pgviz", session(MADE, 5))
    branch = read_session(tmp_path / "run.pgviz").branches[0]
    parts = [branch.scalars["mean_return"], branch.states[3].theta, branch.states[3].value.moments]
    assert not any(array.flags.writeable for array in parts)


def test_branches_notes_and_the_place_are_kept(tmp_path):
    path = tmp_path / "run.pgviz"
    with SessionWriter.create(path, session(MADE, 8)) as writer:
        writer.save(branched(MADE))
        assert writer.saved == {0: 10, 2: 9}
        assert bytes_of(read_session(path)) == bytes_of(branched(MADE))
        writer.save(session(MADE, 10))
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 10))


def test_the_figures_of_a_branch_begin_with_those_of_the_one_it_left():
    contents = branched(MADE)
    columns = contents.columns(2)
    assert columns["iteration"].tolist() == list(range(9))
    own = contents.branch(2).scalars["mean_return"].tolist()
    first = [each.scalars.mean_return for each in MADE[:6]]
    assert columns["mean_return"].tolist() == [*first, *own]


def test_a_branch_that_was_taken_back_and_made_anew_replaces_the_old_one(tmp_path):
    path = tmp_path / "run.pgviz"
    whole = branched(MADE)
    other = replace(whole.branches[1], name="other", fork=Fork(0, 7))
    shorter = replace(
        other,
        changes=((7, LATER),),
        scalars={name: column[1:] for name, column in other.scalars.items()},
        states={7: MADE[7].before, 9: MADE[9].before},
    )
    anew = replace(whole, branches=(whole.branches[0], shorter))
    with SessionWriter.create(path, whole) as writer:
        writer.save(anew)
    assert bytes_of(read_session(path)) == bytes_of(anew)


def test_where_a_run_stops_and_would_stop_is_kept_as_it_goes_on(tmp_path):
    path, begun = tmp_path / "run.pgviz", session(MADE, 5)
    with SessionWriter.create(path, begun) as writer:
        for count, stops in ((5, STOPS[:1]), (10, STOPS), (11, STOPS[1:]), (12, ())):
            (branch,) = session(MADE, count).branches
            grown = replace(begun, branches=(replace(branch, stops=stops),))
            for breakpoints in (BREAKPOINTS, BREAKPOINTS[:1], ()):
                chosen = replace(grown, breakpoints=breakpoints)
                writer.save(chosen)
                assert bytes_of(read_session(path)) == bytes_of(chosen)


def test_another_experiment_replaces_the_run(tmp_path):
    path = tmp_path / "run.pgviz"
    other = replace(session(MADE, 5), experiment=replace(EXPERIMENT, seed=4))
    with SessionWriter.create(path, session(MADE, 5)) as writer:
        writer.save(other)
    assert bytes_of(read_session(path)) == bytes_of(other)


@pytest.mark.parametrize("counts", [(0, BLOCK), (1, BLOCK + 1), (BLOCK - 1, 3 * BLOCK + 7)])
def test_long_runs_are_kept_in_blocks(tmp_path, counts):
    path = tmp_path / "run.pgviz"
    with SessionWriter.create(path, long_run(counts[0])) as writer:
        writer.save(long_run(counts[1]))
        assert writer.saved == {0: counts[1]}
    assert bytes_of(read_session(path)) == bytes_of(long_run(counts[1]))


def long_run(count: int) -> SessionContents:
    """Return a run whose figures are made up; its states are those that have to be there."""
    generator = np.random.default_rng(0)
    scalars = {
        name: generator.integers(0, 2**62, 5 * BLOCK).view(dtype)[:count]
        for name, dtype in DTYPES.items()
    }
    scalars["iteration"] = np.arange(count)
    for column in scalars.values():
        column.flags.writeable = False
    states = {at: replace(MADE[0].before, iteration=at) for at in (0, count)}
    branch = BranchContents(0, "", None, ((0, FITTED),), scalars, states)
    return SessionContents(EXPERIMENT, (branch,), 0)


def test_going_on_with_a_session_ends_in_the_same_bytes(tmp_path):
    path = tmp_path / "run.pgviz"
    world = make_world(EXPERIMENT.environment)
    for count in range(1, MOST):
        write_session(path, session(MADE, count))
        branch = read_session(path).branches[0]
        state = branch.states[branch.end]
        for number in range(count, MOST):
            state = iterate(state, FITTED if number < 4 else LATER, world).after
        assert bytes_of(state) == bytes_of(MADE[-1].after)
    world.close()


def test_a_session_is_gone_on_with_in_its_file(tmp_path):
    path = tmp_path / "run.pgviz"
    write_session(path, session(MADE, 5))
    writer, contents = SessionWriter.resume(path)
    with writer:
        assert bytes_of(contents) == bytes_of(session(MADE, 5))
        assert is_open(path)
        writer.save(session(MADE, 9))
    assert not is_open(path)
    assert bytes_of(read_session(path)) == bytes_of(session(MADE, 9))


def test_what_does_not_change_is_not_written(tmp_path):
    path = tmp_path / "run.pgviz"
    with SessionWriter.create(path, session(MADE, 5)) as writer:
        log = path.with_name("run.pgviz-wal")
        before = log.stat().st_size
        writer.save(session(MADE, 5))
        assert log.stat().st_size == before


def test_a_copy_holds_what_was_saved_and_is_closed(tmp_path):
    path, copy = tmp_path / "run.pgviz", tmp_path / "a copy 副本.pgviz"
    copy.write_text("something else")
    with SessionWriter.create(path, session(MADE, 5)) as writer:
        writer.save(session(MADE, 9))
        writer.save_copy(copy)
        writer.save(session(MADE, 10))
        assert bytes_of(read_session(copy)) == bytes_of(session(MADE, 9))
        assert not is_open(copy)
    assert {each.name for each in tmp_path.iterdir()} == {"run.pgviz", "a copy 副本.pgviz"}


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_the_stored_file_of_every_version_is_read(version):
    path = stored(version)
    contents = read_session(path)
    assert version_of(path) == version
    assert not is_open(path)
    assert contents.notes == f"A stored session of version {version}."
    assert [(each.number, each.end) for each in contents.branches] == [(0, 10), (2, 9)]
    assert (contents.current, contents.shown) == (2, 7)
    assert contents.breakpoints == (BREAKPOINTS if version > 1 else ())
    assert contents.branch(0).stops == (STOPS if version > 1 else ())
    world = make_world(contents.experiment.environment)
    branch = contents.branch(2)
    state = branch.states[branch.first]
    for _ in range(branch.first, branch.end):
        state = iterate(state, branch.changes[0][1], world).after
    world.close()
    # Another version of pgviz, or of NumPy, may round a sum otherwise.
    np.testing.assert_allclose(state.theta, branch.states[branch.end].theta, rtol=0, atol=1e-12)


def test_a_file_of_an_older_version_is_gone_on_with_as_one_of_this(tmp_path):
    path = Path(shutil.copy(stored(1), tmp_path))
    old = read_session(path)
    writer, contents = SessionWriter.resume(path)
    with writer:
        assert bytes_of(contents) == bytes_of(old)
        writer.save(branched(MADE))
    assert version_of(path) == VERSION
    assert bytes_of(read_session(path)) == bytes_of(branched(MADE))


def stored(version: int) -> Path:
    """Return the file that pgviz wrote when that version was new."""
    return Path(__file__).parents[2] / f"data/session-v{version}.pgviz"


def test_arguments_that_no_file_can_hold_are_told(tmp_path):
    spec = replace(EXPERIMENT.environment, arguments={"slip": float("nan")})
    contents = replace(session(MADE, 2), experiment=replace(EXPERIMENT, environment=spec))
    with pytest.raises(PgvizError, match=r"environment can't be written as JSON: .*\.$"):
        write_session(tmp_path / "run.pgviz", contents)
    assert list(tmp_path.iterdir()) == []
