"""An environment that misbehaves, as long as a file exists, in the way it is told to."""

import os
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Client
from pathlib import Path
from threading import Event
from typing import Any

import gymnasium

from pgviz.environments import EnvironmentSpec

ID = "tests.training.faulty_worlds:test/Faulty-v0"
LENGTH = 5  # steps of an episode
MESSAGE = "no more " * 100_000


class Faulty(gymnasium.Env[int, int]):
    """Five steps of reward 1, and pictures that it only says it draws.

    `fault` strikes in step `step` while `armed` exists; just before it does, whoever listens at
    `address` is told. `close_fault` strikes when an environment that was reset is closed.
    """

    metadata = {"render_modes": ["rgb_array"]}  # noqa: RUF012 - Gymnasium's own attribute of a class

    def __init__(
        self,
        fault: str = "none",
        step: int = 2,
        armed: str | None = None,
        address: str | None = None,
        close_fault: str = "none",
        render_mode: str | None = None,
    ) -> None:
        self.render_mode = render_mode
        self.observation_space = gymnasium.spaces.Discrete(LENGTH + 1)
        self.action_space = gymnasium.spaces.Discrete(2)
        self._fault, self._faulty_step, self._close_fault = fault, step, close_fault
        self._armed, self._address = armed, address

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        self._step = 0
        return 0, {}

    def step(self, action: int) -> Any:
        reward = self._strike() if self._step == self._faulty_step else 1.0
        self._step += 1
        return self._step, reward, self._step == LENGTH, False, {}

    def render(self) -> Any:
        return None

    def close(self) -> None:
        if hasattr(self, "_step"):
            FAULTS[self._close_fault]()

    def _strike(self) -> float:
        if self._armed is not None and not Path(self._armed).exists():
            return 1.0
        if self._address is not None:
            with Client(self._address) as listener:
                listener.send("about to strike")
        return FAULTS[self._fault]()


def faulty(fault: str, **arguments: Any) -> EnvironmentSpec:
    """Return the environment with this fault."""
    return EnvironmentSpec(ID, {"fault": fault, **arguments})


def none() -> float:
    return 1.0


def error() -> float:
    raise RuntimeError(MESSAGE)


def interrupt() -> float:
    raise KeyboardInterrupt


def leave() -> float:
    raise SystemExit(3)


def end_process() -> float:
    os._exit(7)


def not_a_number() -> float:
    return float("nan")


def loop_forever() -> float:
    while True:
        pass


def sleep_forever() -> float:
    Event().wait()
    return 1.0


def hang_up() -> float:
    os.closerange(3, 1000)
    return 1.0


def count_qt_modules() -> float:
    return float(sum(name.split(".")[0] in ("PySide6", "shiboken6") for name in sys.modules))


FAULTS: Mapping[str, Callable[[], float]] = {
    fault.__name__: fault
    for fault in (
        none,
        error,
        interrupt,
        leave,
        end_process,
        not_a_number,
        loop_forever,
        sleep_forever,
        hang_up,
        count_qt_modules,
    )
}

if "test/Faulty-v0" not in gymnasium.registry:
    gymnasium.register("test/Faulty-v0", Faulty)
