"""The softmax at its extremes, and drawing from it."""

import numpy as np
import pytest

from pgviz.policies import softmax

ALMOST_ONE = 1.0 - 2.0**-53  # the largest uniform there is
UNIFORMS = np.array([0.0, 1e-300, 0.25, 0.5, ALMOST_ONE])


def choices(logits, uniforms):
    return softmax.choose(np.tile(logits, (len(uniforms), 1)), np.asarray(uniforms))


@pytest.mark.parametrize("scale", [1.0, 745.0, 1e4, 1e300, np.finfo(float).max])
def test_everything_is_finite_however_far_apart_the_logits_are(scale):
    logits = scale * np.array([[-1.0, 0.0, 1.0], [1.0, 1.0, -1.0], [0.0, 0.0, 0.0]])
    log_policy = softmax.log_softmax(logits)
    assert np.isfinite(log_policy).all()
    np.testing.assert_allclose(np.exp(log_policy).sum(axis=1), 1.0, rtol=1e-15)
    entropies = softmax.entropies(log_policy, np.exp(log_policy))
    assert ((entropies >= 0.0) & (entropies <= np.log(3.0) + 1e-15)).all()
    assert np.isfinite(softmax.entropy_deltas(log_policy)).all()


def test_certain_actions_have_no_entropy_and_equal_ones_the_most():
    log_policy = softmax.log_softmax(np.array([[1e4, -1e4, 0.0], [7.0, 7.0, 7.0]]))
    np.testing.assert_allclose(
        softmax.entropies(log_policy, np.exp(log_policy)), [0.0, np.log(3.0)], atol=1e-15
    )


@pytest.mark.parametrize("uniform", UNIFORMS)
@pytest.mark.parametrize("likely", [0, 1, 2])
def test_an_action_of_probability_0_is_never_chosen(likely, uniform):
    logits = np.full(3, -1e4)
    logits[likely] = 1e4
    assert choices(logits, [uniform]) == [likely]


@pytest.mark.parametrize("unlikely", [0, 1, 2])
def test_between_equal_actions_the_one_of_probability_0_is_never_chosen(unlikely):
    logits = np.zeros(3)
    logits[unlikely] = -1e4
    assert unlikely not in choices(logits, UNIFORMS)


def test_the_largest_uniform_chooses_the_last_action_whatever_the_total_rounds_to():
    logits = np.random.default_rng(0).normal(0.0, 3.0, (100_000, 7))
    uniforms = np.full(len(logits), ALMOST_ONE)
    assert (softmax.choose(logits, uniforms) == 6).all()
    logits[:, 6] = -1e4  # which adds nothing to the total
    assert (softmax.choose(logits, uniforms) == 5).all()


@pytest.mark.parametrize("seed", range(5))
def test_evenly_spread_uniforms_give_each_action_its_share(seed):
    logits = np.random.default_rng(seed).normal(0.0, 2.0, 5)
    count = 10_000
    uniforms = (np.arange(count) + 0.5) / count
    shares = np.bincount(choices(logits, uniforms), minlength=5) / count
    expected = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose(shares, expected, atol=1.0 / count)


def test_a_row_is_drawn_from_its_own_logits():
    logits = np.array([[0.0, -1e4], [-1e4, 0.0]])
    np.testing.assert_array_equal(softmax.choose(logits, np.array([0.9, 0.1])), [0, 1])
