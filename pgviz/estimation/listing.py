"""All trajectories of a small MDP: what the sums over τ of the derivation run over."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.growth import Count, Level, counts, levels
from pgviz.estimation.transitions import Transitions, transitions_of

MOST_TRAJECTORIES = 20_000
MOST_STEPS = 1_000_000  # of all that are listed together: some 60 MB


@dataclass(frozen=True)
class Pairs:
    """The pairs of an observation and an action that occur in a list; arrays are read-only."""

    observations: np.ndarray  # [pairs] int
    actions: np.ndarray  # [pairs] int
    of_step: np.ndarray  # [steps] int: which pair each step takes


@dataclass(frozen=True)
class Listing:
    """Trajectories with P(τ) > 0, shortest first; nothing in it depends on θ. Arrays are read-only.

    A complete one holds all that there are with this horizon. Another holds those that terminate
    within `longest` steps; those that still run then are many, and none of them is listed.
    """

    batch: Batch  # rewards are means where they are noisy
    log_start: np.ndarray  # [trajectories] log μ(s₀)
    log_dynamics: np.ndarray  # [trajectories] Σ_t log P(s_{t+1}, r_t|s_t, a_t)
    complete: bool
    horizon: int
    longest: int  # steps within which every trajectory that ended is listed

    @property
    def size(self) -> int:
        """How many trajectories are listed."""
        return self.batch.size

    @cached_property
    def pairs(self) -> Pairs:
        """All that a policy is asked for."""
        actions = int(self.batch.actions.max(initial=0)) + 1
        numbers, of_step = np.unique(
            self.batch.observations * actions + self.batch.actions, return_inverse=True
        )
        observation, action = np.divmod(numbers, actions)
        return Pairs(freeze(observation), freeze(action), freeze(of_step))


def list_trajectories(
    mdp: TabularMDP, horizon: int, most: int = MOST_TRAJECTORIES, most_steps: int = MOST_STEPS
) -> Listing:
    """Return all trajectories of at most `horizon` steps, or as many as the limits allow.

    If there are more than `most`, or more than `most_steps` steps in them, those are listed that
    terminate within the largest number of steps at which listed and still running ones together
    keep within the limits.
    """
    transitions = transitions_of(mdp)
    fitting = _largest_fitting(mdp, transitions, horizon, most, most_steps)
    complete = fitting.running == 0.0 or fitting.steps == horizon
    grown = list(islice(levels(mdp, transitions), fitting.steps))
    taken, lengths = _traced_back(grown, transitions, cut=complete)
    batch = _batch(mdp, transitions, taken, lengths)
    starts = batch.offsets[:-1]
    return Listing(
        batch=batch,
        log_start=freeze(np.log(mdp.start[transitions.state[taken[starts]]])),
        log_dynamics=freeze(batch.total(np.log(transitions.probability[taken]))),
        complete=complete,
        horizon=horizon,
        longest=fitting.steps,
    )


def _largest_fitting(
    mdp: TabularMDP, transitions: Transitions, horizon: int, most: int, most_steps: int
) -> Count:
    """Return the count after the largest number of steps that keeps within the limits."""
    counted = counts(mdp, transitions)
    largest = next(counted)
    for count in islice(counted, horizon):
        if largest.running == 0.0 or count.trajectories > most or count.total_steps > most_steps:
            break
        largest = count
    return largest


def _traced_back(
    grown: list[Level], transitions: Transitions, *, cut: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return the transitions of all trajectories, end to end, and their lengths.

    They end where one terminates and, with `cut`, at the last level.
    """
    last = [transitions.terminated[level.transition] for level in grown]
    if cut and last:
        last[-1] = np.ones_like(last[-1])
    count = [int(ends.sum()) for ends in last]
    lengths = np.repeat(np.arange(1, len(grown) + 1), count)
    offsets = np.cumsum(lengths) - lengths
    taken = np.empty(lengths.sum(), dtype=int)
    nodes = np.empty(0, dtype=int)
    for time in range(len(grown) - 1, -1, -1):
        nodes = np.concatenate((np.flatnonzero(last[time]), nodes))
        taken[offsets[len(offsets) - len(nodes) :] + time] = grown[time].transition[nodes]
        nodes = grown[time].parent[nodes]
    return taken, lengths


def _batch(
    mdp: TabularMDP, transitions: Transitions, taken: np.ndarray, lengths: np.ndarray
) -> Batch:
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    last = taken[offsets[1:] - 1]
    terminated, last_states = transitions.terminated[last], transitions.next_state[last]
    states = transitions.state[taken]
    return Batch(
        observations=freeze(mdp.observation[states]),
        actions=freeze(transitions.action[taken]),
        rewards=freeze(transitions.reward[taken]),
        offsets=freeze(offsets),
        terminated=freeze(terminated),
        truncated=freeze(~terminated),
        last_observations=freeze(mdp.observation[last_states]),
        reset_seeds=None,
        states=freeze(states),
        last_states=freeze(last_states),
    )
