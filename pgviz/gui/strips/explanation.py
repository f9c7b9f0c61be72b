"""What the tooltip says: the exact value under the mouse, and what it is."""

from PySide6.QtCore import QPoint

from pgviz.environments.spaces import Discrete
from pgviz.gui.format import exact
from pgviz.gui.strips.scene import Scene
from pgviz.gui.strips.strip import Strip
from pgviz.policies.layers import parameter_name

MOST_ACTIONS = 12  # listed one by one


def explanation(scene: Scene, place: QPoint) -> str:
    """Return the text for a place of the panel, "" where there is nothing to say."""
    step, parameter, strip = scene.step_at(place), scene.parameter_at(place), scene.strip_at(place)
    if parameter is not None:
        return _of_parameter(scene, parameter, step)
    return _of_strip(scene, strip, step) if strip is not None else ""


def _of_parameter(scene: Scene, parameter: int, step: int | None) -> str:
    name = parameter_name(scene.view.policy.layers, parameter)
    row = scene.heat.row_of(parameter)
    assert row is not None  # it was found by its row
    values = scene.heat.values[row]
    if step is None:
        return f"θ[{name}]: the whole trajectory adds {exact(float(values.sum()))} to ĝ"
    return f"θ[{name}], t = {step}: the step adds {exact(float(values[step]))} to ĝ"


def _of_strip(scene: Scene, strip: Strip, step: int | None) -> str:
    heading = f"{strip.name}: {strip.meaning}"
    if step is None:
        return heading
    lines = [heading, strip.words or f"t = {step}: {strip.exact(step)}"]
    if strip is scene.strips[0]:
        lines += distribution(scene, step)
    return "\n".join(lines)


def distribution(scene: Scene, step: int) -> list[str]:
    """Return π(·|s_t) in words: each action's probability, or each component's μ and σ."""
    iteration, actions = scene.view.iteration, scene.view.world.actions
    flat = int(iteration.batch.offsets[scene.view.trajectory]) + step
    evaluation = iteration.evaluation
    if isinstance(actions, Discrete) and evaluation.probabilities is not None:
        listed = zip(actions.names[:MOST_ACTIONS], evaluation.probabilities[flat], strict=False)
        return [f"π({name}|sₜ) = {exact(float(probability))}" for name, probability in listed]
    assert evaluation.means is not None
    assert evaluation.deviations is not None
    rows = zip(
        actions.names,
        iteration.batch.actions[flat].tolist(),
        evaluation.means[flat].tolist(),
        evaluation.deviations.tolist(),
        strict=True,
    )
    return [f"{name}: a = {exact(a)}, μ = {exact(m)}, σ = {exact(d)}" for name, a, m, d in rows]
