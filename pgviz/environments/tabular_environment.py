"""A Gymnasium environment that steps through a TabularMDP."""

from typing import Any

import gymnasium
import numpy as np

from pgviz.environments.layout import GridLayout
from pgviz.environments.randomness import normals
from pgviz.environments.tabular import TabularMDP, inverse_cdf


class TabularEnvironment(gymnasium.Env[Any, Any]):
    """One state of a TabularMDP at a time.

    A reset takes one uniform, a step one for the transition and, where rewards are noisy, two
    more for the noise: the same numbers make the same trajectory here and in a batch.
    """

    metadata = {"render_modes": []}  # noqa: RUF012 - Gymnasium's own attribute of a class

    def __init__(self, mdp: TabularMDP, layout: GridLayout | None = None) -> None:
        self.mdp, self.layout = mdp, layout
        self.state = 0
        self.observation_space = gymnasium.spaces.Discrete(mdp.observations)
        self.action_space = gymnasium.spaces.Discrete(mdp.actions)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Draw the first state from μ and return what is observed of it."""
        super().reset(seed=seed)
        self.state = int(inverse_cdf(self.mdp.start_cumulative, self.np_random.random()))
        return self._observation(), {}

    def step(self, action: int) -> tuple[int, float, bool, bool, dict[str, Any]]:
        """Draw what follows `action`; never truncates."""
        mdp, before = self.mdp, self.state
        cumulative = mdp.cumulative[before, action]
        outcome = before, action, int(inverse_cdf(cumulative, self.np_random.random()))
        self.state = int(mdp.next_state[outcome])
        reward = float(mdp.reward[outcome]) + self._noise()
        return self._observation(), reward, bool(mdp.terminated[outcome]), False, {}

    def _observation(self) -> int:
        return int(self.mdp.observation[self.state])

    def _noise(self) -> float:
        if self.mdp.reward_noise == 0.0:
            return 0.0
        uniforms = np.array([self.np_random.random(), self.np_random.random()])
        return float(self.mdp.reward_noise * normals(uniforms)[0])
