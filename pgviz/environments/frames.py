"""Pictures that an environment draws of itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gymnasium
import numpy as np

from pgviz.environments.actions import for_environment
from pgviz.environments.errors import PgvizError, describe
from pgviz.environments.lifecycle import opened
from pgviz.environments.world import EnvironmentSpec

PICTURE = "rgb_array"
VIDEO_DRIVER = "SDL_VIDEODRIVER"


def render_frame(spec: EnvironmentSpec, seed: int, actions: np.ndarray) -> np.ndarray:
    """Return the picture after `actions` from a reset with `seed`, [height, width, 3] uint8.

    Both are those of a batch: a reset seed, and actions as the policy sampled them. Raises
    PgvizError where the environment draws no picture.
    """
    _require_pictures(spec)
    with _no_screen(), opened(spec, PICTURE) as environment:
        try:
            picture = _replay(environment, seed, actions)
        except Exception as error:
            raise PgvizError(f"{spec.id} draws no picture: {describe(error)}") from error
    return _checked(spec, picture)


def _require_pictures(spec: EnvironmentSpec) -> None:
    with opened(spec) as environment:
        if PICTURE not in environment.metadata.get("render_modes", ()):
            raise PgvizError(f"{spec.id} draws no picture of itself.")


def _replay(environment: gymnasium.Env[Any, Any], seed: int, actions: np.ndarray) -> Any:
    environment.reset(seed=seed)
    for action in for_environment(environment.action_space, actions):
        environment.step(action)
    return environment.render()


def _checked(spec: EnvironmentSpec, picture: Any) -> np.ndarray:
    array = np.asarray(picture)
    if array.ndim != 3 or array.shape[-1] != 3 or array.dtype != np.uint8:
        raise PgvizError(f"{spec.id} draws no picture of height × width × 3 bytes.")
    return np.ascontiguousarray(array)


@contextmanager
def _no_screen() -> Iterator[None]:
    # Pygame asks SDL for a screen, which a machine without one refuses, to draw into memory.
    before = os.environ.get(VIDEO_DRIVER)
    os.environ[VIDEO_DRIVER] = "dummy"
    try:
        yield
    finally:
        if before is None:
            del os.environ[VIDEO_DRIVER]
        else:
            os.environ[VIDEO_DRIVER] = before
