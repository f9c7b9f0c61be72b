"""REINFORCE in JAX: gymnax's CartPole, and a whole iteration compiled into one program.

All copies take 500 steps in a scan; those that have ended are stepped on and masked. Nothing waits
for the host until an iteration is complete.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import gymnax
import jax
import jax.numpy as jnp
import numpy as np
import optax

from tests.benchmarks.contestants import repeated, take_part
from tests.benchmarks.peers import balancing
from tests.benchmarks.peers.solved import until_solved

TRAJECTORIES, HORIZON = 16, 500
LEARNING_RATE = 0.05  # the best of 0.005 to 0.1

Parameters = list[tuple[jax.Array, jax.Array]]
Iteration = Callable[[Any, jax.Array], tuple[Any, jax.Array]]


def logits_of(parameters: Parameters, observations: jax.Array) -> jax.Array:
    """Return the logits of every observation, [..., 2]."""
    (hidden, hidden_bias), (output, output_bias) = parameters
    return jnp.tanh(observations @ hidden.T + hidden_bias) @ output.T + output_bias


def sample(
    parameters: Parameters, key: jax.Array, trajectories: int, horizon: int
) -> tuple[jax.Array, jax.Array, jax.Array, jax.Array]:
    """Return observations [steps, copies, 4], actions, rewards and which are alive."""
    env, env_params = gymnax.make("CartPole-v1")
    reset = jax.vmap(env.reset, in_axes=(0, None))
    step_all = jax.vmap(env.step, in_axes=(0, 0, 0, None))

    def step(carry: Any, key: jax.Array) -> tuple[Any, Any]:
        observations, state, alive = carry
        for_action, for_step = jax.random.split(key)
        actions = jax.random.categorical(for_action, logits_of(parameters, observations))
        keys = jax.random.split(for_step, trajectories)
        following, state, rewards, fallen, late, _ = step_all(keys, state, actions, env_params)
        return (following, state, alive & ~fallen & ~late), (observations, actions, rewards, alive)

    for_reset, for_steps = jax.random.split(key)
    start = reset(jax.random.split(for_reset, trajectories), env_params)
    alive = jnp.ones(trajectories, dtype=bool)
    _, steps = jax.lax.scan(step, (*start, alive), jax.random.split(for_steps, horizon))
    observations, actions, rewards, alive = steps
    return observations, actions, rewards * alive, alive


def loss_of(parameters: Parameters, steps: tuple[jax.Array, ...]) -> jax.Array:
    """Return the loss whose gradient is −ĝ."""
    observations, actions, rewards, alive = steps
    to_go = jnp.cumsum(rewards[::-1], axis=0)[::-1]
    mean, deviation = to_go.mean(where=alive), to_go.std(where=alive)
    advantages = (to_go - mean) / (deviation + 1e-8) * alive
    log_policy = jax.nn.log_softmax(logits_of(parameters, observations))
    chosen = jnp.take_along_axis(log_policy, actions[..., None], axis=-1)[..., 0]
    return -(chosen * advantages).sum() / alive.shape[1]


@cache
def compiled(trajectories: int, horizon: int, learning_rate: float) -> Iteration:
    """Return one iteration: (parameters, state of the optimiser), key → the same and returns."""
    optimizer = optax.adam(learning_rate)

    @jax.jit
    def iteration(learner: Any, key: jax.Array) -> tuple[Any, jax.Array]:
        parameters, moments = learner
        steps = sample(parameters, key, trajectories, horizon)
        gradient = jax.grad(loss_of)(parameters, steps)
        updates, moments = optimizer.update(gradient, moments)
        return (optax.apply_updates(parameters, updates), moments), steps[2].sum(axis=0)

    return iteration


def returns_of_batches(
    parameters: Parameters, seed: int, trajectories: int, horizon: int, learning_rate: float
) -> Iterator[np.ndarray]:
    """Yield the returns of one batch after the other."""
    iteration = compiled(trajectories, horizon, learning_rate)
    learner = parameters, optax.adam(learning_rate).init(parameters)
    key = jax.random.key(seed)
    while True:
        key, following = jax.random.split(key)
        learner, returns = iteration(learner, following)
        yield np.asarray(returns)


def train(trajectories: int, horizon: int, seconds: float) -> dict[str, float]:
    """Iterate for so long with a policy that stays as it is."""
    parameters = [(jnp.asarray(weights), jnp.asarray(bias)) for weights, bias in balancing.layers()]
    batches = returns_of_batches(parameters, 1, trajectories, horizon, 0.0)
    return repeated(lambda: int(next(batches).sum()), seconds)  # every step pays 1


def initial(seed: int) -> Parameters:
    """Return weights as PyTorch's layers begin, uniform within ±1/√inputs."""
    generator = np.random.default_rng(seed)
    hidden, output = ((32, 4), 4), ((2, 32), 32)
    return [
        (_uniform(generator, *shape), _uniform(generator, shape[0][:1], shape[1]))
        for shape in (hidden, output)
    ]


def _uniform(generator: np.random.Generator, shape: tuple[int, ...], inputs: int) -> jax.Array:
    bound = inputs**-0.5
    return jnp.asarray(generator.uniform(-bound, bound, shape), dtype=jnp.float32)


def solve(seed: int) -> int:
    """Learn from scratch."""
    batches = returns_of_batches(initial(seed), seed, TRAJECTORIES, HORIZON, LEARNING_RATE)
    return until_solved(batches)


if __name__ == "__main__":
    take_part(train, solve)
