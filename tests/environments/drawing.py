"""An environment that draws what it is given."""

from typing import Any

import gymnasium


class Drawing(gymnasium.Env[Any, Any]):
    """Draws `picture`, or raises it."""

    metadata = {"render_modes": ["rgb_array"]}  # noqa: RUF012 - Gymnasium's own attribute

    def __init__(self, picture: Any, render_mode: str | None = None) -> None:
        self.observation_space = self.action_space = gymnasium.spaces.Discrete(1)
        self.render_mode, self._picture = render_mode, picture

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        return 0, {}

    def render(self) -> Any:
        if isinstance(self._picture, Exception):
            raise self._picture
        return self._picture


if "test/Drawing-v0" not in gymnasium.registry:
    gymnasium.register("test/Drawing-v0", Drawing)
