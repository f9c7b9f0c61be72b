"""Batched REINFORCE in PyTorch that samples without graphs, and passes the whole batch once more.

As in CleanRL: faster than keeping the graphs of 500 small passes.
"""

from functools import partial

import numpy as np
import torch
from torch.distributions import Categorical

from tests.benchmarks.contestants import take_part
from tests.benchmarks.peers.torch_batched import Reinforce, solve, tensor, train


class Replayed(Reinforce):
    """One batch and one update at a time."""

    def sample(self, horizon: int, seed: int | None) -> tuple[torch.Tensor, ...]:
        observations, _ = self.envs.reset(seed=seed)
        alive = np.ones(self.envs.num_envs, dtype=bool)
        steps = []
        while alive.any() and len(steps) < horizon:
            with torch.no_grad():
                logits = self.policy(torch.as_tensor(observations))
                actions = Categorical(logits=logits).sample().numpy()
            before = observations.copy()
            observations, rewards, terminated, truncated, _ = self.envs.step(actions)
            steps.append((before, actions, rewards * alive, alive))
            alive = alive & ~(terminated | truncated)
        states, chosen, rewards, masks = (tensor(part) for part in zip(*steps, strict=True))
        log_probs = Categorical(logits=self.policy(states)).log_prob(chosen)
        return log_probs, rewards.float(), masks


if __name__ == "__main__":
    take_part(partial(train, Replayed), partial(solve, Replayed))
