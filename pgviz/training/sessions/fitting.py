"""Whether a session still fits the world of its name, which may have changed since."""

from pgviz.environments.errors import PgvizError
from pgviz.environments.spaces import Discrete, Space
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.state import Spaces, TrainerState, policy_for

Shape = tuple[int, ...]


def require_fits(contents: SessionContents, world: Spaces) -> None:
    """Raise PgvizError where θ, or the fitted value function, is not of the size that `world` asks.

    So it is where the environment's spaces are others than when the session was made.
    """
    for branch in contents.branches:
        for state in branch.states.values():
            _require_fits(state, _hyperparameters(branch, state.iteration), world)


def _require_fits(state: TrainerState, hyperparameters: Hyperparameters, world: Spaces) -> None:
    size = policy_for(world, hyperparameters).size
    if state.theta.size != size:
        raise _misfit(world, f"θ has {state.theta.size} numbers, not {size}")
    fitted = state.value.moments.shape, state.value.targets.shape
    if state.value.targets.size and fitted != _fitted_shapes(world.observations):
        raise _misfit(world, f"V(s) is fitted to {state.value.targets.size} values")


def _hyperparameters(branch: BranchContents, iteration: int) -> Hyperparameters:
    """Return those of the iteration, or the last before it."""
    return [made_with for begin, made_with in branch.changes if begin <= iteration][-1]


def _fitted_shapes(observations: Space) -> tuple[Shape, Shape]:
    """Return the shapes of a `ValueFit`'s moments and targets."""
    if isinstance(observations, Discrete):
        return (observations.n,), (observations.n,)
    count = 3 + 2 * observations.size  # 1, x, x², t, t²
    return (count, count), (count,)


def _misfit(world: Spaces, problem: str) -> PgvizError:
    return PgvizError(
        f"The session doesn't fit {world.title} any more, whose observations or actions have "
        f"changed: {problem}; open it with the environment that it was made with."
    )
