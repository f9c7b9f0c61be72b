"""The terms of an update: they add up, the bonus is β times its gradient, clipping shortens."""

import numpy as np
import pytest

from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.optimizers import OptimizerState
from pgviz.training.update import make_update

GRADIENT = np.array([3.0, -4.0, 12.0])  # of length 13
ENTROPY = np.array([1.0, 2.0, -2.0])


def update_of(gradient=GRADIENT, entropy=None, **hyperparameters):
    return make_update(gradient, entropy, OptimizerState(), Hyperparameters(**hyperparameters))[0]


def test_the_plain_update_is_the_rate_times_the_gradient():
    update = update_of(learning_rate=0.5)
    np.testing.assert_array_equal(update.step, 0.5 * GRADIENT)
    np.testing.assert_array_equal(update.direction, GRADIENT)
    np.testing.assert_array_equal(update.entropy, 0.0)
    np.testing.assert_array_equal(update.clipping, 0.0)


def test_the_bonus_adds_its_gradient():
    update = update_of(entropy=ENTROPY, entropy_bonus=0.1, learning_rate=1.0)
    np.testing.assert_allclose(update.entropy, 0.1 * ENTROPY)
    np.testing.assert_allclose(update.step, GRADIENT + 0.1 * ENTROPY)


@pytest.mark.parametrize(("clip", "length"), [(6.5, 6.5), (13.0, 13.0), (20.0, 13.0), (0.0, 13.0)])
def test_clipping_shortens_what_is_too_long_and_nothing_else(clip, length):
    direction = update_of(gradient_clip=clip).direction
    np.testing.assert_allclose(np.linalg.norm(direction), length, rtol=1e-15)
    np.testing.assert_allclose(direction / length, GRADIENT / 13.0, rtol=1e-15)


def test_clipping_takes_the_bonus_into_account():
    update = update_of(entropy=ENTROPY, entropy_bonus=2.0, gradient_clip=1.0, learning_rate=1.0)
    wanted = GRADIENT + 2.0 * ENTROPY
    np.testing.assert_allclose(update.direction, wanted / np.linalg.norm(wanted), rtol=1e-14)


def test_nothing_is_left_of_nothing():
    update = update_of(np.zeros(3), gradient_clip=1.0)
    np.testing.assert_array_equal(update.direction, 0.0)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_terms_add_up_to_what_the_optimiser_is_given(optimizer):
    settings = {"optimizer": optimizer, "entropy_bonus": 0.3, "gradient_clip": 2.0}
    update = update_of(entropy=ENTROPY, **settings)
    added = update.gradient + update.entropy + update.clipping
    np.testing.assert_array_equal(update.direction, added)
    alone = update_of(added, optimizer=optimizer)
    np.testing.assert_array_equal(update.step, alone.step)
