"""Pictures are drawn where there is no screen, and none is asked of a world that draws none."""

import os
import re
import subprocess
import sys
from typing import Any

import gymnasium
import numpy as np
import pytest

from pgviz.environments import Draws, EnvironmentSpec, PgvizError, make_world, render_frame
from tests.environments.policies import pushes

NO_ACTIONS = np.zeros(0, dtype=np.int64)


def test_the_picture_is_that_of_the_replayed_trajectory(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = EnvironmentSpec("Pendulum-v1", {"g": 9.0})
    batch = make_world(spec).sample(pushes(5.0), 1, Draws(1, 1), 2, 20)
    assert batch.reset_seeds is not None
    seed, actions = int(batch.reset_seeds[1]), batch.actions[batch.slice(1)]
    frame = render_frame(spec, seed, actions)
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    environment = gymnasium.make("Pendulum-v1", g=9.0, render_mode="rgb_array")
    environment.reset(seed=seed)
    for action in np.clip(actions, -2.0, 2.0).astype(np.float32):
        environment.step(action)
    np.testing.assert_array_equal(frame, np.asarray(environment.render()))
    environment.close()


def test_a_frame_is_height_by_width_by_three_bytes() -> None:
    frame = render_frame(EnvironmentSpec("CartPole-v1"), 3, NO_ACTIONS)
    assert frame.shape == (400, 600, 3)
    assert frame.dtype == np.uint8
    later = render_frame(EnvironmentSpec("CartPole-v1"), 3, np.ones(5, dtype=np.int64))
    assert (frame != later).any()


@pytest.mark.parametrize("driver", [None, "x11"])
def test_the_choice_of_screen_is_put_back(
    driver: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    if driver:
        monkeypatch.setenv("SDL_VIDEODRIVER", driver)
    render_frame(EnvironmentSpec("FrozenLake-v1"), 0, NO_ACTIONS)
    assert os.environ.get("SDL_VIDEODRIVER") == driver


def test_nothing_is_printed() -> None:
    program = (
        "import numpy as np\n"
        "from pgviz.environments import EnvironmentSpec, render_frame\n"
        "render_frame(EnvironmentSpec('CartPole-v1'), 0, np.zeros(1, dtype=int))\n"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


DRAWING = "tests.environments.drawing:test/Drawing-v0"


@pytest.mark.parametrize(
    ("id", "arguments", "words"),
    [
        ("pgviz/Beacon-v0", {}, "pgviz/Beacon-v0 draws no picture of itself."),
        (DRAWING, {"picture": None}, "no picture of height × width × 3 bytes"),
        (DRAWING, {"picture": np.zeros((4, 4, 3))}, "no picture of height × width × 3 bytes"),
        (DRAWING, {"picture": np.zeros((4, 4), np.uint8)}, "no picture of height"),
        (DRAWING, {"picture": ValueError("ink")}, "draws no picture: ValueError: ink"),
    ],
)
def test_a_world_without_a_picture_says_so(id: str, arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(PgvizError, match=re.escape(words)):
        render_frame(EnvironmentSpec(id, arguments), 0, NO_ACTIONS)
