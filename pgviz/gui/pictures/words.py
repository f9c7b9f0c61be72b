"""What is said of a trajectory and of its steps."""

from pgviz.environments.spaces import Box
from pgviz.environments.world import World
from pgviz.gui.format import MINUS, count, exact, signed
from pgviz.gui.notation import trajectory_name
from pgviz.gui.pictures.directions import symbol
from pgviz.gui.pictures.scene import Scene

ENDINGS = {
    "pgviz/ShortCorridor-v0": "ends at the goal",
    "pgviz/Beacon-v0": "reaches the beacon",
    "Taxi-v4": "delivers",
    "CartPole-v1": "fails",
    "MountainCar-v0": "reaches the flag",
    "MountainCarContinuous-v0": "reaches the flag",
    "Acrobot-v1": "reaches the line",
}
PITS = {"pgviz/GridWorld-v0": "pit", "FrozenLake-v1": "hole", "CliffWalking-v1": "cliff"}


def registered_id(world: World) -> str:
    """Return what a world is registered as, without the module that registers it."""
    return world.spec.id.rpartition(":")[2]


def pit_word(world: World) -> str:
    """Return what a cell that one falls into is called."""
    return PITS.get(registered_id(world), "pit")


def brief(value: float) -> str:
    """Return a number with its sign, and no digits that say nothing: +1, −0.1, −0.667, 0."""
    if value == 0.0:
        return "0"
    text = next((text for text in (f"{value:+.1g}", f"{value:+.2g}") if float(text) == value), None)
    if text is None or "e" in text:
        return signed(value)
    return text.replace("-", MINUS)


def subtitle(scene: Scene) -> str:
    """Return which trajectories are shown, and how the selected one ends."""
    begun = int((scene.reached > 0).sum())
    size = scene.batch.size
    sampled = count(size) if begun == size else f"{count(begun)} of {count(size)}"
    name = trajectory_name(scene.selected)
    return f"{sampled} sampled · {name} {_progress(scene)}"


def _progress(scene: Scene) -> str:
    reached = int(scene.reached[scene.selected])
    if reached == scene.batch.lengths[scene.selected]:
        return ending(scene, scene.selected)
    return f"{_steps(reached)} so far" if reached else "not sampled yet"


def ending(scene: Scene, trajectory: int) -> str:
    """Return how and when a trajectory ends."""
    length = int(scene.batch.lengths[trajectory])
    if scene.batch.terminated[trajectory]:
        return f"{_ends(scene, trajectory)} after {_steps(length)}"
    if length == scene.view.iteration.hyperparameters.horizon:
        return f"cut at H = {count(length)}"
    return f"cut at the world’s limit of {_steps(length)}"


def _ends(scene: Scene, trajectory: int) -> str:
    world, last = scene.view.world, scene.batch.last_states
    if world.layout is not None and last is not None:
        cell = world.layout.cells[int(last[trajectory])]
        if cell in world.layout.goals:
            return "ends at the goal"
        if cell in world.layout.pits:
            return f"ends in a {pit_word(world)}"
    return ENDINGS.get(registered_id(world), "ends")


def _steps(number: int) -> str:
    return "1 step" if number == 1 else f"{count(number)} steps"


def state_name(scene: Scene, trajectory: int, time: int) -> str:
    """Return what a state is called; the numbers that are observed where it has no name."""
    place, space = scene.place(trajectory, time), scene.view.world.observations
    if isinstance(space, Box):
        return _components(space, scene.observation(trajectory, time))
    return scene.state_names[int(scene.states(place)[0])]


def action_name(scene: Scene, trajectory: int, time: int) -> str:
    """Return the name of the action taken, with its arrow; the numbers of a vector."""
    taken = scene.batch.actions[scene.batch.offsets[trajectory] + time]
    space = scene.view.world.actions
    if isinstance(space, Box):
        return _components(space, taken)
    name = space.names[int(taken)]
    arrow = symbol(name)
    return name if arrow == name else f"{arrow} {name}"


def _components(space: Box, values: object) -> str:
    pairs = zip(space.names, values, strict=True)
    return "".join(f"\n    {name} = {exact(value)}" for name, value in pairs)


def component_names(space: Box, role: str = "observation") -> tuple[str, ...]:
    """Return what the numbers of a vector are called, by their index where they have no names."""
    return tuple(f"{role} {name}" if name.isdecimal() else name for name in space.names)


def place_text(scene: Scene, trajectory: int, time: int) -> str:
    """Return all that is known exactly of a place on a trajectory, in lines."""
    lines = [
        f"{trajectory_name(trajectory)}, t = {time}",
        f"s = {state_name(scene, trajectory, time)}",
    ]
    if time < scene.batch.lengths[trajectory]:
        reward = scene.batch.rewards[scene.batch.offsets[trajectory] + time]
        lines += [f"a = {action_name(scene, trajectory, time)}", f"r = {exact(reward)}"]
    result = f"R(τ) = {exact(scene.returns[trajectory])}"
    return "\n".join([*lines, f"{result}, {ending(scene, trajectory)}"])
