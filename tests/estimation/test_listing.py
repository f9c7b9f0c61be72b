"""The list of all trajectories against a recursion written out."""

from collections import Counter

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.listing import list_trajectories
from tests.estimation.enumeration import random_mdp


def dynamics_chance(mdp, steps, last):
    """Return μ · Π P of (state, action, reward) steps that end in (next state, terminated)."""
    chance = float(mdp.start[steps[0][0]])
    entered = [*[step[0] for step in steps[1:]], last[0]]
    for time, (state, action, reward) in enumerate(steps):
        end = last[1] and time == len(steps) - 1
        chance *= sum(
            float(mdp.probability[state, action, k])
            for k in range(mdp.probability.shape[2])
            if mdp.next_state[state, action, k] == entered[time]
            and mdp.reward[state, action, k] == reward
            and mdp.terminated[state, action, k] == end
        )
    return chance


def listed_keys(listing):
    batch = listing.batch
    columns = batch.states.tolist(), batch.actions.tolist(), batch.rewards.tolist()
    steps = list(zip(*columns, strict=True))
    return [
        (tuple(steps[batch.slice(i)]), (int(batch.last_states[i]), bool(batch.terminated[i])))
        for i in range(batch.size)
    ]


def recursion(mdp, horizon, steps=(), state=None):
    """Yield the key of every trajectory that has a chance."""
    states = np.flatnonzero(mdp.start).tolist() if state is None else [state]
    for here in states:
        for action, k in np.ndindex(mdp.probability.shape[1:]):
            place = here, action, k
            if mdp.probability[place] == 0.0:
                continue
            longer = (*steps, (here, action, float(mdp.reward[place])))
            entered, ends = int(mdp.next_state[place]), bool(mdp.terminated[place])
            if ends or len(longer) == horizon:
                yield longer, (entered, ends)
            else:
                yield from recursion(mdp, horizon, longer, entered)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("horizon", [1, 2, 4])
def test_every_trajectory_is_listed_once_with_its_chances(seed, horizon):
    mdp = random_mdp(seed, states=3 if horizon == 4 else 4)
    listing = list_trajectories(mdp, horizon)
    keys = listed_keys(listing)
    assert listing.complete
    assert Counter(keys) == Counter(set(recursion(mdp, horizon)))
    chances = np.exp(listing.log_start + listing.log_dynamics)
    expected = [dynamics_chance(mdp, *key) for key in keys]
    np.testing.assert_allclose(chances, expected, rtol=1e-13)
    np.testing.assert_array_equal(listing.batch.truncated, ~listing.batch.terminated)
    np.testing.assert_array_equal(listing.batch.observations, mdp.observation[listing.batch.states])


@pytest.mark.parametrize("seed", range(10))
def test_of_too_many_those_that_end_early_are_listed(seed):
    mdp, most = random_mdp(seed, states=3), 150
    counts = [len(set(recursion(mdp, horizon))) for horizon in range(1, 5)]
    longest = sum(count <= most for count in counts)
    assert 0 < longest < 4
    listing = list_trajectories(mdp, 50, most)
    assert not listing.complete
    assert listing.longest == longest
    ended = [key for key in set(recursion(mdp, longest)) if key[1][1]]
    assert Counter(listed_keys(listing)) == Counter(ended)
    assert list_trajectories(mdp, longest, most).complete
    assert not list_trajectories(mdp, longest + 1, most).complete


def test_the_shortest_come_first():
    lengths = list_trajectories(random_mdp(1), 4).batch.lengths
    assert (np.diff(lengths) >= 0).all()


def test_a_world_that_always_ends_is_complete_at_any_horizon():
    mdp = make_world(EnvironmentSpec("pgviz/TwoStep-v0")).mdp
    listing = list_trajectories(mdp, 100_000)
    assert listing.complete
    assert (listing.size, listing.longest) == (4, 2)


def test_a_world_with_too_many_starts_has_an_empty_list():
    mdp = make_world(EnvironmentSpec("Taxi-v4")).mdp
    listing = list_trajectories(mdp, 200, most=100)
    assert (listing.size, listing.batch.steps, listing.complete) == (0, 0, False)


def test_steps_are_bounded_where_trajectories_are_few_but_long():
    mdp = make_world(EnvironmentSpec("pgviz/Geometric-v0")).mdp
    listing = list_trajectories(mdp, 100_000, most_steps=1000)
    # k(k + 1)/2 steps in those that ended within k, and k more in the one that still runs
    assert listing.longest == 43
    np.testing.assert_array_equal(listing.batch.lengths, np.arange(1, 44))
    assert not listing.batch.truncated.any()


def test_a_world_that_never_ends_has_one_trajectory_an_action_sequence():
    still = [[[(1.0, 0, 1.0, False)], [(1.0, 0, -1.0, False)]]]
    mdp = TabularMDP.from_outcomes(still, (1.0,), ("up", "down"), ("only",))
    listing = list_trajectories(mdp, 10)
    assert (listing.size, listing.complete) == (1024, True)
    assert listing.batch.truncated.all()
    assert list_trajectories(mdp, 20).size == 0
