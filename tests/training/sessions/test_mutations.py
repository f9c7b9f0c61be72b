"""A damaged file is refused in one sentence, or is read as if it weren't damaged."""

import sys
from contextlib import suppress

import numpy as np
import pytest

from pgviz.environments.errors import PgvizError
from pgviz.training.sessions.reading import read_session
from pgviz.training.sessions.writing import write_session
from tests.training.sessions.mutations import mutate
from tests.training.sessions.sessions import branched, bytes_of, iterations

TIMES = 2000
CODE_RUNS = "exec", "import", "os.system", "subprocess.Popen", "pickle.find_class"


@pytest.mark.parametrize("part", range(4))
def test_no_mutation_of_a_good_file_is_taken_for_another_session(tmp_path, part):
    path = tmp_path / "run.pgviz"
    contents = branched(iterations())
    write_session(path, contents)
    content, good = path.read_bytes(), bytes_of(contents)
    outcomes = set()
    for seed in range(part, TIMES, 4):
        mutate(path, content, np.random.default_rng(seed))
        try:
            assert bytes_of(read_session(path)) == good, f"seed {seed}"
            outcomes.add("equal")
        except PgvizError as error:
            text = str(error)
            assert text.startswith(str(path)), f"seed {seed}"
            assert text.endswith("."), f"seed {seed}"
            assert "\n" not in text, f"seed {seed}"
            outcomes.add("refused")
    assert outcomes == {"equal", "refused"}


def test_reading_damaged_files_runs_no_code(tmp_path):
    path = tmp_path / "run.pgviz"
    write_session(path, branched(iterations()))
    content, heard, listening = path.read_bytes(), [], [True]

    def hear(event, arguments):
        if listening and event in CODE_RUNS:
            heard.append((event, arguments))

    sys.addaudithook(hear)  # for good: nothing takes one away
    for seed in range(200):
        mutate(path, content, np.random.default_rng(seed))
        with suppress(PgvizError):
            read_session(path)
    listening.clear()
    assert heard == []
