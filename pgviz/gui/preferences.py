"""What the window remembers: where its cards lie, light or dark, large type."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from pgviz.environments.errors import PgvizError
from pgviz.training.declarations import Integer
from pgviz.training.memory import BUDGET

LAYOUT_VERSION = 4  # raise it when cards are added: an older layout doesn't know them

MB = 10**6  # bytes
BUDGET_MB = Integer(
    "history_budget",
    "memory in MB",
    "",
    "",
    BUDGET // MB,
    "What a run keeps to go back in it takes no more.",
    low=16,
    high=64_000,
)


class Preferences:
    """Kept in the user's settings, or in the file that is given; losing them is no error."""

    def __init__(self, file: Path | None = None) -> None:
        if file is None:
            self._settings = QSettings("pgviz", "pgviz")
        else:
            self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str | None:
        """ "light" or "dark" where the user chose, else None."""
        value = self._settings.value("theme")
        return value if value in ("light", "dark") else None

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def lecture(self) -> bool:
        """Whether type is large."""
        return self._settings.value("lecture") in (True, "true")

    @lecture.setter
    def lecture(self, large: bool) -> None:
        self._settings.setValue("lecture", large)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The session files that were named last, newest first."""
        value = self._settings.value("recent")  # one that is alone comes as a string
        paths = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(Path(path) for path in paths if isinstance(path, str) and path)

    @recent.setter
    def recent(self, paths: Iterable[Path]) -> None:
        self._settings.setValue("recent", [str(path) for path in paths])
        self._settings.sync()  # a program that is cut off keeps nothing else

    @property
    def history_budget(self) -> int:
        """How many bytes the past of a run may take."""
        value = self._settings.value("history_budget", BUDGET_MB.default)
        try:
            return BUDGET_MB.parse(value) * MB
        except PgvizError:  # whoever edited the file has no window to be told in
            return BUDGET

    @history_budget.setter
    def history_budget(self, budget: int) -> None:
        self._settings.setValue("history_budget", budget // MB)

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty at first."""
        return self._bytes("geometry")

    @property
    def layout(self) -> QByteArray:
        """Where the cards were; empty at first."""
        return self._bytes("layout")

    def keep_window(self, geometry: QByteArray, layout: QByteArray) -> None:
        """Remember where the window and its cards are."""
        self._settings.setValue("geometry", geometry)
        self._settings.setValue("layout", layout)
        self._settings.sync()

    def _bytes(self, key: str) -> QByteArray:
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
