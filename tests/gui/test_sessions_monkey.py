"""A monkey with files: whatever it saves, opens and undoes, what is on the disk is the run."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from pgviz.gui.app import faults_told
from pgviz.lessons.scenarios import scenario
from pgviz.training.commands import SetNotes
from pgviz.training.sessions.autosave import autosaved
from pgviz.training.sessions.reading import is_open, read_session
from tests.gui.saved import Saved, Sessions
from tests.gui.test_monkey import Monkey
from tests.training.runs import plain_theta

DEEDS = 25


class Keeper(Monkey):
    """Does at random what concerns runs and their files."""

    def __init__(self, driven: Saved, seed: int, folder: Path) -> None:
        super().__init__(driven, seed)
        self._saved, self._folder = driven, folder

    def act(self) -> None:
        self._random.choice(DOINGS)(self)
        self._saved.settle()

    def save(self) -> None:
        path = self._folder / f"{self._random.randrange(3)}.pgviz"
        self._window.sessions.save_as()
        if self._window.findChild(QFileDialog) is not None:
            self._saved.save_as(path)

    def open(self) -> None:
        paths = sorted({*autosaved(), *self._folder.glob("*.pgviz")})
        if paths:
            self._window.sessions.open_file(self._random.choice(paths))

    def begin(self) -> None:
        workbench = self._window.workbench
        self._random.choice([workbench.start_again, workbench.new_seed])()

    def undo(self) -> None:
        self._window.workbench.undo()

    def redo(self) -> None:
        self._window.workbench.redo()

    def branch(self) -> None:
        branching = self._window.branching
        branches = [branch.number for branch in branching.branches]
        self._random.choice([branching.branch_here, self._switch_to(branches)])()

    def note(self) -> None:
        self._window.bridge.send(SetNotes(self._random.choice(["", "bold", "網格"])))

    def change_rate(self) -> None:
        self._window.workbench.edit("learning_rate", self._random.choice([0.01, 0.1, 0.5]))

    def _switch_to(self, branches: list[int]) -> Callable[[], None]:
        chosen = self._random.choice(branches)
        return lambda: self._window.branching.switch(chosen)


DOINGS: tuple[Callable[[Keeper], None], ...] = (
    *(Keeper.learn, Keeper.begin, Keeper.undo, Keeper.undo, Keeper.redo, Keeper.save),
    *(Keeper.open, Keeper.branch, Keeper.note, Keeper.change_rate, Keeper.step),
)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_on_the_disk_is_what_was_shown(
    windows: Sessions, tmp_path: Path, seed: int
) -> None:
    driven = windows.open(scenario("two-step").experiment)
    keeper = Keeper(driven, seed, tmp_path)
    with faults_told(driven.window.status):
        for _ in range(DEEDS):
            keeper.act()
            assert "fault" not in driven.window.status.message
            assert driven.theta == expected(driven)
    path, theta, branch = driven.file(), driven.theta, driven.window.bridge.snapshot.branch
    driven.window.close()
    check_closed(tmp_path)
    if path.exists():  # else the run had only just begun
        contents = read_session(path)
        assert contents.current == branch
        kept = contents.branch(branch)
        assert kept.states[kept.end].theta_sha256 == theta


def expected(driven: Saved) -> str:
    """Return the hash of θ that a plain loop comes to with the settings of the shown branch."""
    snapshot = driven.window.bridge.snapshot
    if not len(snapshot.history):
        return driven.theta
    settings = dict(snapshot.settings)
    begun = replace(snapshot.experiment, hyperparameters=settings[0])
    return plain_theta(begun, len(snapshot.history), settings)


def check_closed(folder: Path) -> None:
    """Every file there is whole, and closed."""
    for path in (*autosaved(), *folder.glob("*.pgviz")):
        assert not is_open(path)
        read_session(path)
