"""The Gaussian policy: its mean from a network, its log σ parameters of their own."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.randomness import normals
from pgviz.environments.spaces import Box, Space
from pgviz.environments.world import Act
from pgviz.policies.blocks import VectorBlock
from pgviz.policies.features import network_inputs
from pgviz.policies.layers import Layer
from pgviz.policies.network import Network
from pgviz.policies.policy import Evaluation
from pgviz.policies.score import Score

LOG_2PI = float(np.log(2.0 * np.pi))


@dataclass(frozen=True)
class GaussianNetwork:
    """θ: the mean's network layer by layer, then log σ of every action component.

    An action and its log density are those before the action is clipped to the action space.
    """

    observations: Space
    actions: Box
    network: Network

    @property
    def kind(self) -> str:
        return "Gaussian network" if len(self.network.layers) > 1 else "linear Gaussian"

    @property
    def layers(self) -> tuple[Layer, ...]:
        return (
            *self.network.layers,
            Layer("log σ", self.network.size, ("log σ",), self.actions.names),
        )

    @property
    def size(self) -> int:
        return self.network.size + self.actions.size

    @property
    def width(self) -> int:
        return 2 * self.actions.size

    @property
    def numbers_per_step(self) -> int:
        return self.network.numbers_per_row + 4 * self.actions.size

    def initial(self, generator: np.random.Generator, scale: float) -> np.ndarray:
        """Return the network's start, then σ a quarter of each action's range (1 if unbounded)."""
        spread = np.array(self.actions.high) / 4.0 - np.array(self.actions.low) / 4.0
        deviations = np.where(np.isfinite(spread) & (spread > 0.0), spread, 1.0)
        return np.concatenate([self.network.initial(generator, scale), np.log(deviations)])

    def actor(self, theta: np.ndarray) -> Act:
        mean = self.network.prepared(theta[: self.network.size])
        deviations = self.deviations(theta)

        def act(observations: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
            inputs = network_inputs(self.observations, observations)
            return mean(inputs) + deviations * normals(uniforms)

        return act

    def greedy(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        return self.mean(theta, observations)

    def mean(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        """Return μ_θ(s) at every observation, [rows, size]."""
        inputs = network_inputs(self.observations, observations)
        return self.network.output(theta[: self.network.size], inputs)

    def deviations(self, theta: np.ndarray) -> np.ndarray:
        """Return σ, [size]."""
        return np.exp(theta[self.network.size :])

    def evaluate(
        self, theta: np.ndarray, observations: np.ndarray, actions: np.ndarray
    ) -> Evaluation:
        weights, deviations = theta[: self.network.size], self.deviations(theta)
        means, standardised = np.empty(actions.shape), np.empty(actions.shape)

        def slope(outputs: np.ndarray, rows: slice) -> np.ndarray:
            means[rows] = outputs
            standardised[rows] = (actions[rows] - outputs) / deviations
            return standardised[rows] / deviations

        inputs = network_inputs(self.observations, observations)
        blocks = self.network.differentiated(weights, inputs, slope)
        log_deviation = VectorBlock(
            slice(self.network.size, self.size), freeze(np.square(standardised) - 1.0)
        )
        entropy = self.actions.size * (LOG_2PI + 1.0) / 2.0 + theta[self.network.size :].sum()
        return Evaluation(
            log_probabilities=freeze(self._log_density(theta, standardised)),
            entropies=freeze(np.full(len(actions), entropy)),
            score=Score((*blocks, log_deviation)),
            means=freeze(means),
            deviations=freeze(deviations),
        )

    def entropy_gradient(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        # The entropy is Σ log σ plus a constant, the same at every observation.
        gradient = np.zeros(self.size)
        gradient[self.network.size :] = 1.0
        return gradient

    def _log_density(self, theta: np.ndarray, standardised: np.ndarray) -> np.ndarray:
        constant = theta[self.network.size :].sum() + self.actions.size * LOG_2PI / 2.0
        return -np.square(standardised).sum(axis=1) / 2.0 - constant
