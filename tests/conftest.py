"""No test leaves a thread or a process behind. Nothing here needs Qt."""

import multiprocessing
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import pgviz  # noqa: F401  before any test loads NumPy: its sums are made by one thread, as in use

# One of each serves every later process of multiprocessing, and ends with the interpreter.
SERVANTS = (b"multiprocessing.resource_tracker", b"multiprocessing.forkserver")


@pytest.fixture(autouse=True)
def _ends_its_threads_and_processes() -> Iterator[None]:
    threads, processes = set(threading.enumerate()), child_processes()
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in threads]
    assert not left, f"threads left running: {left}"
    left = sorted(child_processes() - processes)
    assert not left, f"child processes left running, or not waited for: {left}"


def child_processes() -> set[int]:
    """Return the ids of this process's children; only those of multiprocessing outside Linux."""
    by_thread = [_read(path) for path in Path("/proc/self/task").glob("*/children")]
    children = {int(child) for text in by_thread for child in text.split()}
    children |= {child.pid for child in multiprocessing.active_children() if child.pid}
    return {child for child in children if not _is_servant(child)}


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):  # the thread has ended since it was listed
        return ""


def _is_servant(process: int) -> bool:
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:  # it has ended since, or this is no Linux
        return False
    return any(servant in command for servant in SERVANTS)
