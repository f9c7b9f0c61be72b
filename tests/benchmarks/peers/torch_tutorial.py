"""REINFORCE as PyTorch's tutorials have it: one environment, one trajectory an update."""

from collections.abc import Iterator

import gymnasium
import torch
from torch import nn
from torch.distributions import Categorical

from tests.benchmarks.contestants import repeated, take_part
from tests.benchmarks.peers.solved import until_solved
from tests.benchmarks.peers.torch_network import balancing_network

DISCOUNT, LEARNING_RATE = 0.99, 0.01
HIDDEN, DROPOUT = 128, 0.6  # those of PyTorch's own example, which solves it


class Reinforce:
    """One trajectory and one update at a time."""

    def __init__(self, policy: nn.Module, learning_rate: float, seed: int) -> None:
        self.policy, self.seed = policy, seed
        self.optimizer = torch.optim.Adam(policy.parameters(), lr=learning_rate)
        self.env = gymnasium.make("CartPole-v1")
        self.env.reset(seed=seed)

    def update(self, horizon: int) -> float:
        """Sample and update once; return the trajectory's return."""
        log_probs, rewards = self.sample(horizon)
        returns = torch.tensor(rewards_to_go(rewards))
        returns = (returns - returns.mean()) / (returns.std() + 1e-8)
        loss = torch.stack([-log * ret for log, ret in zip(log_probs, returns, strict=True)]).sum()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return sum(rewards)

    def sample(self, horizon: int) -> tuple[list[torch.Tensor], list[float]]:
        """Return log π and the reward of every step."""
        observation, _ = self.env.reset()
        log_probs, rewards = [], []
        for _ in range(horizon):
            logits = self.policy(torch.from_numpy(observation).unsqueeze(0))
            distribution = Categorical(logits=logits)
            action = distribution.sample()
            log_probs.append(distribution.log_prob(action).squeeze(0))
            observation, reward, terminated, truncated, _ = self.env.step(action.item())
            rewards.append(float(reward))
            if terminated or truncated:
                break
        return log_probs, rewards


def rewards_to_go(rewards: list[float]) -> list[float]:
    """Return the discounted sum of the rewards from each step on."""
    returns: list[float] = []
    following = 0.0
    for reward in reversed(rewards):
        following = reward + DISCOUNT * following
        returns.insert(0, following)
    return returns


def train(trajectories: int, horizon: int, seconds: float) -> dict[str, float]:
    """Iterate for so long with a policy that stays as it is, always one trajectory."""
    reinforce = Reinforce(balancing_network(), learning_rate=0.0, seed=1)
    return repeated(lambda: int(reinforce.update(horizon)), seconds)  # every step pays 1


def solve(seed: int) -> int:
    """Learn from scratch."""
    torch.manual_seed(seed)
    return until_solved(returns_of_batches(seed))


def returns_of_batches(seed: int) -> Iterator[list[float]]:
    """Yield the return of one trajectory after the other."""
    layers = nn.Linear(4, HIDDEN), nn.Dropout(DROPOUT), nn.ReLU(), nn.Linear(HIDDEN, 2)
    reinforce = Reinforce(nn.Sequential(*layers), LEARNING_RATE, seed)
    while True:
        yield [reinforce.update(horizon=500)]


if __name__ == "__main__":
    take_part(train, solve)
