"""What is written about the parts of ĝ."""

from pgviz.estimation.estimator import Estimator
from pgviz.gui.derivation.adding.parts import Component
from pgviz.gui.estimate.target import UNKNOWN
from pgviz.gui.format import count, exact, short
from pgviz.gui.notation import (
    gradient_name,
    is_sum,
    parameter_label,
    trajectory_name,
    weighs_by_time,
    weight_formula,
)

CERTAIN = 100.0  # standard errors: how many more there are says nothing


def estimate_titles(component: Component) -> list[str]:
    """Return what the left plot shows, the longest way of saying it first."""
    many = len(component.trajectories.parts)
    name = parameter_label(component.view.policy.layers, component.parameter)
    if many == 1:
        return [f"{name}: the only gᵢ is ĝ", name]
    return [
        f"{name}: gᵢ / m of {count(many)} trajectories add up to ĝ",
        f"{name}: {count(many)} gᵢ / m add up to ĝ",
        name,
    ]


def step_titles(component: Component) -> list[str]:
    """Return what the right plot shows, the longest way of saying it first."""
    many, trajectory = len(component.steps.parts), component.view.trajectory
    steps = "its only step is" if many == 1 else f"{count(many)} steps add up to"
    sums = f"{trajectory_name(trajectory)}: {steps} {gradient_name(trajectory)}"
    return [f"{sums} = {short(component.steps.total)}", sums, trajectory_name(trajectory)]


def comparison(component: Component) -> list[str]:
    """Return ĝ with its error beside ∇J, the longest way of saying it first; never "equal"."""
    error = component.standard_error
    estimate = f"ĝ {short(component.estimate)}{'' if error is None else f' ± {short(error, 2)}'}"
    if component.target is None or component.exact is None:
        return [f"{estimate} · {words}" for words in UNKNOWN] + [estimate]
    target = f"{estimate} ≈ {component.target.symbol} {short(component.exact)}"
    if component.distance is None:
        why = "one trajectory has no standard error" if error is None else "no spread"
        return [f"{target} · {why}", target]
    far = _far(component.distance)
    ways = (f"{far} standard errors apart", f"{far} s.e. apart")
    return [*(f"{target} · {way}" for way in ways), target]


def product(component: Component) -> list[str]:
    """Return the product that the selected, else the largest step adds."""
    step = shown_step(component)
    score, weight = float(component.scores[step]), float(component.weights[step])
    value = float(component.steps.parts[step])
    numbers = f"{_enclosed(score)} · {_enclosed(weight)} = {short(value)}"
    formula = part_formula(component.view.iteration.hyperparameters.estimator)
    return [f"t = {step}: {formula} = {numbers}", f"t = {step}: {numbers}", numbers]


def part_formula(estimator: Estimator) -> str:
    """Return what a step adds to gᵢ, e.g. γᵗ ∂log π · (Gₜ − b)."""
    weight = weight_formula(estimator)
    factor = f"({weight})" if is_sum(estimator) else weight
    discount = "γᵗ " if weighs_by_time(estimator) else ""
    scale = " · m/N" if estimator.average == "steps" else ""
    return f"{discount}∂log π · {factor}{scale}"


def shown_step(component: Component) -> int:
    """Return the selected step, or the one that adds most."""
    step = component.view.selected.step
    return int(abs(component.steps.parts).argmax()) if step is None else step


def trajectory_tip(component: Component, trajectory: int) -> str:
    """Return what a trajectory adds, with all digits."""
    part = float(component.trajectories.parts[trajectory])
    many = len(component.trajectories.parts)
    return "\n".join(
        [
            f"{gradient_name(trajectory)} = {exact(part * many)}",
            f"{gradient_name(trajectory)} / m = {exact(part)}",
            f"sum up to here = {exact(component.trajectories.ends[trajectory + 1])}",
        ]
    )


def step_tip(component: Component, step: int) -> str:
    """Return what a step adds, and the factors of it, with all digits."""
    return "\n".join(
        [
            f"t = {step} of {trajectory_name(component.view.trajectory)}",
            f"∂log π = {exact(component.scores[step])}",
            f"weight = {exact(component.weights[step])}",
            f"product = {exact(component.steps.parts[step])}",
            f"sum up to here = {exact(component.steps.ends[step + 1])}",
        ]
    )


def end_tip(component: Component) -> str:
    """Return ĝ with its error and ∇J, with all digits."""
    lines = [f"ĝ = {exact(component.estimate)}"]
    if component.standard_error is not None:
        lines.append(f"standard error = {exact(component.standard_error)}")
    if component.target is not None and component.exact is not None:
        lines.append(f"{component.target.name}: {exact(component.exact)}")
    return "\n".join(lines)


def _far(distance: float) -> str:
    return short(distance, 2) if distance < CERTAIN else f"more than {CERTAIN:.0f}"


def _enclosed(value: float) -> str:
    return f"({short(value)})" if value < 0.0 else short(value)
