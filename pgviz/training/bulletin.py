"""How the trainer's newest snapshot reaches the threads that show it or wait for it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar


class Record(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Kind = TypeVar("Kind", bound=Record)


class Bulletin(Generic[Kind]):
    """Holds the newest snapshot, replaced whole; only `publish` is for its owner alone."""

    def __init__(self, first: Kind) -> None:
        self.newest = first
        self._news = threading.Condition()
        self._alert: Callable[[], None] | None = None

    def publish(self, **changes: Any) -> None:
        """Replace the newest snapshot by one with these fields changed."""
        with self._news:
            self.newest = replace(self.newest, **changes)
            self._news.notify_all()
        if self._alert is not None and changes.get("message") is not None:
            self._alert()

    def alert(self, listener: Callable[[], None] | None) -> None:
        """Have `listener` be called, in the owner's thread, after a message was published."""
        self._alert = listener

    def wait_until(self, predicate: Callable[[Kind], bool], seconds: float) -> Kind:
        """Return the first snapshot from now on that the predicate accepts.

        It may miss snapshots that are replaced at once. Raises TimeoutError where none was
        accepted in so many seconds.
        """
        with self._news:
            if not self._news.wait_for(lambda: predicate(self.newest), seconds):
                raise TimeoutError(f"no such snapshot in {seconds} s")
            return self.newest
