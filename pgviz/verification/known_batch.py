"""A batch of a worksheet: π, rewards-to-go and gradients that were worked out there."""

from functools import partial
from itertools import chain

import numpy as np

from pgviz.environments import Batch, freeze
from pgviz.environments.spaces import Discrete
from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.weights import weigh
from pgviz.policies.choice import make_policy
from pgviz.policies.policy import Evaluation
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.verification.known_answers import answers, rounding
from pgviz.verification.outcome import Case, Comparison, vectors

STATES, ACTIONS = Discrete(3, ("s1", "s2", "s3")), Discrete(2, ("a1", "a2"))
THETA = np.array([0.5, -0.5, 0.2, 0.2, 0.1, 0.7])  # as the file writes it
TO_GO = {"discount": 0.9, "return": "to-go"}
GRADIENTS = {
    "gradient_to_go_without_gamma_t_a1": {**TO_GO, "discount_weighting": False},
    "gradient_whole_discounted_a1": {"discount": 0.9, "return": "whole"},
}


def fixed_batch_cases() -> tuple[Case, ...]:
    """Return every answer about the batch of three trajectories."""
    return (
        Case("π(a|s)", _policy),
        Case("rewards-to-go", _rewards_to_go),
        Case("ĝ, to-go without γᵗ", partial(_gradient, "gradient_to_go_without_gamma_t_a1")),
        Case("ĝ, whole return", partial(_gradient, "gradient_whole_discounted_a1")),
    )


def _batch() -> Batch:
    trajectories = answers("fixed_batch")["trajectories"]
    states, actions, rewards = zip(*chain.from_iterable(trajectories), strict=True)
    observations = np.array([STATES.names.index(state) for state in states])
    count = len(trajectories)
    return Batch(
        observations=freeze(observations),
        actions=freeze(np.array([ACTIONS.names.index(action) for action in actions])),
        rewards=freeze(np.array(rewards, dtype=float)),
        offsets=freeze(np.cumsum([0, *map(len, trajectories)])),
        terminated=freeze(np.ones(count, dtype=bool)),
        truncated=freeze(np.zeros(count, dtype=bool)),
        last_observations=freeze(observations[:count]),
        reset_seeds=None,
        states=None,
        last_states=None,
    )


def _evaluation(batch: Batch) -> Evaluation:
    policy = make_policy("table", STATES, ACTIONS, (), "tanh")
    return policy.evaluate(THETA, batch.observations, batch.actions)


def _policy(mistake: str) -> Comparison:
    batch = _batch()
    ours, known = _evaluation(batch).probabilities, np.array(answers("fixed_batch")["pi"])
    assert ours is not None
    names = [
        f"{STATES.names[observation]} {action}"
        for observation in batch.observations
        for action in ACTIONS.names
    ]
    return _as_written(ours, known[batch.observations], names)


def _rewards_to_go(mistake: str) -> Comparison:
    batch = _batch()
    estimator = Hyperparameters().changed({**TO_GO, "mistake": mistake}).estimator
    ours = weigh(batch, _evaluation(batch).score, estimator, STATES).returns
    known = np.array(list(chain.from_iterable(answers("fixed_batch")["reward_to_go"])))
    return _as_written(ours, known, [f"step {step}" for step in range(batch.steps)])


def _gradient(key: str, mistake: str) -> Comparison:
    batch = _batch()
    estimator = Hyperparameters().changed({**GRADIENTS[key], "mistake": mistake}).estimator
    score = _evaluation(batch).score
    gradient = estimate_gradient(batch, score, weigh(batch, score, estimator, STATES)).gradient
    known = np.array(answers("fixed_batch")[key])
    return _as_written(gradient[::2], known, [f"{state} a1" for state in STATES.names])


def _as_written(ours: np.ndarray, known: np.ndarray, names: list[str]) -> Comparison:
    tolerance = np.vectorize(rounding)(known)
    return vectors(ours, known, answers("fixed_batch")["source"], tolerance, names)
