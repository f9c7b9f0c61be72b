"""What every policy offers: acting, and everything the estimate needs to know of its actions."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from pgviz.environments.world import Act
from pgviz.policies.layers import Layer
from pgviz.policies.score import Score


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A policy at the observations and actions of a batch; arrays are read-only."""

    log_probabilities: np.ndarray  # [steps] log π(a_t|s_t), or the log density
    entropies: np.ndarray  # [steps] of π(·|s_t), in nats
    score: Score
    probabilities: np.ndarray | None = None  # [steps, actions] π(·|s_t) of a softmax
    means: np.ndarray | None = None  # [steps, size] of a Gaussian
    deviations: np.ndarray | None = None  # [size] σ of a Gaussian


class Policy(Protocol):
    """π_θ: the architecture alone; θ [size] is an argument of every method."""

    @property
    def kind(self) -> str:
        """The name in words, e.g. "softmax table"."""

    @property
    def layers(self) -> tuple[Layer, ...]:
        """How θ is laid out, in order."""

    @property
    def size(self) -> int:
        """The number of parameters."""

    @property
    def width(self) -> int:
        """How many uniforms an action takes."""

    @property
    def numbers_per_step(self) -> int:
        """How many numbers an evaluation holds for each step, what it works with included."""

    def initial(self, generator: np.random.Generator, scale: float) -> np.ndarray:
        """Return the θ that learning begins with; at scale 0 no action is preferred."""

    def actor(self, theta: np.ndarray) -> Act:
        """Return what draws an action for each observation with its row of uniforms [rows, width].

        What θ alone decides is worked out once, for all steps of a batch. For one thread.
        """

    def greedy(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        """Return the likeliest action at each observation, the first of those that tie."""

    def evaluate(
        self, theta: np.ndarray, observations: np.ndarray, actions: np.ndarray
    ) -> Evaluation:
        """Return log π, entropy and score of every step."""

    def entropy_gradient(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        """Return ∇_θ of the mean entropy of π(·|s) over the observations, [size]."""


class SoftmaxPolicy(Policy, Protocol):
    """A policy over a list of actions."""

    def log_policy(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        """Return log π(·|s) at every observation, [rows, actions]."""
