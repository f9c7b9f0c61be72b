"""Environments that can't be made, or that no policy here can act in."""

from typing import Any

import gymnasium


class Exiting(gymnasium.Env[Any, Any]):
    """Ends the process when it is made."""

    def __init__(self) -> None:
        raise SystemExit(7)


class Needy(gymnasium.Env[Any, Any]):
    """Needs a package that isn't there."""

    def __init__(self) -> None:
        raise gymnasium.error.DependencyNotInstalled("install the moon")


class Spaceless(gymnasium.Env[Any, Any]):
    """Declares no space."""


class Spaced(gymnasium.Env[Any, Any]):
    """Has the spaces it is given; one step, which pays the action."""

    def __init__(
        self,
        observation: gymnasium.Space[Any] | None = None,
        action: gymnasium.Space[Any] | None = None,
    ) -> None:
        self.observation_space = observation or gymnasium.spaces.Discrete(2)
        self.action_space = action or gymnasium.spaces.Discrete(2)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        return 0, {}

    def step(self, action: Any) -> Any:
        assert action in self.action_space
        return 1, action, True, False, {}


class Garbled(Spaced):
    """Has a P and an initial distribution that mean something else."""

    P, initial_state_distrib = 3.5, "uniform"


for environment in (Exiting, Garbled, Needy, Spaced, Spaceless):
    if (id := f"test/{environment.__name__}-v0") not in gymnasium.registry:
        gymnasium.register(id, environment)
