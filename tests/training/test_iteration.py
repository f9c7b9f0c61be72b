"""One iteration: a pure function, bit for bit, whose record nothing can change."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state
from tests.training.worlds import arrays, content

WORLDS = {
    "table": ("pgviz/GridWorld-v0", {"baseline": "value"}),
    "network": ("CartPole-v1", {"baseline": "value", "hidden": (8, 4)}),
    "gaussian": ("pgviz/Beacon-v0", {"baseline": "optimal", "hidden": ()}),
}
ALL = {
    "batch_size": 6,
    "horizon": 30,
    "discount": 0.95,
    "return": "to-go",
    "standardise": True,
    "optimizer": "adam",
    "entropy_bonus": 0.01,
    "gradient_clip": 0.5,
    "init_scale": 0.3,
}


@pytest.fixture(params=WORLDS.values(), ids=WORLDS.keys())
def setting(request):
    id, own = request.param
    world = make_world(EnvironmentSpec(id))
    yield world, Hyperparameters().changed({**ALL, **own})
    world.close()


def run(world, hyperparameters, iterations, seed=3):
    state, made = initial_state(world, hyperparameters, seed), []
    for _ in range(iterations):
        made.append(iterate(state, hyperparameters, world))
        state = made[-1].after
    return made


def test_the_same_arguments_give_the_same_bytes(setting):
    world, hyperparameters = setting
    first, second, third = run(world, hyperparameters, 3)
    other = make_world(world.spec)
    for past in (third, first, second):  # in any order, in another world
        again = iterate(past.before, hyperparameters, other)
        assert content(again) == content(past)
        assert repr(again.scalars) == repr(past.scalars)  # NaN is not equal to itself
    other.close()


def test_nothing_that_goes_in_is_changed(setting):
    world, hyperparameters = setting
    *_, before = run(world, hyperparameters, 2)
    was = content(before.after)
    iterate(before.after, hyperparameters, world)
    assert content(before.after) == was


def test_every_array_is_read_only(setting):
    *_, iteration = run(*setting, 2)
    named = dict(arrays(iteration))
    assert len(named) > 30
    assert [name for name, array in named.items() if array.flags.writeable] == []


def test_a_pickled_iteration_is_the_same_and_still_read_only(setting):
    *_, iteration = run(*setting, 2)
    copy = pickle.loads(pickle.dumps(iteration, protocol=5))
    assert content(copy) == content(iteration)
    assert repr(copy.scalars) == repr(iteration.scalars)
    assert copy.hyperparameters == iteration.hyperparameters
    assert [name for name, array in arrays(copy) if array.flags.writeable] == []


def test_what_holds_arrays_is_equal_to_itself_alone(setting):
    (iteration,) = run(*setting, 1)
    copy = pickle.loads(pickle.dumps(iteration))
    assert copy != iteration
    assert copy.hyperparameters == iteration.hyperparameters
    for name in ("before", "batch", "evaluation", "weights", "estimate", "update", "after"):
        part = getattr(iteration, name)
        assert {part: name}[part] == name
        assert getattr(copy, name) != part


def test_another_seed_gives_another_batch(setting):
    (one,), (other,) = (run(*setting, 1, seed=seed) for seed in (3, 4))
    assert one.batch.actions.tobytes() != other.batch.actions.tobytes()


def test_more_trajectories_leave_the_first_as_they_were(setting):
    world, hyperparameters = setting
    state = initial_state(world, hyperparameters, 5)
    few = iterate(state, hyperparameters, world).batch
    many = iterate(state, replace(hyperparameters, batch_size=9), world).batch
    for trajectory in range(few.size):
        _same_steps(few, many, trajectory, few.lengths[trajectory])
    np.testing.assert_array_equal(few.lengths, many.lengths[: few.size])


def test_a_shorter_horizon_only_cuts(setting):
    world, hyperparameters = setting
    state = initial_state(world, hyperparameters, 5)
    long = iterate(state, hyperparameters, world).batch
    short = iterate(state, replace(hyperparameters, horizon=4), world).batch
    np.testing.assert_array_equal(short.lengths, np.minimum(long.lengths, 4))
    for trajectory in range(short.size):
        _same_steps(short, long, trajectory, short.lengths[trajectory])


def _same_steps(one, other, trajectory, steps):
    for batch in (one, other):
        assert batch.lengths[trajectory] >= steps
    for name in ("observations", "actions", "rewards"):
        mine, theirs = (
            getattr(batch, name)[batch.slice(trajectory)][:steps] for batch in (one, other)
        )
        np.testing.assert_array_equal(mine, theirs)


def test_the_next_state_follows_from_the_update(setting):
    first, second = run(*setting, 2)
    np.testing.assert_array_equal(first.after.theta, first.before.theta + first.update.step)
    np.testing.assert_array_equal(first.update.gradient, first.estimate.gradient)
    assert (first.number, second.number, second.after.iteration) == (0, 1, 2)
    assert second.before is first.after
    assert second.after.optimizer.count == 2
    assert second.after.seed == first.before.seed


def test_shares_add_up_to_1_and_trajectories_average_to_the_estimate(setting):
    for iteration in run(*setting, 3):
        estimate = iteration.estimate
        assert abs(estimate.shares.sum() - 1.0) < 1e-12
        average = estimate.per_trajectory.mean(axis=0)
        np.testing.assert_allclose(average, estimate.gradient, atol=1e-13 * estimate.norm)


def test_a_state_and_its_fingerprint_depend_on_every_bit_of_theta(setting):
    first, second = run(*setting, 2)
    assert len(first.after.theta_sha256) == 64
    assert first.after.theta_sha256 == second.before.theta_sha256
    nudged = first.after.theta.copy()
    nudged[0] = np.nextafter(nudged[0], np.inf)
    assert replace(first.after, theta=nudged).theta_sha256 != first.after.theta_sha256


class AbandonedError(Exception):
    pass


def test_what_a_checkpoint_raises_passes_through(setting):
    world, hyperparameters = setting
    state = initial_state(world, hyperparameters, 5)
    calls = iter(range(3))

    def checkpoint():
        if next(calls, None) is None:
            raise AbandonedError

    with pytest.raises(AbandonedError):
        iterate(state, hyperparameters, world, checkpoint)
    whole = iterate(state, hyperparameters, world)
    other = make_world(world.spec)
    assert content(whole) == content(iterate(state, hyperparameters, other))
    other.close()
