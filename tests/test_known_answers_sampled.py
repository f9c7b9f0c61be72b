"""Answers found elsewhere: those that are estimated, within four standard errors."""

from dataclasses import replace

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, freeze, make_world
from pgviz.estimation import exact
from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.returns import rewards_to_go, whole_returns
from pgviz.estimation.weights import Weights
from pgviz.policies.choice import make_policy
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.optimizers import OptimizerState, advance
from pgviz.training.state import initial_state
from tests.estimation.batches import batch_from
from tests.known_answers import ANSWERS, two_logits, world_and_policy
from tests.policies.cases import discrete

CORRIDOR, GEOMETRIC = ANSWERS["short_corridor"]["rows"], ANSWERS["geometric"]["rows"]
ERRORS = 4.0  # standard errors that an estimate may be off


def weighted(returns, baseline, batch):
    """Return the weights of these returns less this baseline, averaged over trajectories."""
    return Weights(returns, baseline, 1.0, returns - baseline, np.ones(batch.steps), 1 / batch.size)


def iterations(name, probability, count):
    """Yield batches at one θ."""
    world, _ = world_and_policy(name)
    hyperparameters = Hyperparameters(batch_size=10_000, horizon=1000, learning_rate=0.0)
    state = initial_state(world, hyperparameters, seed=1)
    state = replace(state, theta=freeze(two_logits(probability)))
    for _ in range(count):
        iteration = iterate(state, hyperparameters, world)
        yield iteration
        state = iteration.after


def trajectory_gradients(iteration, returns, baseline=0.0):
    """Return g_i by the logit of action 1."""
    batch = iteration.batch
    weights = weighted(returns, np.broadcast_to(baseline, returns.shape), batch)
    return estimate_gradient(batch, iteration.evaluation.score, weights).per_trajectory[:, 1]


def within_four_errors(estimate, error, known):
    assert abs(estimate - known) <= ERRORS * error, f"{estimate} ± {error}, known {known}"


def check_variance(samples, known):
    deviations = samples - samples.mean()
    variance, fourth = np.mean(deviations**2), np.mean(deviations**4)
    within_four_errors(variance, np.sqrt((fourth - variance**2) / len(samples)), known)


def check_mean(samples, known):
    within_four_errors(samples.mean(), samples.std() / np.sqrt(len(samples)), known)


def corridor_values(p):
    world, _ = world_and_policy("ShortCorridor")
    probabilities = np.tile([1.0 - p, p], (world.mdp.states, 1))
    reach = exact.occupancies(world.mdp, probabilities, 1000)
    return exact.evaluate(world.mdp, probabilities, 1.0, reach)[0]


@pytest.mark.parametrize("row", CORRIDOR, ids=lambda row: f"p={row['p']}")
def test_corridor_variances(row):
    values, samples = corridor_values(row["p"]), {}
    for iteration in iterations("ShortCorridor", row["p"], 6):
        batch = iteration.batch
        whole = np.repeat(whole_returns(batch, 1.0), batch.lengths)
        to_go = rewards_to_go(batch, 1.0)
        for key, returns, baseline in (
            ("var_whole", whole, 0.0),
            ("var_whole_minus_J", whole, values[0]),
            ("var_to_go", to_go, 0.0),
            ("var_to_go_minus_J", to_go, values[0]),
            ("var_to_go_minus_V", to_go, values[batch.states]),
        ):
            gradients = trajectory_gradients(iteration, returns, baseline)
            samples.setdefault(key, []).append(gradients)
    known = {key: row[key] for key in samples if key in row}
    assert len(known) >= 4
    for key, parts in samples.items():
        check_mean(np.concatenate(parts), row["gradient"])
        if key in known:
            check_variance(np.concatenate(parts), known[key])


@pytest.mark.parametrize("row", GEOMETRIC, ids=lambda row: f"q={row['q']}")
def test_geometric_variances(row):
    chain = row["q"] * (1.0 - row["q"])  # d q / d logit
    samples = {"var_whole": [], "var_to_go": []}
    for iteration in iterations("Geometric", row["q"], 10):
        batch = iteration.batch
        whole = np.repeat(whole_returns(batch, 1.0), batch.lengths)
        samples["var_whole"].append(trajectory_gradients(iteration, whole))
        samples["var_to_go"].append(trajectory_gradients(iteration, rewards_to_go(batch, 1.0)))
    for key, parts in samples.items():
        check_mean(np.concatenate(parts) / chain, row["gradient"])
        check_variance(np.concatenate(parts) / chain, row[key])


def test_a_random_policy_on_cartpole():
    known = ANSWERS["cartpole"]["random_policy_return"]
    world = make_world(EnvironmentSpec("CartPole-v1"))
    hyperparameters = Hyperparameters(batch_size=4000, horizon=500, hidden=())
    batch = iterate(initial_state(world, hyperparameters, 0), hyperparameters, world).batch
    world.close()
    returns = whole_returns(batch, 1.0)
    check_mean(returns, known["mean"])
    check_variance(returns, known["std"] ** 2)


RUNS, ARMS, PUBLISHED_RUNS = 1000, 10, 2000


@pytest.mark.parametrize("rate", [0.1, 0.4])
@pytest.mark.parametrize("baseline", [True, False], ids=["baseline", "no baseline"])
def test_gradient_bandit(rate, baseline):
    known = ANSWERS["bandit"][f"alpha_{rate}"]["baseline" if baseline else "no_baseline"]
    shares = 100.0 * optimal_shares(rate, baseline)
    error = shares.std() * np.sqrt(
        1.0 / RUNS + 1.0 / PUBLISHED_RUNS
    )  # the known one is sampled too
    within_four_errors(shares.mean(), error, known)


def optimal_shares(rate, baseline, steps=1000, last=100):
    """Return how often each run of the gradient bandit took the best arm at last, [runs].

    All runs stand beside each other in one table, an observation each, so that a batch is one
    pull in every run. The baseline is the mean of the run's rewards so far, as published.
    """
    generator = np.random.default_rng(1)
    values = generator.normal(4.0, 1.0, (RUNS, ARMS))
    policy = make_policy("table", discrete(RUNS), discrete(ARMS), (), "tanh")
    runs, theta, state = np.arange(RUNS), np.zeros(policy.size), OptimizerState()
    total, optimal = np.zeros(RUNS), np.zeros(RUNS)
    for step in range(steps):
        actions = policy.actor(theta)(runs, generator.random((RUNS, policy.width)))
        rewards = values[runs, actions] + generator.normal(size=RUNS)
        total += rewards
        batch = batch_from(runs, actions, rewards, [1] * RUNS)
        weights = weighted(rewards, baseline * total / (step + 1), batch)
        score = policy.evaluate(theta, runs, actions).score
        gradient = score.weighted_sum(weights.factors)
        # ĝ is the mean over the runs, each of which is to move by its own gradient.
        move, state = advance("sgd", state, RUNS * gradient, rate)
        theta = theta + move
        optimal += (step >= steps - last) * (actions == values.argmax(axis=1))
    return optimal / last
