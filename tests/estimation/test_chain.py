"""The chain under a policy, dense and sparse, against one step after the other written out."""

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.estimation.chain import DenseChain, SparseChain, chain_of, iterates
from tests.estimation.enumeration import random_mdp

kinds = pytest.mark.parametrize("kind", [DenseChain, SparseChain])
counts = pytest.mark.parametrize("count", [1, 2, 3, 8, 13])


def made(kind, seed=0):
    mdp = random_mdp(seed, states=5)
    policy = np.random.default_rng(seed).dirichlet(np.ones(2), size=5)
    return mdp, policy, kind(mdp, mdp.probability * ~mdp.terminated * policy[:, :, None])


def written_out(mdp, policy):
    """Return M[s][s'] entry by entry."""
    matrix = np.zeros((mdp.states, mdp.states))
    for (state, action, k), chance in np.ndenumerate(mdp.probability):
        if not mdp.terminated[state, action, k]:
            matrix[state, mdp.next_state[state, action, k]] += policy[state, action] * chance
    return matrix


@counts
def test_doubling_gives_what_steps_give(count):
    generator = np.random.default_rng(1)
    matrix, first, constant = generator.normal(size=(3, 3)), *generator.normal(size=(2, 3))
    expected = [first]
    while len(expected) < count:
        expected.append(expected[-1] @ matrix + constant)
    np.testing.assert_allclose(iterates(matrix, first, constant, count), expected, rtol=1e-9)


@kinds
@counts
def test_forward(kind, count):
    mdp, policy, chain = made(kind)
    expected, matrix = [mdp.start], written_out(mdp, policy)
    while len(expected) < count:
        expected.append(expected[-1] @ matrix)
    np.testing.assert_allclose(chain.forward(mdp.start, count), expected, rtol=1e-12)


@kinds
@counts
def test_backward(kind, count):
    mdp, policy, chain = made(kind)
    rewards = np.array([1.0, -2.0, 0.5, 3.0, -1.0])
    expected, matrix = [np.zeros(5)], written_out(mdp, policy)
    while len(expected) < count:
        expected.append(rewards + 0.9 * matrix @ expected[-1])
    np.testing.assert_allclose(chain.backward(rewards, 0.9, count), expected, rtol=1e-12)


@kinds
def test_joined(kind):
    mdp, _, chain = made(kind)
    left, right = np.random.default_rng(2).normal(size=(2, 7, 5))
    joined = chain.joined(left, right)
    for place in np.ndindex(joined.shape):
        entered = mdp.next_state[place]
        expected = sum(left[time, place[0]] * right[time, entered] for time in range(7))
        assert joined[place] == pytest.approx(expected)


def test_only_a_large_world_goes_step_by_step():
    for id, kind in (("CliffWalking-v1", DenseChain), ("Taxi-v4", SparseChain)):
        mdp = make_world(EnvironmentSpec(id)).mdp
        assert isinstance(chain_of(mdp, np.ones((mdp.states, mdp.actions))), kind)
