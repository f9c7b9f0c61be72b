"""An MDP whose states can be listed: the exact dynamics that sampling and exact values share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.errors import PgvizError

Outcome = tuple[float, int, float, bool]
"""(probability, next state, reward, terminated), as in Gymnasium's `env.unwrapped.P`."""

Outcomes = Mapping[int, Mapping[int, Sequence[Outcome]]] | Sequence[Sequence[Sequence[Outcome]]]
"""outcomes[state][action] lists what can happen."""

TOLERANCE = 1e-8  # how far a sum of probabilities may be from 1


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
        _check_shapes(self)
        _check_indices(self)
        _check_probabilities(self)
        _check_rewards(self)

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
    return np.argmax(cumulative > uniforms, axis=-1)


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


def _check_shapes(mdp: TabularMDP) -> None:
    shapes = [getattr(mdp, name).shape for name in ("next_state", "probability", "reward")]
    if len({*shapes, mdp.terminated.shape}) > 1 or mdp.probability.ndim != 3:
        raise PgvizError(
            "The transition arrays of an MDP share one shape [states, actions, outcomes]."
        )
    if mdp.probability.shape[:2] != (mdp.states, mdp.actions):
        raise PgvizError(
            f"The transitions are those of {mdp.probability.shape[0]} states and "
            f"{mdp.probability.shape[1]} actions, not of {mdp.states} and {mdp.actions}."
        )
    if not mdp.start.shape == mdp.observation.shape == (mdp.states,):
        raise PgvizError(f"start and observation hold one entry for each of {mdp.states} states.")


def _check_indices(mdp: TabularMDP) -> None:
    for array, count, what in (
        (mdp.next_state, mdp.states, "state"),
        (mdp.observation, mdp.observations, "observation"),
    ):
        if array.min() < 0 or array.max() >= count:
            raise PgvizError(f"A {what} is a whole number from 0 to {count - 1}.")


def _check_probabilities(mdp: TabularMDP) -> None:
    if not _is_distribution(mdp.start[np.newaxis]).all():
        raise PgvizError("The probabilities of the first state are not between 0 and 1 with sum 1.")
    wrong = np.argwhere(~_is_distribution(mdp.probability))
    if len(wrong):
        state, action = wrong[0]
        raise PgvizError(
            f"The probabilities of what follows {mdp.action_names[action]!r} in state "
            f"{mdp.state_names[state]!r} are not between 0 and 1 with sum 1."
        )


def _check_rewards(mdp: TabularMDP) -> None:
    if not np.isfinite(mdp.reward).all():
        raise PgvizError("Every reward of an MDP is a finite number.")
    if not 0.0 <= mdp.reward_noise < np.inf:
        raise PgvizError(f"The reward's noise is at least 0 and finite, not {mdp.reward_noise}.")


def _is_distribution(probability: np.ndarray) -> np.ndarray:
    # NaN fails both comparisons.
    return (probability >= 0.0).all(-1) & (np.abs(probability.sum(-1) - 1.0) <= TOLERANCE)
