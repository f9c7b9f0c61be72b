"""How the trajectories of an MDP multiply from step to step: counted, and listed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.transitions import Transitions


@dataclass(frozen=True)
class Count:
    """How many trajectories there are when those that still run are cut after `steps`."""

    steps: int
    trajectories: float  # a float: they may be more than any int64
    running: float  # how many of them had to be cut
    total_steps: float  # of all of them together


@dataclass(frozen=True)
class Level:
    """What one more step makes of all trajectories that still ran."""

    parent: np.ndarray  # [nodes] int: the node of the level before that it follows
    transition: np.ndarray  # [nodes] int: the step


def counts(mdp: TabularMDP, transitions: Transitions) -> Iterator[Count]:
    """Yield the counts after 0, 1, 2, … steps without end."""
    goes_on = ~transitions.terminated
    source, target = transitions.state[goes_on], transitions.next_state[goes_on]
    running = (mdp.start > 0.0).astype(float)  # [states]
    steps, ended, ended_steps = 0, 0.0, 0.0
    while True:
        still = float(running.sum())
        yield Count(steps, ended + still, still, ended_steps + steps * still)
        steps += 1
        ending = float(running[transitions.state[transitions.terminated]].sum())
        ended, ended_steps = ended + ending, ended_steps + steps * ending
        running = np.bincount(target, weights=running[source], minlength=mdp.states)


def levels(mdp: TabularMDP, transitions: Transitions) -> Iterator[Level]:
    """Yield the nodes of the tree of all trajectories after 1, 2, … steps without end."""
    states = np.flatnonzero(mdp.start)
    nodes = np.arange(len(states))
    while True:
        many = np.diff(transitions.first)[states]
        before = np.cumsum(many) - many
        shift = np.repeat(transitions.first[states] - before, many)
        transition = shift + np.arange(len(shift))
        yield Level(np.repeat(nodes, many), transition)
        nodes = np.flatnonzero(~transitions.terminated[transition])
        states = transitions.next_state[transition[nodes]]
