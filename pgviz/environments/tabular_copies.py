"""A tabular world stepped straight from its arrays."""

import numpy as np

from pgviz.environments.copies import Transition
from pgviz.environments.randomness import Draws, Purpose, normals
from pgviz.environments.step_uniforms import StepUniforms
from pgviz.environments.tabular import TabularMDP, inverse_cdf
from pgviz.environments.world import Checkpoint, proceed


class TabularCopies:
    """Every row takes its transition by inverse CDF, in a few calls for all rows at once."""

    most = 16384

    def __init__(self, mdp: TabularMDP) -> None:
        self.mdp = mdp
        # One index into each flat table costs half of three into the array.
        self._cumulative = mdp.cumulative.reshape(-1, mdp.cumulative.shape[-1])
        self._next_state = mdp.next_state.ravel()
        self._reward = mdp.reward.ravel()
        self._terminated = mdp.terminated.ravel()
        self._width = 3 if mdp.reward_noise > 0.0 else 1

    def reset(
        self, draws: Draws, first: int, count: int, checkpoint: Checkpoint = proceed
    ) -> np.ndarray:
        """Draw states from μ."""
        self._uniforms = StepUniforms(draws, Purpose.TRANSITIONS, first, count, self._width)
        uniforms = draws.starts(first, count)
        states = np.searchsorted(self.mdp.start_cumulative, uniforms, side="right")
        return states % self.mdp.states  # as inverse_cdf, without a table of rows × states

    def observe(self, states: np.ndarray) -> np.ndarray:
        """Return the observations, [rows] int."""
        return self.mdp.observation.take(states)

    def step(
        self, step: int, rows: np.ndarray, states: np.ndarray, actions: np.ndarray
    ) -> Transition:
        """Draw what follows; only the environment's own end is an end here."""
        outcomes = self._outcomes(step, rows, states * self.mdp.actions + actions)
        rewards = self._reward.take(outcomes)
        if self.mdp.reward_noise > 0.0:
            noise = normals(self._uniforms.at(step, rows)[:, 1:])[:, 0]
            rewards = rewards + self.mdp.reward_noise * noise
        return Transition(self._next_state.take(outcomes), rewards, self._terminated.take(outcomes))

    def seeds(self, draws: Draws, first: int, count: int) -> None:
        """No seed: the numbers of a batch aren't those of one environment's generator."""

    def close(self) -> None:
        """Nothing is held."""

    def _outcomes(self, step: int, rows: np.ndarray, pairs: np.ndarray) -> np.ndarray:
        """Return which of all outcomes follows each pair of a state and an action, [rows] int."""
        count = self._cumulative.shape[-1]
        if count == 1:  # nothing is left to chance
            return pairs
        uniforms = self._uniforms.at(step, rows)[:, :1]
        return pairs * count + inverse_cdf(self._cumulative.take(pairs, axis=0), uniforms)
