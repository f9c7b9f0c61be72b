"""The softmax table: one logit an observation and action."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.spaces import Discrete
from pgviz.environments.world import Act
from pgviz.policies import softmax
from pgviz.policies.blocks import RowBlock
from pgviz.policies.layers import Layer
from pgviz.policies.policy import Evaluation
from pgviz.policies.score import Score


@dataclass(frozen=True)
class SoftmaxTable:
    """θ[s, a], observation by observation, actions in the environment's order."""

    observations: Discrete
    actions: Discrete
    kind = "softmax table"
    width = 1

    @property
    def layers(self) -> tuple[Layer, ...]:
        # The only observation there is needs no name: "left" says as much as "corridor left".
        rows = self.observations.names if self.observations.n > 1 else ("",)
        return (Layer("table", 0, rows, self.actions.names),)

    @property
    def size(self) -> int:
        return self.observations.n * self.actions.n

    @property
    def numbers_per_step(self) -> int:
        return 4 * self.actions.n

    def initial(self, generator: np.random.Generator, scale: float) -> np.ndarray:
        return scale * generator.standard_normal(self.size)

    def actor(self, theta: np.ndarray) -> Act:
        cumulative = softmax.cumulative(self._logits(theta))

        def act(observations: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
            return softmax.draw(cumulative.take(observations, axis=1), uniforms[:, 0])

        return act

    def greedy(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        return self.log_policy(theta, observations).argmax(axis=-1)

    def log_policy(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        return softmax.log_softmax(self._logits(theta)[observations])

    def evaluate(
        self, theta: np.ndarray, observations: np.ndarray, actions: np.ndarray
    ) -> Evaluation:
        log_policy = self.log_policy(theta, observations)
        probabilities = np.exp(log_policy)
        deltas = softmax.score_deltas(probabilities, actions)
        block = RowBlock(slice(0, self.size), freeze(deltas), observations)
        return Evaluation(
            log_probabilities=freeze(softmax.of_actions(log_policy, actions)),
            entropies=freeze(softmax.entropies(log_policy, probabilities)),
            score=Score((block,)),
            probabilities=freeze(probabilities),
        )

    def entropy_gradient(self, theta: np.ndarray, observations: np.ndarray) -> np.ndarray:
        deltas = softmax.entropy_deltas(self.log_policy(theta, observations))
        block = RowBlock(slice(0, self.size), deltas, observations)
        return block.weighted_sum(np.full(len(observations), 1.0 / len(observations)))

    def _logits(self, theta: np.ndarray) -> np.ndarray:
        return theta.reshape(self.observations.n, self.actions.n)
