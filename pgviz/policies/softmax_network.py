"""The softmax policy whose logits come from a network."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.spaces import Discrete, Space
from pgviz.environments.world import Act
from pgviz.policies import softmax
from pgviz.policies.features import network_inputs
from pgviz.policies.layers import Layer
from pgviz.policies.network import Network, OutputSlope
from pgviz.policies.policy import Evaluation
from pgviz.policies.score import Score


@dataclass(frozen=True)
class SoftmaxNetwork:
    """θ layer by layer; in a layer output by output: its inputs' weights, then its bias."""

    observations: Space
    actions: Discrete
    network: Network
    width = 1

    @property
    def kind(self) -> str:
        return "softmax network" if len(self.layers) > 1 else "linear softmax"

    @property
    def layers(self) -> tuple[Layer, ...]:
        return self.network.layers

    @property
    def size(self) -> int:
        return self.network.size

    @property
    def numbers_per_step(self) -> int:
        return self.network.numbers_per_row + 4 * self.actions.n

    def initial(self, generator: np.random.Generator, scale: float) -> np.ndarray:
        return self.network.initial(generator, scale)

    def actor(self, theta: np.ndarray) -> Act:
        logits = self.network.prepared(theta)

        def act(observations: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
            inputs = network_inputs(self.observations, observations)
            return softmax.choose(logits(inputs), uniforms[:, 0])

        return act

    def greedy(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        return self.log_policy(theta, observations).argmax(axis=-1)

    def log_policy(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        inputs = network_inputs(self.observations, observations)
        return softmax.log_softmax(self.network.output(theta, inputs))

    def evaluate(
        self, theta: np.ndarray, observations: np.ndarray, actions: np.ndarray
    ) -> Evaluation:
        log_policy = np.empty((len(actions), self.actions.n))
        probabilities = np.empty_like(log_policy)

        def slope(logits: np.ndarray, rows: slice) -> np.ndarray:
            log_policy[rows] = softmax.log_softmax(logits)
            np.exp(log_policy[rows], out=probabilities[rows])
            return softmax.score_deltas(probabilities[rows], actions[rows])

        return Evaluation(
            score=self._differentiated(theta, observations, slope),
            log_probabilities=freeze(softmax.of_actions(log_policy, actions)),
            entropies=freeze(softmax.entropies(log_policy, probabilities)),
            probabilities=freeze(probabilities),
        )

    def entropy_gradient(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        def slope(logits: np.ndarray, rows: slice) -> np.ndarray:
            return softmax.entropy_deltas(softmax.log_softmax(logits))

        score = self._differentiated(theta, observations, slope)
        return score.weighted_sum(np.full(len(observations), 1.0 / len(observations)))

    def _differentiated(
        self, theta: np.ndarray, observations: np.ndarray, slope: OutputSlope
    ) -> Score:
        inputs = network_inputs(self.observations, observations)
        return Score(self.network.differentiated(theta, inputs, slope))
