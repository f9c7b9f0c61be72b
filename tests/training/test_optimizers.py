"""SGD, momentum and Adam against their formulas, written out parameter by parameter."""

from math import sqrt

import numpy as np
import pytest

from pgviz.training.optimizers import OptimizerState, advance

KINDS = ("sgd", "momentum", "adam")
DIRECTIONS = np.random.default_rng(0).normal(0.0, [1.0, 1e-6, 1e6], (20, 3))


def steps_of(kind, directions, rate=0.1):
    state, steps = OptimizerState(), []
    for direction in directions:
        step, state = advance(kind, state, np.asarray(direction, dtype=float), rate)
        steps.append(step)
    return np.array(steps)


def test_sgd_follows_the_direction():
    np.testing.assert_array_equal(steps_of("sgd", DIRECTIONS), 0.1 * DIRECTIONS)


def test_momentum_sums_directions_that_fade():
    faded = [
        [0.1 * sum(0.9 ** (t - k) * column[k] for k in range(t + 1)) for column in DIRECTIONS.T]
        for t in range(len(DIRECTIONS))
    ]
    np.testing.assert_allclose(steps_of("momentum", DIRECTIONS), faded, rtol=1e-12, atol=1e-18)


def test_adam_follows_the_published_algorithm():
    expected = np.transpose([adam(column.tolist(), 0.1) for column in DIRECTIONS.T])
    np.testing.assert_allclose(steps_of("adam", DIRECTIONS), expected, rtol=1e-12)


def adam(gradients, rate, decay=0.9, square_decay=0.999, epsilon=1e-8):
    """Return the steps of Kingma and Ba's Algorithm 1 for one parameter."""
    m, v, steps = 0.0, 0.0, []
    for t, g in enumerate(gradients, 1):
        m = decay * m + (1 - decay) * g
        v = square_decay * v + (1 - square_decay) * g * g
        m_hat, v_hat = m / (1 - decay**t), v / (1 - square_decay**t)
        steps.append(rate * m_hat / (sqrt(v_hat) + epsilon))
    return steps


def test_adam_on_a_sequence_computed_by_hand():
    steps = steps_of("adam", [[1.0], [-2.0], [0.5]]).ravel()
    np.testing.assert_allclose(
        steps, [0.099999999, -0.036610352472075, -0.0136690662017466], rtol=1e-12
    )


def test_adams_first_step_has_the_length_of_the_rate():
    np.testing.assert_allclose(np.abs(steps_of("adam", [[3.0, -1e-3, 1e9]])), 0.1, rtol=2e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_direction_there_is_no_step(kind):
    np.testing.assert_array_equal(steps_of(kind, np.zeros((3, 2))), 0.0)


@pytest.mark.parametrize("kind", KINDS)
def test_at_rate_0_nothing_moves(kind):
    np.testing.assert_array_equal(steps_of(kind, DIRECTIONS, rate=0.0), 0.0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_another_optimiser_begins_afresh(kind, other):
    _, state = advance(other, OptimizerState(), DIRECTIONS[0], 0.1)
    step, after = advance(kind, state, DIRECTIONS[1], 0.1)
    seen = DIRECTIONS[:2] if kind == other else DIRECTIONS[1:2]
    np.testing.assert_array_equal(step, steps_of(kind, seen)[-1])
    assert after.kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_states_are_read_only_and_never_changed(kind):
    _, state = advance(kind, OptimizerState(), DIRECTIONS[0], 0.1)
    kept = [array for array in (state.velocity, state.squares) if array is not None]
    copies = [array.copy() for array in kept]
    advance(kind, state, DIRECTIONS[1], 0.1)
    assert not any(array.flags.writeable for array in kept)
    np.testing.assert_array_equal(kept, copies)
