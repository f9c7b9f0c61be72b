"""What an iteration hands from one of its parts to the next."""

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.estimation import value
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state


@pytest.fixture
def corridor():
    world = make_world(EnvironmentSpec("pgviz/ShortCorridor-v0"))
    yield world
    world.close()


def test_scalars_are_those_of_the_batch(corridor):
    hyperparameters = Hyperparameters(discount=0.5, batch_size=5)
    iteration = iterate(initial_state(corridor, hyperparameters, 0), hyperparameters, corridor)
    scalars, lengths = iteration.scalars, iteration.batch.lengths.tolist()
    discounted = [-sum(0.5**t for t in range(length)) for length in lengths]
    assert scalars.steps == sum(lengths)
    assert scalars.mean_return == pytest.approx(np.mean(discounted), rel=1e-14)
    assert scalars.std_return == pytest.approx(np.std(discounted), rel=1e-12)
    assert scalars.mean_reward_sum == pytest.approx(-np.mean(lengths), rel=1e-14)
    assert scalars.entropy == pytest.approx(np.log(2.0), rel=1e-14)
    assert scalars.gradient_norm == pytest.approx(np.linalg.norm(iteration.estimate.gradient))


def test_the_surrogate_loss_is_minus_the_weighted_log_probabilities(corridor):
    hyperparameters = Hyperparameters(discount=0.5, batch_size=5)
    iteration = iterate(initial_state(corridor, hyperparameters, 0), hyperparameters, corridor)
    lengths = iteration.batch.lengths.tolist()
    discounted = [-sum(0.5**t for t in range(length)) for length in lengths]
    weighted = [
        -length * np.log(2.0) * total for length, total in zip(lengths, discounted, strict=True)
    ]
    assert iteration.scalars.surrogate_loss == pytest.approx(-np.mean(weighted), rel=1e-12)


def test_what_is_exact_is_kept_with_the_scalars():
    world, hyperparameters = make_world(EnvironmentSpec("pgviz/TwoStep-v0")), Hyperparameters()
    iteration = iterate(initial_state(world, hyperparameters, 0), hyperparameters, world)
    scalars, estimate = iteration.scalars, iteration.estimate.gradient
    assert scalars.objective == pytest.approx(0.5, abs=1e-14)  # J = p
    uphill = np.array([-0.25, 0.25])  # p(1 − p) by the logit of action 1
    lengths = np.linalg.norm(estimate) * np.linalg.norm(uphill)
    assert scalars.cosine == pytest.approx(estimate @ uphill / lengths, abs=1e-12)
    world.close()


def test_what_is_not_known_exactly_is_no_number():
    world, hyperparameters = make_world(EnvironmentSpec("CartPole-v1")), Hyperparameters()
    iteration = iterate(initial_state(world, hyperparameters, 0), hyperparameters, world)
    assert iteration.exact is None
    assert np.isnan([iteration.scalars.objective, iteration.scalars.cosine]).all()
    world.close()


def test_the_value_baseline_knows_earlier_batches_only(corridor):
    hyperparameters = Hyperparameters(baseline="value")
    first = iterate(initial_state(corridor, hyperparameters, 0), hyperparameters, corridor)
    np.testing.assert_array_equal(first.weights.baseline, 0.0)
    second = iterate(first.after, hyperparameters, corridor)
    np.testing.assert_allclose(second.weights.baseline, first.weights.returns.mean(), rtol=1e-14)
    third = iterate(second.after, hyperparameters, corridor)
    pooled = np.concatenate([0.9 * first.weights.returns, second.weights.returns])
    steps = 0.9 * first.batch.steps + second.batch.steps
    np.testing.assert_allclose(third.weights.baseline, pooled.sum() / steps, rtol=1e-13)


def test_a_value_baseline_that_was_left_begins_afresh(corridor):
    kept, left = Hyperparameters(baseline="value"), Hyperparameters(baseline="mean")
    first = iterate(initial_state(corridor, kept, 0), kept, corridor)
    second = iterate(first.after, left, corridor)
    assert second.after.value is value.UNFITTED


def test_changed_hyperparameters_are_kept_with_their_iteration(corridor):
    before, after = Hyperparameters(), Hyperparameters(batch_size=3)
    first = iterate(initial_state(corridor, before, 0), before, corridor)
    second = iterate(first.after, after, corridor)
    assert (first.hyperparameters, second.hyperparameters) == (before, after)
    assert second.batch.size == 3


def test_the_density_is_that_of_the_action_before_it_is_clipped():
    world = make_world(EnvironmentSpec("Pendulum-v1"))
    hyperparameters = Hyperparameters(batch_size=4, horizon=20)
    iteration = iterate(initial_state(world, hyperparameters, 0), hyperparameters, world)
    world.close()
    actions, deviation = iteration.batch.actions[:, 0], iteration.evaluation.deviations[0]
    assert np.abs(actions).max() > world.actions.high[0]
    z = (actions - iteration.evaluation.means[:, 0]) / deviation
    expected = np.log(np.exp(-np.square(z) / 2.0) / (deviation * np.sqrt(2.0 * np.pi)))
    np.testing.assert_allclose(iteration.evaluation.log_probabilities, expected, rtol=1e-13)
