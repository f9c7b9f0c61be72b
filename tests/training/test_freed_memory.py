"""What arrays leave is used again, and not handed back to be cleared anew."""

import json
import platform
import subprocess
import sys

# The page faults of making an array twenty times, before and after; and of too large a one.
PROGRAM = """
import json, resource
import numpy as np
from pgviz.training.freed_memory import LARGEST, keep_freed_memory

def faults(size):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        np.ones(size // 8)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

before, keeps = faults(1 << 20), keep_freed_memory()
np.ones(1 << 20)
print(json.dumps([keeps, before, faults(1 << 20), faults(2 * LARGEST)]))
"""


def test_an_array_takes_the_memory_of_the_one_before_unless_it_is_very_large():
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    keeps, before, small, large = json.loads(run.stdout)
    assert keeps == (platform.libc_ver()[0] == "glibc")
    if keeps:
        assert small < 20 < before
        assert large > 20
