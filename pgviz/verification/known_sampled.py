"""Answers that are averages over many runs: compared within five standard errors."""

from functools import partial
from math import sqrt

import numpy as np

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.spaces import Discrete
from pgviz.estimation.returns import whole_returns
from pgviz.policies.choice import make_policy
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import sample
from pgviz.training.optimizers import OptimizerState, advance
from pgviz.training.state import initial_state, policy_for
from pgviz.verification.known_answers import answers
from pgviz.verification.outcome import Case, Comparison, numbers
from pgviz.verification.sampled import ERRORS

TRAJECTORIES = 4000
RUNS, PUBLISHED_RUNS, ARMS, PULLS, LAST = 600, 2000, 10, 1000, 100
BANDITS = {
    f"α = {rate}, {'with' if baseline else 'no'} baseline": (rate, baseline)
    for rate in (0.1, 0.4)
    for baseline in (True, False)
}


def cartpole_cases() -> tuple[Case, ...]:
    """Return the mean and the spread of a random policy's return on the cart pole."""
    return (Case("mean return", _mean_return), Case("standard deviation", _deviation))


def bandit_cases() -> tuple[Case, ...]:
    """Return how often the gradient bandit takes the best arm at last."""
    return tuple(Case(subject, partial(_bandit, subject)) for subject in BANDITS)


def _mean_return(mistake: str) -> Comparison:
    returns, known = _random_returns(mistake), answers("cartpole")["random_policy_return"]
    tolerance = ERRORS * returns.std() / sqrt(len(returns))
    return numbers(returns.mean(), known["mean"], answers("cartpole")["source"], tolerance)


def _deviation(mistake: str) -> Comparison:
    returns, known = _random_returns(mistake), answers("cartpole")["random_policy_return"]
    squares = np.square(returns - returns.mean())
    # d√v = dv / (2√v)
    error = squares.std() / sqrt(len(returns)) / (2.0 * returns.std())
    return numbers(returns.std(), known["std"], answers("cartpole")["source"], ERRORS * error)


def _random_returns(mistake: str) -> np.ndarray:
    """Return R(τ) of trajectories of a policy that prefers no action."""
    choices = {"batch_size": TRAJECTORIES, "horizon": 500, "hidden": (), "mistake": mistake}
    hyperparameters = Hyperparameters().changed(choices)
    world = make_world(EnvironmentSpec("CartPole-v1"))
    try:
        state, policy = initial_state(world, hyperparameters, 1), policy_for(world, hyperparameters)
        return whole_returns(sample(state, hyperparameters, policy, world), 1.0)
    finally:
        world.close()


def _bandit(subject: str, mistake: str) -> Comparison:
    # The gradient bandit has a baseline of its own, and none of the menu's mistakes.
    rate, baseline = BANDITS[subject]
    shares = 100.0 * optimal_shares(rate, baseline=baseline)
    known = answers("bandit")[f"alpha_{rate}"]["baseline" if baseline else "no_baseline"]
    error = shares.std() * sqrt(1.0 / RUNS + 1.0 / PUBLISHED_RUNS)  # theirs is sampled too
    return numbers(shares.mean(), known, answers("bandit")["source"], ERRORS * error)


def optimal_shares(rate: float, *, baseline: bool) -> np.ndarray:
    """Return how often each run took its best arm in the last pulls, [runs].

    All runs stand beside each other in one table, an observation each, so that a batch is one pull
    in every run. The baseline is the mean of the run's rewards so far, as published.
    """
    generator = np.random.default_rng(1)
    values = generator.normal(4.0, 1.0, (RUNS, ARMS))
    policy = make_policy("table", _discrete(RUNS), _discrete(ARMS), (), "tanh")
    runs, theta, optimizer = np.arange(RUNS), np.zeros(policy.size), OptimizerState()
    total, optimal = np.zeros(RUNS), np.zeros(RUNS)
    for pull in range(PULLS):
        actions = policy.actor(theta)(runs, generator.random((RUNS, policy.width)))
        rewards = values[runs, actions] + generator.normal(size=RUNS)
        total += rewards
        weights = rewards - (total / (pull + 1) if baseline else 0.0)
        gradient = policy.evaluate(theta, runs, actions).score.weighted_sum(weights)
        step, optimizer = advance("sgd", optimizer, gradient, rate)
        theta = theta + step
        optimal += (pull >= PULLS - LAST) * (actions == values.argmax(axis=1))
    return optimal / LAST


def _discrete(count: int) -> Discrete:
    return Discrete(count, tuple(map(str, range(count))))
