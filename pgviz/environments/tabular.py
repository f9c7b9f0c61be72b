"""An MDP whose states can be listed: the exact dynamics that sampling and exact values share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.tabular_checks import check_mdp

Outcome = tuple[float, int, float, bool]
"""(probability, next state, reward, terminated), as in Gymnasium's `env.unwrapped.P`."""

Outcomes = Mapping[int, Mapping[int, Sequence[Outcome]]] | Sequence[Sequence[Sequence[Outcome]]]
"""outcomes[state][action] lists what can happen."""


@dataclass(frozen=True, eq=False)
class TabularMDP:
    """μ, P and r over listed states, and what the policy observes of them.

    The dynamics are sparse: [states, actions, outcomes], padded with outcomes of probability 0.
    Terminal states are listed as well, so that a path can be drawn into them, but never acted in.
    All arrays are read-only copies. Raises PgvizError where they don't make an MDP.
    """

    start: np.ndarray  # [states] μ
    next_state: np.ndarray  # [states, actions, outcomes] int
    probability: np.ndarray  # [states, actions, outcomes]
    reward: np.ndarray  # [states, actions, outcomes]
    terminated: np.ndarray  # [states, actions, outcomes] bool
    observation: np.ndarray  # [states] int; states may share one
    state_names: tuple[str, ...]
    action_names: tuple[str, ...]
    observation_names: tuple[str, ...]
    reward_noise: float = 0.0  # standard deviation of the Gaussian noise on every reward

    def __post_init__(self) -> None:
        for name, dtype in _DTYPES.items():
            object.__setattr__(self, name, freeze(np.array(getattr(self, name), dtype=dtype)))
        check_mdp(self)

    @classmethod
    def from_outcomes(
        cls,
        outcomes: Outcomes,
        start: Any,
        action_names: Sequence[str],
        state_names: Sequence[str],
        *,
        observation: Sequence[int] | None = None,
        observation_names: Sequence[str] | None = None,
        reward_noise: float = 0.0,
    ) -> "TabularMDP":
        """Build one from Gymnasium's `P` (or lists of its form) and `initial_state_distrib`.

        Without `observation`, the policy sees the state itself.
        """
        next_state, probability, reward, terminated = _pad(
            outcomes, len(state_names), len(action_names)
        )
        return cls(
            start=start,
            next_state=next_state,
            probability=probability,
            reward=reward,
            terminated=terminated,
            observation=np.asarray(range(len(state_names)) if observation is None else observation),
            state_names=tuple(state_names),
            action_names=tuple(action_names),
            observation_names=tuple(
                state_names if observation_names is None else observation_names
            ),
            reward_noise=reward_noise,
        )

    @property
    def states(self) -> int:
        """The number of states, terminal ones included."""
        return len(self.state_names)

    @property
    def actions(self) -> int:
        """The number of actions."""
        return len(self.action_names)

    @property
    def observations(self) -> int:
        """The number of different observations."""
        return len(self.observation_names)

    @cached_property
    def start_cumulative(self) -> np.ndarray:
        """Running sums of μ, [states]."""
        return freeze(np.cumsum(self.start))

    @cached_property
    def cumulative(self) -> np.ndarray:
        """Running sums of P over the outcomes, [states, actions, outcomes]."""
        return freeze(np.cumsum(self.probability, axis=-1))


def inverse_cdf(cumulative: np.ndarray, uniforms: np.ndarray | float) -> Any:
    """Return the first index along the last axis whose running sum exceeds the uniform.

    The rule of `gymnasium.envs.toy_text.utils.categorical_sample`, index 0 where rounding leaves
    the last sum below the uniform included, so that both draw the same.
    """
    return (cumulative > uniforms).argmax(axis=-1)


_DTYPES: dict[str, type] = {
    "start": np.float64,
    "next_state": np.int64,
    "probability": np.float64,
    "reward": np.float64,
    "terminated": np.bool_,
    "observation": np.int64,
}


def _pad(outcomes: Outcomes, states: int, actions: int) -> list[np.ndarray]:
    lists = [
        [list(outcomes[state][action]) for action in range(actions)] for state in range(states)
    ]
    width = max(1, *(len(cell) for row in lists for cell in row))
    nothing = (0.0, 0, 0.0, False)
    padded = np.array(
        [[cell + [nothing] * (width - len(cell)) for cell in row] for row in lists], dtype=float
    )
    probability, next_state, reward, terminated = np.moveaxis(padded, -1, 0)
    return [next_state, probability, reward, terminated]
