"""A run as a plain NumPy script that ends in the same θ, bit for bit."""

from pathlib import Path
from typing import Any

import numpy as np

from pgviz import __version__
from pgviz.environments.spaces import Discrete
from pgviz.environments.world import World
from pgviz.exporting.run import Run
from pgviz.exporting.scalars import mistakes_of
from pgviz.exporting.script.loop import loop_lines
from pgviz.exporting.script.pieces import functions_of, needed
from pgviz.exporting.script.settings import settings_of
from pgviz.exporting.writing import write_text
from pgviz.policies.gaussian_network import GaussianNetwork
from pgviz.policies.network import Network
from pgviz.policies.policy import Policy
from pgviz.policies.runs import rows_at_once
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable
from pgviz.training.state import policy_for


def write_script(path: Path, run: Run, world: World, iterations: int, sha256: str) -> None:
    """Write the script of the first iterations; raises PgvizError where that fails."""
    write_text(path, script_of(run, world, iterations, sha256))


def script_of(run: Run, world: World, iterations: int, sha256: str) -> str:
    """Return a script that makes the first iterations and prints the SHA-256 of θ after them.

    It imports NumPy and, for the world and its random numbers, pgviz.environments.
    """
    policy = policy_for(world, run.experiment.hyperparameters)
    settings = settings_of([each for each in run.settings if each[0] < max(iterations, 1)])
    table, loop = settings.lines, loop_lines(settings, _first(policy), policy.width)
    functions = needed(functions_of(_files(run, world, policy)), "\n".join([*table, *loop]))
    parts = [_head(run, iterations, sha256), *_constants(run, world, policy, iterations)]
    body = "\n".join(parts) + "\n\n\n" + "\n\n\n".join(functions)
    tail = "\n".join([*table, "", *loop, END])
    return f"{body}\n\n\n{tail}\n"


END = 'print(hashlib.sha256(theta.astype("<f8").tobytes()).hexdigest())'
IMPORTS = """
import hashlib

# Before NumPy: it has sums made by one thread, as they were; split ones end in other bytes.
from pgviz.environments import Draws, EnvironmentSpec, make_world

import numpy as np
"""


def _head(run: Run, iterations: int, sha256: str) -> str:
    experiment = run.experiment
    count = "1 iteration" if iterations == 1 else f"{iterations} iterations"
    name = experiment.scenario or experiment.environment.id
    mistake = mistakes_of(run.between(range(iterations)))
    lines = [
        f'"""REINFORCE on {name}, seed {experiment.seed}, {count}; written by pgviz {__version__}.',
        *(["", mistake] if mistake else []),
        "",
        "The world and its random numbers come from pgviz, without its window.",
        f"It prints the SHA-256 of θ, which was {sha256}.",
        '"""',
    ]
    return "\n".join(lines) + "\n" + IMPORTS


def _constants(run: Run, world: World, policy: Policy, iterations: int) -> list[str]:
    spec = run.experiment.environment
    return [
        f"SEED, ITERATIONS = {run.experiment.seed}, {iterations}",
        *(f"{name} = {value!r}" for name, value in _shape(run, world, policy).items()),
        f"world = make_world(EnvironmentSpec({spec.id!r}, {dict(spec.arguments)!r}))",
    ]


def _shape(run: Run, world: World, policy: Policy) -> dict[str, Any]:
    """Return the constants that the policy's functions name."""
    shape: dict[str, Any] = {"INIT_SCALE": run.experiment.hyperparameters.init_scale}
    if isinstance(world.observations, Discrete):
        shape["STATES"] = world.observations.n
    if isinstance(policy, SoftmaxTable):
        return {**shape, "ACTIONS": policy.actions.n}
    if isinstance(policy, GaussianNetwork):
        shape["SIZE"] = policy.actions.size
        shape["LOG_SIGMA"] = _first_log_sigma(policy)
    network = _network(policy)
    shape["LAYERS"] = [each.shape for each in network.layers]
    return {**shape, "ROWS": rows_at_once(network.width)}


def _network(policy: Policy) -> Network:
    assert isinstance(policy, SoftmaxNetwork | GaussianNetwork)
    return policy.network


def _first_log_sigma(policy: GaussianNetwork) -> list[float]:
    begun = policy.initial(np.random.default_rng(0), 0.0)
    return begun[policy.network.size :].tolist()


def _first(policy: Policy) -> str:
    """Return the code of the θ that learning begins with."""
    begun = "initial(Draws(SEED, -1).parameters())"
    gaussian = isinstance(policy, GaussianNetwork)
    return f"np.append({begun}, LOG_SIGMA)" if gaussian else begun


def _files(run: Run, world: World, policy: Policy) -> list[str]:
    """Return the files of pieces that fit the policy, those to be preferred first."""
    listed = "listed" if isinstance(world.observations, Discrete) else "vectors"
    common = [listed, "weights", "updates"]
    if isinstance(policy, SoftmaxTable):
        return ["table", "softmax", *common]
    kind = ["gaussian"] if isinstance(policy, GaussianNetwork) else ["softmax"]
    return [*kind, "network", run.experiment.hyperparameters.activation, *common]
