"""CartPole in arrays: the numbers of Gymnasium's vector class, byte for byte."""

import numpy as np
from gymnasium.envs.classic_control.cartpole import CartPoleEnv

from pgviz.environments.copies import Transition
from pgviz.environments.seeded_copies import SeededCopies


class CartPoleCopies(SeededCopies):
    """All poles in one step, in fewer and shorter calls than the vector class makes.

    A state is x, ẋ, θ, θ̇ in double precision; what is seen of it is rounded to single.
    """

    def __init__(self, single: CartPoleEnv) -> None:
        super().__init__(single)
        self._pole = single
        arguments = single.spec.kwargs if single.spec else {}
        self._only_falls_count = bool(arguments.get("sutton_barto_reward", False))
        # An array of one number enters a sum sooner than a number of Python's.
        self._gravity = np.array(single.gravity)
        self._mass = np.array(single.total_mass)
        self._masspole = np.array(single.masspole)
        self._moment = np.array(single.polemass_length)
        self._length = np.array(single.length)
        self._four_thirds = np.array(4.0 / 3.0)
        self._tau = np.array(single.tau)
        self._forces = np.array([-single.force_mag, single.force_mag])
        self._bounds = np.array([[single.x_threshold], [single.theta_threshold_radians]])

    def observe(self, states: np.ndarray) -> np.ndarray:
        """Return the states as single precision has them."""
        return states.astype(np.float32).astype(np.float64)

    def step(
        self, step: int, rows: np.ndarray, states: np.ndarray, actions: np.ndarray
    ) -> Transition:
        """Take Euler's step; a pole has fallen, or its cart left, where the state is out."""
        after = self._rates(states.T, self._forces.take(actions))
        after *= self._tau
        after += states.T
        outside = np.abs(after[::2]) > self._bounds
        terminated = outside[0] | outside[1]
        return Transition(after.T, self._rewards(terminated), terminated)

    def _rates(self, states: np.ndarray, forces: np.ndarray) -> np.ndarray:
        """Return the derivatives of x, ẋ, θ, θ̇ by time, [4, rows].

        The equations of Florian, "Correct equations for the dynamics of the cart-pole system",
        2007, each operation in Gymnasium's order: another would round in another way.
        """
        rates = np.empty(states.shape)
        rates[::2] = states[1::2]
        _, _, angle, spin = states
        sine, cosine = np.sin(angle), np.cos(angle)
        push = (forces + self._moment * np.square(spin) * sine) / self._mass
        inertia = self._four_thirds - self._masspole * np.square(cosine) / self._mass
        turn = (self._gravity * sine - cosine * push) / (self._length * inertia)
        rates[1] = push - self._moment * turn * cosine / self._mass
        rates[3] = turn
        return rates

    def _rewards(self, terminated: np.ndarray) -> np.ndarray:
        if self._only_falls_count:
            return -terminated.astype(np.float64)
        return np.ones(len(terminated))

    def _start(self, seed: int) -> np.ndarray:
        self._pole.reset(seed=seed)
        assert self._pole.state is not None
        return self._pole.state
