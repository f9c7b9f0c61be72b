"""REINFORCE in PyTorch, batched by hand: all copies of the pole in Gymnasium's own vector class.

As in Gymnasium's tutorial on vector environments, log π is kept with its graph while sampling.
"""

from collections.abc import Iterator, Sequence
from functools import partial

import gymnasium
import numpy as np
import torch
from torch import nn
from torch.distributions import Categorical

from tests.benchmarks.contestants import repeated, take_part
from tests.benchmarks.peers import balancing
from tests.benchmarks.peers.solved import until_solved
from tests.benchmarks.peers.torch_network import balancing_network, network

TRAJECTORIES, HORIZON = 16, 500
LEARNING_RATE = 0.05  # the best of 0.005 to 0.1


class Reinforce:
    """One batch and one update at a time."""

    def __init__(self, policy: nn.Module, trajectories: int, learning_rate: float) -> None:
        self.policy = policy
        self.optimizer = torch.optim.Adam(policy.parameters(), lr=learning_rate)
        self.envs = gymnasium.make_vec(
            "CartPole-v1", num_envs=trajectories, vectorization_mode="vector_entry_point"
        )

    def sample(self, horizon: int, seed: int | None) -> tuple[torch.Tensor, ...]:
        """Return log π, rewards and which copies are alive, each [steps, copies]."""
        observations, _ = self.envs.reset(seed=seed)
        alive = np.ones(self.envs.num_envs, dtype=bool)
        log_probs, rewards, masks = [], [], []
        while alive.any() and len(masks) < horizon:
            distribution = Categorical(logits=self.policy(torch.as_tensor(observations)))
            actions = distribution.sample()
            log_probs.append(distribution.log_prob(actions))
            observations, reward, terminated, truncated, _ = self.envs.step(actions.numpy())
            rewards.append(reward * alive)
            masks.append(alive)
            alive = alive & ~(terminated | truncated)
        return torch.stack(log_probs), tensor(rewards).float(), tensor(masks)

    def update(self, horizon: int = HORIZON, seed: int | None = None) -> np.ndarray:
        """Sample and update once; return the return of every trajectory."""
        log_probs, rewards, alive = self.sample(horizon, seed)
        to_go = rewards.flip(0).cumsum(0).flip(0)
        advantages = (to_go - to_go[alive].mean()) / (to_go[alive].std() + 1e-8)
        loss = -(log_probs * advantages * alive).sum() / alive.shape[1]
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return rewards.sum(0).numpy()


def tensor(rows: Sequence[np.ndarray]) -> torch.Tensor:
    """Return rows as one tensor."""
    return torch.as_tensor(np.stack(rows))


def train(
    kind: type[Reinforce], trajectories: int, horizon: int, seconds: float
) -> dict[str, float]:
    """Iterate for so long with a policy that stays as it is."""
    reinforce = kind(balancing_network(), trajectories, learning_rate=0.0)
    return repeated(lambda: int(reinforce.update(horizon).sum()), seconds)  # every step pays 1


def solve(kind: type[Reinforce], seed: int) -> int:
    """Learn from scratch; return how many trajectories that took."""
    torch.manual_seed(seed)
    return until_solved(returns_of_batches(kind, seed))


def returns_of_batches(kind: type[Reinforce], seed: int) -> Iterator[np.ndarray]:
    """Yield the returns of one batch after the other."""
    reinforce = kind(network(balancing.SIZES), TRAJECTORIES, LEARNING_RATE)
    yield reinforce.update(seed=seed)
    while True:
        yield reinforce.update()


if __name__ == "__main__":
    take_part(partial(train, Reinforce), partial(solve, Reinforce))
