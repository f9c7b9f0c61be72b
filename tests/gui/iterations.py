"""Real iterations for the panels' tests, each made once."""

from dataclasses import dataclass
from functools import cache

from pgviz.environments.making import make_world
from pgviz.environments.world import EnvironmentSpec, World
from pgviz.gui.view import Pointer, View
from pgviz.policies.policy import Policy
from pgviz.training.cursor import Cursor, end
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import Iteration, iterate
from pgviz.training.state import TrainerState, initial_state, policy_for


@dataclass(frozen=True, eq=False)
class Made:
    """The last of a few iterations in a world."""

    world: World
    policy: Policy
    iteration: Iteration

    def view(
        self,
        trajectory: int = 0,
        step: int | None = None,
        parameter: int | None = None,
        cursor: Cursor | None = None,
        running: bool = False,
    ) -> View:
        """Return the view of a trajectory, at the end of the iteration unless a cursor is given."""
        place = cursor or end(self.iteration.number, self.iteration.batch)
        selected = Pointer(trajectory, step, parameter)
        return View(self.world, self.policy, self.iteration, place, selected, running)


@cache
def made(environment: str, iterations: int = 2, seed: int = 1, **changes: object) -> Made:
    """Return the last of so many iterations from `seed`; `changes` by key, `return_` for return."""
    keys = {key.rstrip("_"): value for key, value in changes.items()}
    hyperparameters = Hyperparameters().changed(keys)
    former = made(environment, iterations - 1, seed, **changes) if iterations > 1 else None
    world = former.world if former else make_world(EnvironmentSpec(environment))
    state = former.iteration.after if former else initial_state(world, hyperparameters, seed)
    iteration = iterate(state, hyperparameters, world)
    return Made(world, policy_for(world, hyperparameters), iteration)


def state_after(experiment: Experiment, iterations: int) -> TrainerState:
    """Return the state after so many iterations, made by nothing but `iterate`."""
    world = make_world(experiment.environment)
    state = initial_state(world, experiment.hyperparameters, experiment.seed)
    for _ in range(iterations):
        state = iterate(state, experiment.hyperparameters, world).after
    world.close()
    return state


CASES = {
    "table": lambda: made("pgviz/GridWorld-v0", iterations=20, learning_rate=0.3),
    "to-go": lambda: made(
        "CliffWalking-v1", horizon=40, return_="to-go", discount=0.9, baseline="time", batch_size=5
    ),
    "steps": lambda: made(
        "pgviz/GridWorld-v0", average="steps", standardise=True, baseline="mean", init_scale=0.5
    ),
    "network": lambda: made("CartPole-v1", hidden="5,4", optimizer="adam", baseline="value"),
    "linear": lambda: made("CartPole-v1", hidden="none", iterations=3, init_scale=0.3),
    "gaussian": lambda: made("pgviz/Beacon-v0", hidden="6", horizon=30, discount=0.95),
    "one action": lambda: made(
        "Pendulum-v1", hidden="4", horizon=25, return_="to-go", learning_rate=1e-4
    ),
    "one trajectory": lambda: made("pgviz/TwoStep-v0", batch_size=1, init_scale=1.0),
    "one step": lambda: made("pgviz/Bandit-v0", batch_size=3),
    "many trajectories": lambda: made("pgviz/Geometric-v0", batch_size=256),
    "many parameters": lambda: made("Taxi-v4", horizon=200, batch_size=2),
    "many steps": lambda: made(
        "MountainCar-v0", horizon=500, hidden="8", init_scale=1.0, batch_size=2
    ),
    "no estimate": lambda: made("FrozenLake-v1", iterations=1, batch_size=2),
}
