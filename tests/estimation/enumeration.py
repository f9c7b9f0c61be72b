"""All trajectories of a small MDP, with their probabilities: L2 of the derivation, literally."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.environments.tabular import TabularMDP
from tests.estimation.batches import batch_of


@dataclass(frozen=True)
class Path:
    """One trajectory: P(τ;θ), and (state, action, reward) of every step."""

    probability: float
    steps: tuple[tuple[int, int, float], ...] = ()

    def discounted(self, discount: float) -> float:
        """Return R(τ) = Σ γ^k r_k."""
        return sum(discount**k * reward for k, (_, _, reward) in enumerate(self.steps))


def all_paths(mdp: TabularMDP, policy: np.ndarray, horizon: int) -> list[Path]:
    """Return every trajectory that has a chance under `policy` [observations, actions]."""
    return [
        path
        for state in np.flatnonzero(mdp.start)
        for path in _continued(mdp, policy, horizon, Path(float(mdp.start[state])), int(state))
    ]


def batch_of_paths(mdp: TabularMDP, *paths: Path) -> Batch:
    """Return the batch of these trajectories, as a policy sees them."""
    seen = mdp.observation
    return batch_of(*[[(int(seen[s]), a, r) for s, a, r in path.steps] for path in paths])


def random_mdp(seed: int, states: int = 4, actions: int = 2, observations: int = 2) -> TabularMDP:
    """Return an MDP in which states look alike and any step may end the trajectory."""
    generator = np.random.default_rng(seed)
    shape = states, actions, 2
    first = generator.uniform(0.1, 0.9, (states, actions))
    return TabularMDP(
        start=generator.dirichlet(np.ones(states)),
        next_state=generator.integers(states, size=shape),
        probability=np.stack([first, 1.0 - first], axis=-1),
        reward=generator.normal(0.0, 2.0, shape),
        terminated=generator.random(shape) < 0.3,
        observation=np.arange(states) % observations,
        state_names=tuple(map(str, range(states))),
        action_names=tuple(map(str, range(actions))),
        observation_names=tuple(map(str, range(observations))),
    )


def _continued(
    mdp: TabularMDP, policy: np.ndarray, horizon: int, path: Path, state: int
) -> Iterator[Path]:
    if len(path.steps) == horizon:
        yield path
        return
    for (action, outcome), chance in np.ndenumerate(mdp.probability[state]):
        place = state, action, outcome
        probability = path.probability * float(policy[mdp.observation[state], action] * chance)
        longer = Path(probability, (*path.steps, (state, action, float(mdp.reward[place]))))
        if probability > 0.0 and mdp.terminated[place]:
            yield longer
        elif probability > 0.0:
            yield from _continued(mdp, policy, horizon, longer, int(mdp.next_state[place]))
