"""What a process said was saved is there after SIGKILL, whenever it came."""

import numpy as np
import pytest

from tests.training.sessions.killing import kill_while_saving, require_nothing_lost, require_whole

TIMES = 10  # of each kind; tests/benchmarks/sessions.py does it 200 times


@pytest.mark.parametrize("seed", range(TIMES))
def test_a_process_killed_while_it_saves_loses_nothing_that_was_saved(tmp_path, seed):
    path = tmp_path / "run.pgviz"
    acknowledged = kill_while_saving(path, np.random.default_rng(seed), copies=False)
    require_nothing_lost(path, acknowledged)


@pytest.mark.parametrize("seed", range(TIMES))
def test_a_process_killed_while_it_saves_copies_leaves_a_whole_copy_or_none(tmp_path, seed):
    path, copy = tmp_path / "run.pgviz", tmp_path / "copy.pgviz"
    acknowledged = kill_while_saving(path, np.random.default_rng(seed), copies=True)
    require_nothing_lost(path, acknowledged)
    if acknowledged > 0 or copy.exists():
        require_whole(copy, acknowledged)
