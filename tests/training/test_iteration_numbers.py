"""Numbers that must not break an iteration: none of them reaches θ, and the fault is named."""

from dataclasses import replace

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, IterationFailed, make_world
from pgviz.training.finite import LARGEST
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state
from tests.training.worlds import arrays, endless, world_of

BASELINES = [option.value for option in DECLARATIONS["baseline"].options]
OPTIMIZERS = [option.value for option in DECLARATIONS["optimizer"].options]
SMALL = Hyperparameters(batch_size=4, horizon=5)

baselines = pytest.mark.parametrize("baseline", BASELINES)
standardise = pytest.mark.parametrize("standardise", [False, True])


def all_finite(iteration):
    return all(np.isfinite(a).all() for _, a in arrays(iteration) if a.dtype.kind == "f")


@pytest.fixture
def beacon():
    world = make_world(EnvironmentSpec("pgviz/Beacon-v0"))
    yield world
    world.close()


@pytest.mark.parametrize("reward", [1e300, -1e300])
def test_a_reward_too_large_to_work_with_is_named_with_its_place(reward):
    world = world_of(endless(reward, 1.0))
    state = initial_state(world, SMALL, 0)
    was = state.theta.tobytes()
    with pytest.raises(IterationFailed, match=r"^Iteration failed: reward \(trajectory") as failed:
        iterate(state, SMALL, world)
    assert failed.value.quantity == "reward"
    harmless = world_of(endless(0.0, 1.0))
    actions = iterate(state, SMALL, harmless).batch.actions.reshape(4, 5)
    place = failed.value.trajectory, failed.value.step
    assert place == tuple(np.argwhere(actions == 0)[0])
    assert state.theta.tobytes() == was


def test_rewards_that_add_up_to_too_much_are_named_with_their_place():
    world = world_of(endless(LARGEST, LARGEST))
    with pytest.raises(IterationFailed, match=r"weight ψ \(trajectory 0, step 0\): it is 5e\+140"):
        iterate(initial_state(world, SMALL, 0), SMALL, world)


@baselines
@standardise
@pytest.mark.parametrize("reward", [1e100, -1e100, 1e-100, 1e-300])
def test_rewards_of_any_other_size_are_worked_with(baseline, standardise, reward):
    hyperparameters = replace(
        SMALL, baseline=baseline, standardise=standardise, learning_rate=1e-9, return_="to-go"
    )
    world = world_of(endless(reward, -reward / 3.0, 0.0))
    first = iterate(initial_state(world, hyperparameters, 0), hyperparameters, world)
    assert all_finite(first)
    assert np.isfinite(first.scalars.std_return)
    assert abs(first.estimate.shares.sum() - 1.0) < 1e-12


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("clip", [0.0, 1.0])
def test_a_theta_that_overflows_is_not_taken(optimizer, clip):
    hyperparameters = replace(SMALL, optimizer=optimizer, gradient_clip=clip, learning_rate=1000.0)
    world = world_of(endless(LARGEST / 1e3, -LARGEST / 1e3))
    state = initial_state(world, hyperparameters, 0)
    was = state.theta.tobytes()
    if optimizer == "adam" or clip:  # these bound the step, however long ĝ is
        assert np.abs(iterate(state, hyperparameters, world).after.theta).max() <= 1000.0
    else:
        with pytest.raises(IterationFailed, match=r"θ after the update: .* a smaller step size"):
            iterate(state, hyperparameters, world)
    assert state.theta.tobytes() == was


@baselines
@standardise
def test_equal_returns(baseline, standardise):
    hyperparameters = replace(SMALL, baseline=baseline, standardise=standardise)
    world = world_of(endless(0.1, 0.1))
    iteration = iterate(initial_state(world, hyperparameters, 0), hyperparameters, world)
    assert all_finite(iteration)
    if baseline in ("mean", "leave-one-out", "time"):
        np.testing.assert_allclose(iteration.after.theta, 0.0, atol=1e-15)


@baselines
@standardise
@pytest.mark.parametrize(("batch_size", "horizon"), [(1, 5), (4, 1), (1, 1)])
def test_one_trajectory_and_one_step(baseline, standardise, batch_size, horizon):
    hyperparameters = replace(
        SMALL, baseline=baseline, standardise=standardise, batch_size=batch_size, horizon=horizon
    )
    world = world_of(endless(1.0, -2.0))
    state = initial_state(world, hyperparameters, 0)
    for _ in range(3):
        iteration = iterate(state, hyperparameters, world)
        state = iteration.after
        assert all_finite(iteration)
        assert np.isnan(iteration.scalars.signal_to_noise) == (
            iteration.estimate.signal_to_noise is None
        )


@pytest.mark.parametrize("logit", [1e4, -1e4, 1e130])
def test_a_policy_that_is_certain(logit):
    world = world_of(endless(1.0, -2.0))
    state = replace(initial_state(world, SMALL, 0), theta=np.array([logit, -logit]))
    iteration = iterate(state, replace(SMALL, entropy_bonus=1.0, learning_rate=1.0), world)
    assert all_finite(iteration)
    np.testing.assert_array_equal(iteration.batch.actions, 0 if logit > 0.0 else 1)
    np.testing.assert_array_equal(iteration.estimate.gradient, 0.0)


def beacon_state(world, hyperparameters, log_deviation, bias=0.0):
    state = initial_state(world, hyperparameters, 0)
    theta = state.theta.copy()
    theta[-2:] = log_deviation
    theta[-3] = bias  # of the second component's mean
    return replace(state, theta=theta)


@pytest.mark.parametrize("deviation", [1e-12, 1e12])
def test_any_sigma(beacon, deviation):
    state = beacon_state(beacon, SMALL, np.log(deviation))
    iteration = iterate(state, replace(SMALL, learning_rate=1e-30), beacon)
    assert all_finite(iteration)


@pytest.mark.parametrize(
    ("log_deviation", "bias", "quantity"),
    [
        (800.0, 0.0, "action"),
        (0.0, np.inf, "action"),
        (-800.0, 1.0, "log π(a|s)"),
        (-340.0, 0.0, "contribution"),
    ],
)
def test_a_sigma_or_a_mean_that_is_no_number_is_named(beacon, log_deviation, bias, quantity):
    state = beacon_state(beacon, SMALL, log_deviation, bias)
    was = state.theta.tobytes()
    with pytest.raises(IterationFailed) as failed:
        iterate(state, SMALL, beacon)
    assert failed.value.quantity == quantity
    assert "start again with a smaller step size" in str(failed.value)
    assert "nan" not in str(failed.value)
    assert state.theta.tobytes() == was


def test_a_network_that_overflows_is_named_with_its_place():
    world = world_of(endless(1.0, -2.0))
    hyperparameters = replace(SMALL, policy="mlp", activation="relu", hidden=(3, 3))
    state = initial_state(world, hyperparameters, 0)
    state = replace(state, theta=np.full_like(state.theta, 1e200))
    with pytest.raises(IterationFailed) as failed:
        iterate(state, hyperparameters, world)
    assert failed.value.quantity == "log π(a|s)"
    assert (failed.value.trajectory, failed.value.step) == (0, 0)
