"""What would not fit into memory is refused, with a figure and a remedy, before it is tried."""

import tracemalloc
from dataclasses import replace

import pytest

from pgviz.environments import EnvironmentSpec, PgvizError, make_world
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.limits import NUMBER, memory_needs, require_memory
from pgviz.training.state import initial_state, policy_for
from tests.training.worlds import endless, world_of

TOO_MUCH = {
    "steps": ({"batch_size": 100_000, "horizon": 1000}, "100000 trajectories of 500 steps"),
    "gradients": (
        {"batch_size": 10_000, "horizon": 1, "hidden": (1024, 64)},
        "the gradients of 10000 trajectories",
    ),
    "parameters": (
        {"batch_size": 1, "horizon": 1, "hidden": (4096, 4096, 4096)},
        "the parameters",
    ),
}


@pytest.fixture
def cartpole():
    world = make_world(EnvironmentSpec("CartPole-v1"))
    yield world
    world.close()


@pytest.mark.parametrize(("changes", "what"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_too_much_is_refused_with_what_takes_most(cartpole, changes, what):
    hyperparameters = replace(Hyperparameters(), **changes)
    message = (
        rf"^An iteration could take .* GiB of memory, .* 4 GiB .* most of it for {what}: choose"
    )
    with pytest.raises(PgvizError, match=message):
        require_memory(cartpole, policy_for(cartpole, hyperparameters), hyperparameters)


@pytest.fixture
def peak():
    """Return what tells the most bytes held at once since the test began."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


@pytest.mark.parametrize("changes", [changes for changes, _ in TOO_MUCH.values()])
def test_nothing_is_allocated_before_it_is_refused(cartpole, peak, changes):
    hyperparameters = replace(Hyperparameters(), **changes)
    state = initial_state(cartpole, Hyperparameters(), 0)
    with pytest.raises(PgvizError, match="memory"):
        initial_state(cartpole, hyperparameters, 0)
    with pytest.raises(PgvizError, match="memory"):
        iterate(state, hyperparameters, cartpole)
    assert peak() < 10 * 2**20


def test_the_environments_own_limit_counts(cartpole):
    longest = Hyperparameters(horizon=100_000, batch_size=1000)
    require_memory(cartpole, policy_for(cartpole, longest), longest)
    unlimited = world_of(endless(1.0, -1.0))
    with pytest.raises(PgvizError, match="1000 trajectories of 100000 steps"):
        require_memory(unlimited, policy_for(unlimited, longest), longest)


HELD = {
    "table": {},
    "linear": {"policy": "mlp", "hidden": ()},
    "network": {"policy": "mlp", "hidden": (64, 32)},
    "optimal": {"policy": "mlp", "hidden": (16,), "baseline": "optimal"},
    "adam": {"optimizer": "adam", "entropy_bonus": 0.1, "gradient_clip": 1.0},
    "gradients": {"policy": "mlp", "hidden": (200,), "batch_size": 500, "horizon": 2},
    "parameters": {
        "policy": "mlp",
        "hidden": (500, 500),
        "batch_size": 1,
        "horizon": 2,
        "optimizer": "adam",
        "entropy_bonus": 0.1,
        "gradient_clip": 1.0,
    },
    "standardised": {"baseline": "time", "standardise": True, "return": "to-go", "discount": 0.9},
}


@pytest.mark.parametrize("changes", HELD.values(), ids=HELD.keys())
def test_an_iteration_takes_no_more_than_reckoned(peak, changes):
    world = world_of(endless(1.0, -1.0))
    hyperparameters = Hyperparameters(batch_size=100, horizon=200).changed(changes)
    run(world, hyperparameters)
    assert peak() < memory(world, hyperparameters) < 3 * peak()


def test_so_with_actions_that_are_numbers(peak):
    world = make_world(EnvironmentSpec("pgviz/Beacon-v0"))
    hyperparameters = Hyperparameters(batch_size=64, horizon=50, hidden=(32,))
    run(world, hyperparameters)
    assert peak() < memory(world, hyperparameters)
    world.close()


def memory(world, hyperparameters):
    needs = memory_needs(world, policy_for(world, hyperparameters), hyperparameters)
    return NUMBER * sum(need.numbers for need in needs)


def run(world, hyperparameters):
    state = initial_state(world, hyperparameters, 0)
    for _ in range(2):  # only the second has an optimiser's state before it
        state = iterate(state, hyperparameters, world).after
