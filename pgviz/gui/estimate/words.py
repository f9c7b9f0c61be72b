"""What is said of the estimate: which it is, how good it is, and why it is 0 where it is."""

import numpy as np

from pgviz.estimation.mistakes import MISTAKES
from pgviz.estimation.projection import Plane
from pgviz.estimation.returns import whole_returns
from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.format import count, exact, short
from pgviz.gui.notation import trajectory_name
from pgviz.gui.view import View
from pgviz.policies.layers import parameter_name
from pgviz.training.iteration import Iteration

ROUNDING = 1e-12  # of the largest return: a difference as small is none
CERTAIN = 1e-12  # a score no longer than this is that of an action without alternative


def why_nothing(iteration: Iteration) -> str:
    """Return why every trajectory gradient is 0, or nothing if not all of them are."""
    weights, norms = iteration.weights, iteration.estimate.score_norms
    if not weights.returns.any():
        return "ĝ = 0: every return is 0, so no step has a weight."
    if np.abs(weights.returns - weights.baseline).max() <= ROUNDING * np.abs(weights.returns).max():
        return "ĝ = 0: every return equals its baseline, so every weight ψ is 0."
    if not weights.psi.any():
        wrong = MISTAKES[iteration.hyperparameters.mistake].wrong
        return f"ĝ = 0: a mistake has made every weight ψ 0. {wrong}"
    if norms.max() <= CERTAIN:
        return "ĝ ≈ 0: π is certain of every action, so no score ∇log π is left."
    return ""


def subtitle(averaged: Averaged, shown: int) -> str:
    """Return what is averaged, and how many of the parameters are shown."""
    return f"{_progress(averaged)} · {_selection(shown, len(averaged.estimate.gradient))}"


def _progress(averaged: Averaged) -> str:
    if averaged.count == 0:
        return "not averaged yet"
    if averaged.size == 1:
        return "one trajectory"
    if averaged.complete:
        return f"mean of {count(averaged.size)} gᵢ"
    return f"mean of {count(averaged.count)} of {count(averaged.size)} gᵢ"


def _selection(shown: int, size: int) -> str:
    if shown == size:
        return "the only parameter" if size == 1 else f"all {count(size)} parameters"
    return f"largest {count(shown)} of {count(size)}"


def figures(averaged: Averaged, along: np.ndarray) -> list[str]:
    """Return the figures of the mean in a line, the longest way of saying it first.

    `along` holds the g_i along ĝ, [trajectories].
    """
    judged = averaged if averaged.count else averaged.whole
    norm = f"{_name(judged)} {short(judged.norm)}"
    if not averaged.estimate.shares.any():
        return [f"{norm}: the gᵢ cancel" if judged.complete else norm]
    if judged.count == 1:
        return [f"{norm} · one trajectory has no standard error", norm]
    noise = judged.signal_to_noise
    ratio = "–" if noise is None else short(noise, 2)
    away = f"{count(points_away(along[: judged.count]))} of {count(judged.count)} gᵢ point away"
    return [
        f"{norm} · signal to noise {ratio} · {away} from ĝ",
        f"{norm} · signal to noise {ratio} · {away}",
        f"signal to noise {ratio} · {away}",
        f"signal/noise {ratio} · {away}",
        f"signal/noise {ratio}",
    ]


def _name(averaged: Averaged) -> str:
    return "‖ĝ‖" if averaged.complete else f"‖mean of {count(averaged.count)}‖"


def points_away(along: np.ndarray) -> int:
    """Return how many of the g_i, given along ĝ, point away from it."""
    return int((along < -1e-12 * np.abs(along).max(initial=0.0)).sum())


def axis_names(averaged: Averaged, plane: Plane) -> tuple[list[str], list[str]]:
    """Return the names of the cloud's axes, the longest way of saying it first."""
    first, second = (f"{100.0 * share:.0f}\u202f%" for share in plane.variance_shares)
    if not averaged.estimate.shares.any():
        return [f"most variance · {first}"], [f"most of the rest · {second}"]
    if averaged.size == 1:
        return ["along ĝ"], ["one trajectory: no variance", "no variance"]
    across = [f"most variance across ĝ · {second}", f"across ĝ · {second}"]
    if not plane.axes[1].any():
        across = ["nothing varies across ĝ", "across ĝ · 0\u202f%"]
    return [f"along ĝ · {first} of the variance", f"along ĝ · {first}"], across


def parameter_tip(view: View, averaged: Averaged, parameter: int, beyond: int) -> str:
    """Return a parameter's exact values, a line each."""
    chosen = np.array([parameter])
    lines = [f"θ[{parameter_name(view.policy.layers, parameter)}]"]
    lines += [f"ĝ = {_with_error(averaged.whole, chosen)}"]
    if 0 < averaged.count < averaged.size:
        so_far = _with_error(averaged, chosen)
        lines += [f"mean of the first {count(averaged.count)} = {so_far}"]
    own = averaged.estimate.per_trajectory[view.trajectory, parameter]
    lines += [f"g of {trajectory_name(view.trajectory)} = {exact(own)}"]
    lines += [f"θ = {exact(view.iteration.before.theta[parameter])}"]
    if beyond:
        lines += [f"{count(beyond)} of {count(averaged.size)} gᵢ lie beyond the axis"]
    return "\n".join(lines)


def _with_error(averaged: Averaged, parameter: np.ndarray) -> str:
    mean, error = averaged.mean(parameter), averaged.standard_error(parameter)
    return exact(mean[0]) + ("" if error is None else f" ± {exact(error[0])}")


def trajectory_tip(view: View, plane: Plane, trajectory: int) -> str:
    """Return where a trajectory's gradient lies, exactly, a line a value."""
    iteration = view.iteration
    gradient = iteration.estimate.per_trajectory[trajectory]
    has_direction = iteration.estimate.shares.any()
    names = ("along ĝ", "across ĝ") if has_direction else ("across the plane", "up the plane")
    whole = whole_returns(iteration.batch, iteration.hyperparameters.discount)
    places = zip(names, plane.points[trajectory], strict=True)
    return "\n".join(
        [
            f"{trajectory_name(trajectory)}, R(τ) = {exact(whole[trajectory])}",
            *(f"g {name} = {exact(place)}" for name, place in places),
            f"‖g‖ = {exact(np.linalg.norm(gradient))}",
        ]
    )


def estimate_tip(averaged: Averaged) -> str:
    """Return the exact length of ĝ and what the ellipse is."""
    noise = averaged.whole.signal_to_noise
    lines = [f"‖ĝ‖ = {exact(averaged.whole.norm)}"]
    if noise is not None:
        lines += [f"signal to noise = {exact(noise)}", "The ellipse is the standard error of ĝ."]
    return "\n".join(lines)
