"""How moments of what is still to come in a trajectory change when one more step is put before it.

A rule lists moments, the first of which is 1. Given a step's score s, reward r and next state, each
new one is linear in those of the next state; the coefficients are polynomials in r and s.
"""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.tabular import TabularMDP

BINOMIAL = np.array([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 2.0, 1.0]])


@dataclass(frozen=True)
class Rule:
    """The coefficients of one step, and which moments make E[g] and E[g²]."""

    of_reward: np.ndarray  # [states, actions, outcomes, moments, moments], P of the outcome in it
    of_score: np.ndarray  # [3, states, moments, moments]: what goes with s⁰, s¹ and s²
    mean: np.ndarray  # [moments]: E[g] of a whole trajectory is this sum of them
    square: np.ndarray  # [moments]: E[g²]

    @property
    def moments(self) -> int:
        """How many are listed."""
        return len(self.mean)


def whole_rule(mdp: TabularMDP, discount: float, baseline: float) -> Rule:
    """Return the rule of E[Rⁱ Sʲ], i, j ≤ 2, where R = r + γR', S = s + S' and g = (R − b) S."""
    powers = BINOMIAL * discount ** np.arange(3)  # of γR' in (r + γR')ⁱ
    raised = _raised_rewards(mdp)
    of_return = np.zeros((*mdp.probability.shape, 3, 3))
    of_score = np.zeros((3, mdp.states, 9, 9))
    for high in range(3):
        for low in range(high + 1):
            of_return[..., high, low] = powers[high, low] * raised[high - low]
            taken = np.zeros((3, 3))
            taken[high, low] = BINOMIAL[high, low]
            of_score[high - low] += np.kron(np.eye(3), taken)
    of_reward = np.einsum("...ik,jl->...ijkl", of_return, np.eye(3))
    return Rule(
        of_reward=of_reward.reshape(*mdp.probability.shape, 9, 9),
        of_score=of_score,
        mean=np.kron([-baseline, 1.0, 0.0], [0.0, 1.0, 0.0]),
        square=np.kron([baseline**2, -2.0 * baseline, 1.0], [0.0, 0.0, 1.0]),
    )


def to_go_rule(
    mdp: TabularMDP, discount: float, later: float, baseline: np.ndarray | float
) -> Rule:
    """Return the rule of 1, G, G², U, UG, U², where G = r + γG' and U = s(G − b) + κU', g = U.

    κ, `later`, is γ where c_t = γᵗ and 1 where c_t = 1; b may differ by state, [states].
    """
    _, reward, square = _raised_rewards(mdp)
    chance = mdp.probability
    of_reward = np.zeros((*chance.shape, 6, 6))
    of_reward[..., 0, 0] = chance
    of_reward[..., 1, :2] = _stacked(reward, discount * chance)
    of_reward[..., 2, :3] = _stacked(square, 2.0 * discount * reward, discount**2 * chance)
    of_reward[..., 3, 3] = later * chance
    of_reward[..., 4, 3:5] = _stacked(later * reward, later * discount * chance)
    of_reward[..., 5, 5] = later**2 * chance
    return Rule(of_reward, _to_go_scores(mdp, baseline), np.eye(6)[3], np.eye(6)[5])


def _to_go_scores(mdp: TabularMDP, baseline: np.ndarray | float) -> np.ndarray:
    b = np.broadcast_to(baseline, mdp.states)
    one = np.ones(mdp.states)
    of_score = np.zeros((3, mdp.states, 6, 6))
    of_score[0] = np.eye(6)
    of_score[1, :, 3, :2] = _stacked(-b, one)  # s(G − b)
    of_score[1, :, 4, 1:3] = _stacked(-b, one)  # s(G − b)G
    of_score[1, :, 5, 3:5] = _stacked(-2.0 * b, 2.0 * one)  # 2 s(G − b) κU'
    of_score[2, :, 5, :3] = _stacked(b**2, -2.0 * b, one)  # s²(G − b)²
    return of_score


def _raised_rewards(mdp: TabularMDP) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return P, P E[r] and P E[r²] of every outcome, noise included."""
    square = mdp.reward**2 + mdp.reward_noise**2
    return mdp.probability, mdp.probability * mdp.reward, mdp.probability * square


def _stacked(*columns: np.ndarray) -> np.ndarray:
    return np.stack(columns, axis=-1)
