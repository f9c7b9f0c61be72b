"""The learnt value baseline against least squares written out."""

import numpy as np
import pytest

from pgviz.estimation import value
from tests.estimation.batches import batch_from, batch_of, random_batch
from tests.policies.cases import box, discrete

ACTIONS, TABLE, VECTOR = discrete(2), discrete(3), box(2)


def fitted(space, batches):
    fit = value.UNFITTED
    for batch in batches:
        fit = value.refit(fit, space, batch, batch.rewards)
    return fit


def test_it_is_0_before_the_first_batch():
    batch = random_batch(VECTOR, ACTIONS, (3, 2), 0)
    np.testing.assert_array_equal(value.predict(value.UNFITTED, VECTOR, batch), np.zeros(5))


def test_a_table_holds_decayed_means_and_0_where_nothing_was_seen():
    earlier = batch_of([(0, 0, 1.0), (1, 0, 5.0)], [(0, 0, 3.0)])
    later = batch_of([(0, 1, 8.0)])
    fit = fitted(TABLE, [earlier, later])
    seen = value.predict(fit, TABLE, batch_of([(0, 0, 0.0), (1, 0, 0.0), (2, 0, 0.0)]))
    np.testing.assert_allclose(seen, [(0.9 * (1.0 + 3.0) + 8.0) / (0.9 * 2 + 1), 5.0, 0.0])


@pytest.mark.parametrize("reach", [1.0, 50.0])
def test_a_linear_fit_is_weighted_least_squares(reach):
    batches = [_scaled(random_batch(VECTOR, ACTIONS, (40, 160), seed), reach) for seed in range(3)]
    design = np.vstack([_design(batch) for batch in batches])
    targets = np.concatenate([batch.rewards for batch in batches])
    roots = np.sqrt(np.repeat([0.81, 0.9, 1.0], 200))
    solution = np.linalg.lstsq(roots[:, np.newaxis] * design, roots * targets)[0]
    new = _scaled(random_batch(VECTOR, ACTIONS, (30,), 9), reach)
    predicted = value.predict(fitted(VECTOR, batches), VECTOR, new)
    np.testing.assert_allclose(predicted, _design(new) @ solution, rtol=1e-3, atol=1e-4)


def test_features_that_say_nothing_leave_the_mean():
    observations = np.zeros((4, 2))
    batch = batch_from(observations, np.zeros(4, dtype=int), [1.0, 2.0, 3.0, 6.0], [1, 1, 1, 1])
    predicted = value.predict(fitted(VECTOR, [batch]), VECTOR, batch)
    np.testing.assert_allclose(predicted, 3.0, rtol=1e-5)


def test_a_batch_does_not_change_the_fit_that_it_is_weighed_with():
    batch = random_batch(VECTOR, ACTIONS, (3, 2), 0)
    fit = fitted(VECTOR, [batch])
    moments, targets = fit.moments.copy(), fit.targets.copy()
    value.refit(fit, VECTOR, batch, batch.rewards)
    np.testing.assert_array_equal(fit.moments, moments)
    np.testing.assert_array_equal(fit.targets, targets)
    assert not fit.moments.flags.writeable
    assert not fit.targets.flags.writeable


def _scaled(batch, reach):
    return batch_from(reach * batch.observations, batch.actions, batch.rewards, batch.lengths)


def _design(batch):
    rows = []
    for trajectory in range(batch.size):
        for time, row in enumerate(batch.observations[batch.slice(trajectory)].tolist()):
            x = [min(max(number, -10.0), 10.0) for number in row]
            rows.append([1.0, *x, *(number**2 for number in x), time / 100, (time / 100) ** 2])
    return np.array(rows)
