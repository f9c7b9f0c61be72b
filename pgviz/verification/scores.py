"""∇log π of every kind of policy: its values, its expectation, and its norms."""

from collections.abc import Callable
from functools import partial
from itertools import product

import numpy as np

from pgviz.policies.gaussian_network import GaussianNetwork
from pgviz.verification.differences import differences
from pgviz.verification.outcome import Case, Comparison, vectors
from pgviz.verification.policies import STEPS, Architecture, Sample, architectures, size_of

NODES = 3  # of the quadrature: exact up to degree 5, and the score is of degree 2 in the action


def score_cases() -> tuple[Case, ...]:
    """Return ∇log π against differences of log π, for every kind of policy."""
    return _of_every_policy(_against_differences)


def expectation_cases() -> tuple[Case, ...]:
    """Return E[∇log π(a|s)] = 0, for every kind of policy."""
    return _of_every_policy(_against_zero)


def norm_cases() -> tuple[Case, ...]:
    """Return each layer's ‖∇log π_t‖² from its factors against the dense score's."""
    return _of_every_policy(_against_dense)


def _of_every_policy(compare: Callable[[Sample], Comparison]) -> tuple[Case, ...]:
    return tuple(
        Case(architecture.subject, partial(_compared, compare, architecture))
        for architecture in architectures()
    )


def _compared(
    compare: Callable[[Sample], Comparison], architecture: Architecture, mistake: str
) -> Comparison:
    # No mistake of the menu is made in a policy's own mathematics.
    return compare(architecture.sample())


def _against_differences(sample: Sample) -> Comparison:
    ours = sample.at(sample.theta).score.dense(np.arange(STEPS)).T  # [parameters, steps]
    other = differences(lambda theta: sample.at(theta).log_probabilities, sample.theta)
    names = [f"{name}, step {step}" for name in sample.parameters for step in range(STEPS)]
    return vectors(ours, other, "central differences of log π", 1e-7, names)


def _against_zero(sample: Sample) -> Comparison:
    actions, weights = _gaussian(sample) if _is_gaussian(sample) else _listed(sample)
    observations = np.repeat(sample.observations[:1], len(actions), axis=0)
    score = sample.policy.evaluate(sample.theta, observations, actions).score
    way = "by Gauss–Hermite quadrature" if _is_gaussian(sample) else "summed over all actions"
    return vectors(score.weighted_sum(weights), 0.0, f"0; {way}", 1e-12, sample.parameters)


def _is_gaussian(sample: Sample) -> bool:
    return isinstance(sample.policy, GaussianNetwork)


def _listed(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    """Return every action with π(a|s) of the first observation, [actions]."""
    probabilities = sample.at(sample.theta).probabilities
    assert probabilities is not None
    return np.arange(probabilities.shape[1]), probabilities[0]


def _gaussian(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    """Return the nodes [nodes, size] and weights [nodes] of the first observation's density."""
    policy, theta = sample.policy, sample.theta
    assert isinstance(policy, GaussianNetwork)
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    size = size_of(policy.actions)
    standard = np.array(list(product(nodes, repeat=size)))
    shares = np.prod(list(product(weights / np.sqrt(2.0 * np.pi), repeat=size)), axis=1)
    mean = policy.mean(theta, sample.observations[:1])
    return mean + policy.deviations(theta) * standard, shares


def _against_dense(sample: Sample) -> Comparison:
    score = sample.at(sample.theta).score
    dense = np.square(score.dense(np.arange(STEPS)))
    ours = np.array([block.squared_norms() for block in score.blocks])
    other = np.array([dense[:, block.span].sum(axis=1) for block in score.blocks])
    layers = [layer.name for layer in sample.policy.layers]
    names = [f"{layer}, step {step}" for layer in layers for step in range(STEPS)]
    tolerance = 1e-13 * np.maximum(other, 1.0)
    return vectors(ours, other, "squares of the dense score, summed", tolerance, names)
