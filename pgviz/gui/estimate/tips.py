"""What lies under the mouse, with all digits."""

import numpy as np

from pgviz.estimation.projection import Plane
from pgviz.estimation.returns import whole_returns
from pgviz.gui.estimate import judgement
from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.estimate.target import Target
from pgviz.gui.format import count, exact, short
from pgviz.gui.notation import trajectory_name
from pgviz.gui.view import View
from pgviz.policies.layers import parameter_name

PLACES = {"estimate": "along ĝ", "target": "along {} across ĝ", "variance": "along most variance"}


def parameter_tip(
    view: View, averaged: Averaged, target: Target | None, parameter: int, beyond: int
) -> str:
    """Return a parameter's exact values, a line each."""
    chosen = np.array([parameter])
    lines = [f"θ[{parameter_name(view.policy.layers, parameter)}]"]
    lines += [f"ĝ = {_with_error(averaged.whole, chosen)}"]
    if 0 < averaged.count < averaged.size:
        so_far = _with_error(averaged, chosen)
        lines += [f"mean of the first {count(averaged.count)} = {so_far}"]
    if target is not None:
        lines += _against(averaged.whole, target, chosen)
    own = averaged.estimate.per_trajectory[view.trajectory, parameter]
    lines += [f"g of {trajectory_name(view.trajectory)} = {exact(own)}"]
    lines += [f"θ = {exact(view.iteration.before.theta[parameter])}"]
    if beyond:
        lines += [f"{count(beyond)} of {count(averaged.size)} gᵢ lie beyond the axis"]
    return "\n".join(lines)


def trajectory_tip(view: View, plane: Plane, target: Target | None, trajectory: int) -> str:
    """Return where a trajectory's gradient lies, exactly, a line a value."""
    iteration = view.iteration
    gradient = iteration.estimate.per_trajectory[trajectory]
    whole = whole_returns(iteration.batch, iteration.hyperparameters.discount)
    symbol = target.symbol if target else ""
    places = zip(_axes(plane, symbol), plane.points[trajectory], strict=True)
    return "\n".join(
        [
            f"{trajectory_name(trajectory)}, R(τ) = {exact(whole[trajectory])}",
            *(f"g {name} = {exact(place)}" for name, place in places if name),
            f"‖g‖ = {exact(np.linalg.norm(gradient))}",
        ]
    )


def estimate_tip(averaged: Averaged, target: Target | None) -> str:
    """Return the figures of ĝ and what the ellipse is."""
    lines = [judgement.explained(averaged.whole, target)]
    if averaged.whole.signal_to_noise is not None:
        lines += ["The ellipse is the standard error of ĝ."]
    return "\n".join(lines)


def target_tip(averaged: Averaged, target: Target) -> str:
    """Return the length of ∇J and how far ĝ is from it."""
    lines = [target.name, f"length = {exact(target.norm)}"]
    cosine = target.cosine_with(averaged.whole.mean())
    if cosine is not None:
        lines += [f"{exact(judgement.degrees(cosine))}° from ĝ"]
    if target.bias is not None:
        lines += [f"‖E[ĝ] − ∇J‖ = {exact(target.bias)}; E[ĝ] is drawn as it falls on this plane."]
    if not target.exact:
        lines += ["The whiskers are its standard error, as if parameters erred independently."]
    return "\n".join(lines)


def _axes(plane: Plane, symbol: str) -> list[str]:
    first, second = (PLACES.get(meaning, "").format(symbol) for meaning in plane.meanings)
    return [f"along {symbol}" if plane.meanings[0] == "target" else first, second]


def _against(averaged: Averaged, target: Target, chosen: np.ndarray) -> list[str]:
    """Return a component of ∇J, and the difference of ĝ from it in standard errors."""
    error = target.error(chosen)
    value = exact(target.gradient[chosen][0])
    difference = averaged.mean(chosen)[0] - target.gradient[chosen][0]
    shown = f"ĝ − {target.symbol} = {exact(difference)}"
    parts = [part for part in (averaged.standard_error(chosen), error) if part is not None]
    whole = float(np.sqrt(sum(np.square(part[0]) for part in parts)))
    if whole > 0.0:
        shown += f", {short(difference / whole, 2)} standard errors"
    if error is None:
        expected = [] if target.expected is None else [_expected(target, chosen)]
        return [f"∇J = {value} exactly", shown, *expected]
    trajectories = count(target.reference.trajectories)
    return [f"reference = {value} ± {exact(error[0])}, {trajectories} trajectories", shown]


def _expected(target: Target, chosen: np.ndarray) -> str:
    assert target.expected is not None
    value = target.expected[chosen][0]
    bias = value - target.gradient[chosen][0]
    return f"E[ĝ] = {exact(value)}, a bias of {exact(bias)}"


def _with_error(averaged: Averaged, parameter: np.ndarray) -> str:
    mean, error = averaged.mean(parameter), averaged.standard_error(parameter)
    return exact(mean[0]) + ("" if error is None else f" ± {exact(error[0])}")
