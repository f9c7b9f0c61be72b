"""A point in the plane that steers to a beacon."""

import math
from typing import Any

import gymnasium
import numpy as np

from pgviz.environments.arguments import number

TOP_SPEED = 0.08  # a step, in an arena that reaches from -1 to 1
INERTIA = 0.8  # the share of its velocity that the point keeps, so that paths are smooth
PROGRESS = 5.0  # reward for each unit of distance that the point comes nearer
NEAREST_START = 0.5  # from the beacon


class Beacon(gymnasium.Env[np.ndarray, np.ndarray]):
    """Steer a point, by pushing it along both axes, to the beacon in the middle.

    Observed are its position (x, y) in [-1, 1]² with the beacon at the origin, and its velocity
    as a share of the top speed. A step pays for the distance won, less `step_cost`; the one that
    comes within `radius` pays `bonus` as well and ends the episode. Walls stop the point.
    """

    metadata = {"render_modes": []}  # noqa: RUF012 - Gymnasium's own attribute of a class

    def __init__(self, step_cost: float = 0.05, radius: float = 0.1, bonus: float = 1.0) -> None:
        self.step_cost = number("step_cost", step_cost, low=0.0)
        self.radius = number("radius", radius, low=0.01, high=NEAREST_START)
        self.bonus = number("bonus", bonus)
        self.observation_space = gymnasium.spaces.Box(-1.0, 1.0, (4,), np.float64)
        self.action_space = gymnasium.spaces.Box(-1.0, 1.0, (2,), np.float32)
        self._position = self._velocity = (0.0, 0.0)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Put the point at rest anywhere but near the beacon."""
        super().reset(seed=seed)
        self._velocity = (0.0, 0.0)
        self._position = self._anywhere()
        while math.hypot(*self._position) < NEAREST_START:
            self._position = self._anywhere()
        return self._observation(), {}

    def step(self, action: np.ndarray) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        """Push the point; never truncates."""
        distance = math.hypot(*self._position)
        axes = zip(self._position, self._velocity, action.tolist(), strict=True)
        (x, vx), (y, vy) = (_move(*axis) for axis in axes)
        self._position, self._velocity = (x, y), (vx, vy)
        nearer = distance - math.hypot(x, y)
        arrived = math.hypot(x, y) <= self.radius
        reward = PROGRESS * nearer - self.step_cost + self.bonus * arrived
        return self._observation(), reward, arrived, False, {}

    def _anywhere(self) -> tuple[float, float]:
        x, y = self.np_random.uniform(-1.0, 1.0, 2).tolist()
        return x, y

    def _observation(self) -> np.ndarray:
        vx, vy = self._velocity
        return np.array([*self._position, vx / TOP_SPEED, vy / TOP_SPEED])


def _move(position: float, velocity: float, push: float) -> tuple[float, float]:
    wanted = TOP_SPEED * min(max(push, -1.0), 1.0)
    velocity = INERTIA * velocity + (1.0 - INERTIA) * wanted
    moved = position + velocity
    return (moved, velocity) if abs(moved) <= 1.0 else (math.copysign(1.0, moved), 0.0)
