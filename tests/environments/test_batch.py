"""A batch knows where the steps of its trajectories lie; its failures say where they happened."""

import pickle

import numpy as np

from pgviz.environments import Batch, IterationFailed, freeze
from pgviz.environments.errors import describe, shorten

LENGTHS = [3, 1, 2]


def batch() -> Batch:
    flags = np.array([True, False, True])
    return Batch(
        observations=np.arange(6),
        actions=np.zeros(6, dtype=int),
        rewards=np.array([1.0, 2.0, 4.0, 8.0, 16.0, 32.0]),
        offsets=np.array([0, 3, 4, 6]),
        terminated=flags,
        truncated=~flags,
        last_observations=np.zeros(3, dtype=int),
        reset_seeds=None,
        states=None,
        last_states=None,
    )


def test_steps_lie_end_to_end() -> None:
    assert (batch().size, batch().steps) == (3, 6)
    assert batch().lengths.tolist() == LENGTHS
    assert batch().trajectory_of.tolist() == [0, 0, 0, 1, 2, 2]
    assert batch().times.tolist() == [0, 1, 2, 0, 0, 1]
    assert batch().observations[batch().slice(2)].tolist() == [4, 5]
    assert batch().total(batch().rewards).tolist() == [7.0, 8.0, 48.0]


def test_frozen_is_the_same_array_that_can_not_be_changed() -> None:
    array = np.zeros(2)
    assert freeze(array) is array
    assert not array.flags.writeable


def test_a_failure_says_where_it_happened_and_survives_a_pickle() -> None:
    failure = IterationFailed("reward", "it is nan", 3, 7)
    assert str(failure) == "Iteration failed: reward (trajectory 3, step 7): it is nan"
    assert str(IterationFailed("gradient", "it is nan")) == "Iteration failed: gradient: it is nan"
    copy = pickle.loads(pickle.dumps(failure))
    assert vars(copy) == vars(failure)
    assert str(copy) == str(failure)


def test_a_foreign_text_is_cut_to_one_short_line() -> None:
    assert shorten("a\n  b") == "a b"
    assert shorten("\x1b[33mWARN\x1b[0m: \x07x") == "WARN: x"
    assert shorten("abcdef", 4) == "abc…"
    assert describe(KeyError("x")) == "KeyError: 'x'"
