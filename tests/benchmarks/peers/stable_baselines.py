"""A2C of Stable-Baselines3, its nearest to REINFORCE, with a value network beside the policy."""

import torch
from stable_baselines3 import A2C
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.env_util import make_vec_env
from torch import nn

from tests.benchmarks.contestants import repeated, take_part
from tests.benchmarks.peers import balancing
from tests.benchmarks.peers.solved import Solved
from tests.benchmarks.peers.torch_network import load

ENVIRONMENTS = 16
FOR_EVER = 10**9  # steps
NETWORK = {"net_arch": list(balancing.SIZES[1:-1]), "activation_fn": nn.Tanh}


def train(trajectories: int, horizon: int, seconds: float) -> dict[str, float]:
    """Learn for so long, a trajectory's length in every environment at a time, at no rate."""
    envs = make_vec_env("CartPole-v1", n_envs=trajectories, seed=1)
    model = A2C("MlpPolicy", envs, learning_rate=0.0, policy_kwargs=NETWORK, device="cpu")
    hidden, output = model.policy.mlp_extractor.policy_net[0], model.policy.action_net
    load([hidden, output], balancing.layers())

    def once() -> int:
        before = model.num_timesteps
        model.learn(trajectories * horizon, reset_num_timesteps=before == 0)
        return model.num_timesteps - before

    return repeated(once, seconds)


class StopsWhenSolved(BaseCallback):
    """Ends the learning when CartPole is solved."""

    def __init__(self) -> None:
        super().__init__()
        self.solved, self.sampled = Solved(), 0

    def _on_step(self) -> bool:
        returns = [info["episode"]["r"] for info in self.locals["infos"] if "episode" in info]
        self.sampled += len(returns)
        return not (returns and self.solved.by(returns))


def solve(seed: int) -> int:
    """Learn from scratch with the settings that A2C comes with."""
    callback = StopsWhenSolved()
    envs = make_vec_env("CartPole-v1", n_envs=ENVIRONMENTS, seed=seed)
    model = A2C("MlpPolicy", envs, policy_kwargs=NETWORK, seed=seed, device="cpu")
    model.learn(FOR_EVER, callback=callback)
    return callback.sampled


if __name__ == "__main__":
    torch.set_num_threads(1)
    take_part(train, solve)
