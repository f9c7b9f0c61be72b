"""Acrobot in arrays: the numbers of Gymnasium's environment, byte for byte."""

import numpy as np
from gymnasium.envs.classic_control.acrobot import AcrobotEnv

from pgviz.environments.copies import Transition
from pgviz.environments.seeded_copies import SeededCopies

MOMENT = 1.0  # of inertia of either link, which are 1 long, weigh 1, and have their centre halfway
CENTRE = 0.5
GRAVITY = 9.8


class AcrobotCopies(SeededCopies):
    """All acrobots in one step; a state is what is seen, then both angles and their velocities."""

    def __init__(self, single: AcrobotEnv) -> None:
        super().__init__(single)
        self._interval = single.dt
        self._torques = np.array(single.AVAIL_TORQUE)
        self._fastest = np.array([[single.MAX_VEL_1], [single.MAX_VEL_2]])

    def observe(self, states: np.ndarray) -> np.ndarray:
        """Return cos and sin of both angles, and the velocities, rounded to single precision."""
        return states[:, :6]

    def step(
        self, step: int, rows: np.ndarray, states: np.ndarray, actions: np.ndarray
    ) -> Transition:
        """Take one step of Runge and Kutta's method; it ends where the tip is above the bar."""
        motion = self._integrated(states[:, 6:].T, self._torques.take(actions))
        angles, speeds = _wrapped(motion[:2]), np.clip(motion[2:], -self._fastest, self._fastest)
        terminated = -np.cos(angles[0]) - np.cos(angles[1] + angles[0]) > 1.0
        return Transition(_states(angles, speeds), np.where(terminated, 0.0, -1.0), terminated)

    def _integrated(self, motion: np.ndarray, torque: np.ndarray) -> np.ndarray:
        interval = self._interval
        half = interval / 2.0
        first = _rates(motion, torque)
        second = _rates(motion + half * first, torque)
        third = _rates(motion + half * second, torque)
        fourth = _rates(motion + interval * third, torque)
        return motion + interval / 6.0 * (first + 2 * second + 2 * third + fourth)


def _rates(motion: np.ndarray, torque: np.ndarray) -> np.ndarray:
    """Return the derivatives of both angles and velocities by time, [4, rows].

    Sutton and Barto, Section 11.3 of the first edition. The order of operations is Gymnasium's,
    and so are squares by C's pow, which single numbers have: now and then its last bit isn't
    that of x·x.
    """
    upper, lower, upper_speed, lower_speed = motion
    sine, cosine = np.sin(lower), np.cos(lower)
    upper_square, lower_square = np.float_power(motion[2:], 2)
    d1 = CENTRE**2 + (1.0 + CENTRE**2 + 2 * CENTRE * cosine) + MOMENT + MOMENT
    d2 = CENTRE**2 + CENTRE * cosine + MOMENT
    phi2 = CENTRE * GRAVITY * np.cos(upper + lower - np.pi / 2.0)
    phi1 = (
        -CENTRE * lower_square * sine
        - 2 * CENTRE * lower_speed * upper_speed * sine
        + (CENTRE + 1.0) * GRAVITY * np.cos(upper - np.pi / 2)
        + phi2
    )
    lower_gain = (torque + d2 / d1 * phi1 - CENTRE * upper_square * sine - phi2) / (
        CENTRE**2 + MOMENT - np.float_power(d2, 2) / d1
    )
    upper_gain = -(d2 * lower_gain + phi1) / d1
    return np.array([upper_speed, lower_speed, upper_gain, lower_gain])


def _wrapped(angles: np.ndarray) -> np.ndarray:
    """Return the angles within ±π, turn by turn, so that they round as Gymnasium's do."""
    while (above := angles > np.pi).any():
        angles = np.where(above, angles - 2 * np.pi, angles)
    while (below := angles < -np.pi).any():
        angles = np.where(below, angles + 2 * np.pi, angles)
    return angles


def _states(angles: np.ndarray, speeds: np.ndarray) -> np.ndarray:
    cosines, sines = np.cos(angles), np.sin(angles)
    seen = np.array([cosines[0], sines[0], cosines[1], sines[1], *speeds], dtype=np.float32)
    return np.concatenate([seen, angles, speeds]).T
