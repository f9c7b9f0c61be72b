"""What can't fit into memory is refused before anything of it is allocated."""

from dataclasses import dataclass

from pgviz.environments.errors import PgvizError
from pgviz.environments.spaces import Box, Space
from pgviz.environments.world import World
from pgviz.policies.policy import Policy
from pgviz.training.hyperparameters import Hyperparameters

MEMORY = 4 * 2**30  # bytes that an iteration may take: half of a small computer's
NUMBER = 8  # bytes

# How many times each is held at once, where an iteration holds most.
OF_PARAMETERS = 16  # θ before and after, the terms of the update, and what the optimiser keeps
OF_GRADIENTS = 2  # layer by layer, and joined
OF_GRADIENTS_OPTIMAL = 4  # that baseline keeps the trajectories' scores as well
OF_SAMPLED = 3  # as it was drawn, joined, and laid end to end
OF_STEP = 24  # numbers a step whatever the policy: reward, return, ψ, c, share, time …


@dataclass(frozen=True)
class Need:
    """A part of what an iteration holds, and which hyperparameters make it smaller."""

    what: str
    numbers: int
    remedy: str


def require_memory(world: World, policy: Policy, hyperparameters: Hyperparameters) -> None:
    """Raise PgvizError where an iteration could take more than MEMORY.

    It reckons with trajectories that all last as long as they may.
    """
    needs = memory_needs(world, policy, hyperparameters)
    total = NUMBER * sum(need.numbers for need in needs)
    if total > MEMORY:
        largest = max(needs, key=lambda need: need.numbers)
        raise PgvizError(
            f"An iteration could take {_gibibytes(total)} of memory, more than the "
            f"{_gibibytes(MEMORY)} it may; most of it for {largest.what}: choose {largest.remedy}."
        )


def memory_needs(
    world: World, policy: Policy, hyperparameters: Hyperparameters
) -> tuple[Need, ...]:
    """Return what an iteration holds at the most."""
    count = hyperparameters.batch_size
    longest = min(hyperparameters.horizon, world.time_limit or hyperparameters.horizon)
    sampled = OF_SAMPLED * (_size(world.observations) + _size(world.actions))
    gradients = OF_GRADIENTS_OPTIMAL if hyperparameters.baseline == "optimal" else OF_GRADIENTS
    return (
        Need("the parameters", OF_PARAMETERS * policy.size, "fewer hidden units"),
        Need(
            f"the gradients of {count} trajectories",
            gradients * count * policy.size,
            "fewer trajectories or hidden units",
        ),
        Need(
            f"{count} trajectories of {longest} steps",
            count * longest * (OF_STEP + sampled + policy.numbers_per_step),
            "fewer trajectories or a shorter horizon",
        ),
    )


def _size(space: Space) -> int:
    return space.size if isinstance(space, Box) else 1


def _gibibytes(count: int) -> str:
    return f"{count / 2**30:.3g} GiB"
