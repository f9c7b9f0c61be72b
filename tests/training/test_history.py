"""The history holds what was appended, and what was read of it never changes."""

import threading
from dataclasses import astuple, fields

import numpy as np
import pytest

from pgviz.training.history import History, columns_of
from pgviz.training.iteration import Scalars
from tests.training.runs import BOLDER, PLAIN

NAMES = [item.name for item in fields(Scalars)]


def scalars(iteration: int) -> Scalars:
    figures = np.random.default_rng(iteration).normal(size=len(NAMES) - 2)
    return Scalars(iteration, 10 * iteration, *figures.tolist())


def filled(*parts: int) -> History:
    history, begin = History(), 0
    for count in parts:
        rows = [scalars(iteration) for iteration in range(begin, begin + count)]
        history.append(columns_of(rows), PLAIN)
        begin += count
    return history


@pytest.mark.parametrize("parts", [[1], [1] * 1500, [700, 700, 5000, 1, 1], [4000]])
def test_every_iteration_is_kept_however_many_come_at_a_time(parts: list[int]) -> None:
    history = filled(*parts)
    columns = history.columns
    expected = [astuple(scalars(iteration)) for iteration in range(sum(parts))]
    assert len(history) == sum(parts)
    assert list(zip(*(columns[name].tolist() for name in NAMES), strict=True)) == expected


def test_an_empty_history_has_every_column() -> None:
    assert {name: column.tolist() for name, column in History().columns.items()} == {
        name: [] for name in NAMES
    }


def test_counts_stay_whole_numbers() -> None:
    columns = filled(3).columns
    assert columns["iteration"].dtype == columns["steps"].dtype == np.int64
    assert columns["mean_return"].dtype == np.float64


def test_what_was_read_is_read_only_and_stays_as_it_was() -> None:
    history = filled(1000)
    before = history.columns
    copies = {name: column.copy() for name, column in before.items()}
    for iteration in range(1000, 3000):
        history.append(columns_of([scalars(iteration)]), PLAIN)
    for name, column in before.items():
        assert not column.flags.writeable
        np.testing.assert_array_equal(column, copies[name])


def test_a_change_is_kept_with_the_first_iteration_made_with_it() -> None:
    history = filled(4)
    history.append(columns_of([scalars(4)]), BOLDER)
    history.append(columns_of([scalars(5)]), BOLDER)
    history.append(columns_of([scalars(6)]), PLAIN)
    there = {"learning_rate": (0.1, 0.3), "baseline": ("none", "mean"), "batch_size": (5, 7)}
    back = {key: (now, before) for key, (before, now) in there.items()}
    assert history.changes == ((4, there), (6, back))


def test_a_change_before_the_first_iteration_is_one_too() -> None:
    history = History(PLAIN)
    history.append(columns_of([scalars(0)]), BOLDER)
    assert [number for number, _ in history.changes] == [0]


def test_what_every_iteration_was_made_with_is_known() -> None:
    history = History(PLAIN)
    for number, made_with in enumerate([BOLDER, BOLDER, PLAIN, PLAIN, BOLDER]):
        history.append(columns_of([scalars(number)]), made_with)
    known = [history.hyperparameters_at(number) for number in range(5)]
    assert known == [BOLDER, BOLDER, PLAIN, PLAIN, BOLDER]
    assert [at for at, _ in history.settings] == [0, 0, 2, 4]


@pytest.mark.parametrize("iteration", [0, 1, 4, 6, 7])
def test_a_branch_shares_the_past_and_nothing_else(iteration: int) -> None:
    history = filled(4)
    for number in (4, 5, 6):
        history.append(columns_of([scalars(number)]), BOLDER if number < 6 else PLAIN)
    whole = {name: column.copy() for name, column in history.columns.items()}
    branch = history.until(iteration)
    assert len(branch) == iteration
    branch.append(columns_of([scalars(99)]), BOLDER)
    assert branch.columns["iteration"].tolist() == [*range(iteration), 99]
    assert [at for at, _ in branch.changes if at < iteration] == [
        at for at, _ in history.changes if at < iteration
    ]
    assert all(np.array_equal(history.columns[name], whole[name]) for name in whole)


def test_another_thread_only_ever_reads_whole_iterations() -> None:
    history, torn, done = History(), [], threading.Event()

    def read() -> None:
        while not done.is_set():
            columns = history.columns
            count = len(columns["iteration"])
            whole = np.array_equal(columns["iteration"], np.arange(count))
            if not (whole and np.array_equal(columns["steps"], 10 * np.arange(count))):
                torn.append(count)

    reader = threading.Thread(target=read)
    reader.start()
    figures = [0.0] * (len(NAMES) - 2)
    for iteration in range(20_000):
        rows = columns_of([Scalars(iteration, 10 * iteration, *figures)])
        history.append(rows, PLAIN)
    done.set()
    reader.join()
    assert torn == []
