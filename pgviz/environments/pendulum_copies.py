"""Pendulum in arrays: the numbers of Gymnasium's environment, byte for byte."""

import numpy as np
from gymnasium.envs.classic_control.pendulum import PendulumEnv

from pgviz.environments.copies import Transition
from pgviz.environments.seeded_copies import SeededCopies


class PendulumCopies(SeededCopies):
    """All pendulums in one step; a state is what is seen, then angle and angular velocity.

    The environment adds and squares a torque in single precision, and the rest in double.
    """

    def __init__(self, single: PendulumEnv) -> None:
        super().__init__(single)
        self._most_torque, self._most_speed = single.max_torque, single.max_speed
        self._interval = single.dt
        self._weight = 3 * single.g / (2 * single.l)
        self._lever = 3.0 / (single.m * single.l**2)

    def observe(self, states: np.ndarray) -> np.ndarray:
        """Return cos, sin and the angular velocity, rounded to single precision."""
        return states[:, :3]

    def step(
        self, step: int, rows: np.ndarray, states: np.ndarray, actions: np.ndarray
    ) -> Transition:
        """Take one step; nothing but a time limit ends it."""
        angle, speed = states[:, 3], states[:, 4]
        torque = np.clip(actions[:, 0], -self._most_torque, self._most_torque).astype(np.float32)
        gain = (self._weight * np.sin(angle) + self._lever * torque) * self._interval
        after = np.clip(speed + gain, -self._most_speed, self._most_speed)
        return Transition(
            _states(angle + after * self._interval, after),
            -_costs(angle, speed, torque),
            np.zeros(len(rows), dtype=bool),
        )


def _states(angle: np.ndarray, speed: np.ndarray) -> np.ndarray:
    seen = np.array([np.cos(angle), np.sin(angle), speed], dtype=np.float32)
    return np.concatenate([seen, [angle, speed]]).T


def _costs(angle: np.ndarray, speed: np.ndarray, torque: np.ndarray) -> np.ndarray:
    # Squares by C's pow, which single numbers have: now and then its last bit isn't that of x·x.
    turned = (angle + np.pi) % (2 * np.pi) - np.pi
    effort = np.array([each**2 for each in torque])
    return np.float_power(turned, 2) + 0.1 * np.float_power(speed, 2) + 0.001 * effort
