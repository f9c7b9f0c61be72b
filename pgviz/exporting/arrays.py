"""Everything about one iteration as arrays: a .npz file that NumPy opens without pickle."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from pgviz.exporting.about import as_written
from pgviz.exporting.writing import json_text, write_bytes
from pgviz.training.experiment import Experiment
from pgviz.training.iteration import Iteration

ABOUT = "about"


@dataclass(frozen=True)
class Entry:
    """An array of the file; one that an iteration has not (None) is left out."""

    name: str
    meaning: str  # with its shape
    of: Callable[[Iteration], Any]


ENTRIES = (
    Entry(
        "observations",
        "what the policy saw, [steps] or [steps, size]",
        lambda k: k.batch.observations,
    ),
    Entry("actions", "a_t before clipping, [steps] or [steps, size]", lambda k: k.batch.actions),
    Entry("rewards", "r_t, [steps]", lambda k: k.batch.rewards),
    Entry(
        "offsets",
        "trajectory i is steps offsets[i]:offsets[i+1], [m + 1]",
        lambda k: k.batch.offsets,
    ),
    Entry("terminated", "whether the environment ended it, [m]", lambda k: k.batch.terminated),
    Entry(
        "truncated", "whether the horizon or a time limit cut it, [m]", lambda k: k.batch.truncated
    ),
    Entry(
        "last_observations", "that of s_T, [m] or [m, size]", lambda k: k.batch.last_observations
    ),
    Entry("reset_seeds", "with which each was reset, [m]", lambda k: k.batch.reset_seeds),
    Entry("states", "s_t of a tabular world, [steps]", lambda k: k.batch.states),
    Entry("last_states", "s_T of a tabular world, [m]", lambda k: k.batch.last_states),
    Entry("log_probabilities", "log π(a_t|s_t), [steps]", lambda k: k.evaluation.log_probabilities),
    Entry("entropies", "of π(·|s_t) in nats, [steps]", lambda k: k.evaluation.entropies),
    Entry(
        "probabilities",
        "π(·|s_t) of a softmax, [steps, actions]",
        lambda k: k.evaluation.probabilities,
    ),
    Entry("means", "of a Gaussian policy, [steps, size]", lambda k: k.evaluation.means),
    Entry("deviations", "σ of a Gaussian policy, [size]", lambda k: k.evaluation.deviations),
    Entry("returns", "R(τ) or G_t, [steps]", lambda k: k.weights.returns),
    Entry("baseline", "b, [steps]", lambda k: k.weights.baseline),
    Entry("deviation", "what ψ was divided by", lambda k: k.weights.deviation),
    Entry("psi", "the weight ψ_t, [steps]", lambda k: k.weights.psi),
    Entry("coefficients", "c_t, γ^t or 1, [steps]", lambda k: k.weights.coefficients),
    Entry("scale", "1/m, or 1/(number of steps)", lambda k: k.weights.scale),
    Entry("score_norms", "‖∇log π(a_t|s_t)‖, [steps]", lambda k: k.estimate.score_norms),
    Entry("shares", "of each step in ĝ's direction, sum 1, [steps]", lambda k: k.estimate.shares),
    Entry(
        "per_trajectory",
        "g_i, whose mean is ĝ, [m, parameters]",
        lambda k: k.estimate.per_trajectory,
    ),
    Entry("gradient", "ĝ, [parameters]", lambda k: k.estimate.gradient),
    Entry(
        "entropy_term", "what the entropy bonus adds to ĝ, [parameters]", lambda k: k.update.entropy
    ),
    Entry("clipping", "what clipping adds to both, [parameters]", lambda k: k.update.clipping),
    Entry("step", "θ after less θ before, [parameters]", lambda k: k.update.step),
    Entry("theta_before", "θ, [parameters]", lambda k: k.before.theta),
    Entry("theta_after", "θ after the update, [parameters]", lambda k: k.after.theta),
    Entry("exact_objective", "J(θ before)", lambda k: k.exact and k.exact.objective),
    Entry("exact_gradient", "∇J(θ before), [parameters]", lambda k: k.exact and k.exact.gradient),
)


def write_arrays(path: Path, experiment: Experiment, iteration: Iteration) -> None:
    """Write the iteration as a .npz file; raises PgvizError where that fails.

    `about` in it is JSON: what made the iteration, and what each array means.
    """
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays_of(experiment, iteration))
    write_bytes(path, file.getvalue())


def arrays_of(experiment: Experiment, iteration: Iteration) -> Mapping[str, np.ndarray]:
    """Return the arrays by name, and what they are under `about`."""
    values = {entry.name: entry.of(iteration) for entry in ENTRIES}
    arrays = {name: np.asarray(value) for name, value in values.items() if value is not None}
    return {**arrays, ABOUT: np.array(json_text(_about(experiment, iteration, arrays)))}


def _about(
    experiment: Experiment, iteration: Iteration, arrays: Mapping[str, np.ndarray]
) -> Mapping[str, Any]:
    made_with = replace(experiment, hyperparameters=iteration.hyperparameters)
    return {
        **as_written(made_with),
        "iteration": iteration.number,
        "arrays": {entry.name: entry.meaning for entry in ENTRIES if entry.name in arrays},
    }
