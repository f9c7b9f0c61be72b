"""What makes arrays an MDP; each refusal is one sentence."""

from typing import TYPE_CHECKING

import numpy as np

from pgviz.environments.errors import PgvizError

if TYPE_CHECKING:
    from pgviz.environments.tabular import TabularMDP

TOLERANCE = 1e-8  # how far a sum of probabilities may be from 1


def check_mdp(mdp: "TabularMDP") -> None:
    """Raise PgvizError where shapes, indices, probabilities or rewards aren't those of an MDP."""
    _check_shapes(mdp)
    _check_indices(mdp)
    _check_probabilities(mdp)
    _check_rewards(mdp)


def _check_shapes(mdp: "TabularMDP") -> None:
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


def _check_indices(mdp: "TabularMDP") -> None:
    for array, count, what in (
        (mdp.next_state, mdp.states, "state"),
        (mdp.observation, mdp.observations, "observation"),
    ):
        if array.min() < 0 or array.max() >= count:
            raise PgvizError(f"A {what} is a whole number from 0 to {count - 1}.")


def _check_probabilities(mdp: "TabularMDP") -> None:
    if not _is_distribution(mdp.start[np.newaxis]).all():
        raise PgvizError("The probabilities of the first state are not between 0 and 1 with sum 1.")
    wrong = np.argwhere(~_is_distribution(mdp.probability))
    if len(wrong):
        state, action = wrong[0]
        raise PgvizError(
            f"The probabilities of what follows {mdp.action_names[action]!r} in state "
            f"{mdp.state_names[state]!r} are not between 0 and 1 with sum 1."
        )


def _check_rewards(mdp: "TabularMDP") -> None:
    if not np.isfinite(mdp.reward).all():
        raise PgvizError("Every reward of an MDP is a finite number.")
    if not 0.0 <= mdp.reward_noise < np.inf:
        raise PgvizError(f"The reward's noise is at least 0 and finite, not {mdp.reward_noise}.")


def _is_distribution(probability: np.ndarray) -> np.ndarray:
    # NaN fails both comparisons.
    return (probability >= 0.0).all(-1) & (np.abs(probability.sum(-1) - 1.0) <= TOLERANCE)
