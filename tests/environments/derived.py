"""Environments derived from Gymnasium's, so that what is known of those isn't true of them."""

from typing import Any, SupportsFloat

import gymnasium
from gymnasium.envs.classic_control.acrobot import AcrobotEnv
from gymnasium.envs.classic_control.cartpole import CartPoleEnv, CartPoleVectorEnv
from gymnasium.envs.registration import WrapperSpec
from gymnasium.envs.toy_text.frozen_lake import FrozenLakeEnv


class HeavyCartPole(CartPoleEnv):
    """A cart of ten times the mass."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.masscart = 10.0


def windy_acrobot(**arguments: Any) -> AcrobotEnv:
    """Return an acrobot that the wind pushes as well."""
    environment = AcrobotEnv(**arguments)
    environment.torque_noise_max = 0.5
    return environment


class Dear(gymnasium.RewardWrapper[Any, Any], gymnasium.utils.RecordConstructorArgs):
    """Every reward is 1 less."""

    def __init__(self, env: gymnasium.Env[Any, Any]) -> None:
        gymnasium.utils.RecordConstructorArgs.__init__(self)
        gymnasium.RewardWrapper.__init__(self, env)

    def reward(self, reward: SupportsFloat) -> float:
        return float(reward) - 1.0


if "test/HeavyCartPole-v0" not in gymnasium.registry:
    gymnasium.register("test/HeavyCartPole-v0", HeavyCartPole, vector_entry_point=CartPoleVectorEnv)
    gymnasium.register("test/WindyAcrobot-v0", windy_acrobot)
    gymnasium.register(
        "test/DearLake-v0",
        FrozenLakeEnv,
        additional_wrappers=(WrapperSpec("Dear", f"{__name__}:Dear", {}),),
    )
