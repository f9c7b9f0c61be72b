"""What happens at each level, in one sentence."""

from pgviz.estimation.estimator import Estimator
from pgviz.estimation.mistakes import MISTAKES, mark_of
from pgviz.gui.selected_steps import Steps
from pgviz.gui.view import View


def of_step(steps: Steps, step: int) -> str:
    """Say what one step does, and why."""
    weight = float(steps.weights[step])
    chosen = steps.iteration.hyperparameters
    wrong = MISTAKES[chosen.mistake].wrong
    if chosen.mistake != "none":
        return f"{_movement(weight)}. {mark_of(chosen.estimator)}. {wrong}"
    paid = "the whole trajectory paid" if chosen.return_ == "whole" else "what followed paid"
    measure = "0" if chosen.baseline == "none" else "the baseline"
    if weight == 0.0:
        return f"{_movement(weight)}, because {paid} exactly {measure}."
    compared = "more" if weight > 0.0 else "less"
    return f"{_movement(weight)}, because {paid} {compared} than {measure}."


def _movement(weight: float) -> str:
    if weight == 0.0:
        return "This step does not move θ"
    return f"This step pushes θ {'towards' if weight > 0.0 else 'away from'} the action it took"


def of_trajectory() -> str:
    """Say what one trajectory does."""
    return "All steps of a trajectory add up to its own gradient gᵢ; ĝ is the average of these."


def of_average(view: View) -> str:
    """Say what the average is, and how it relates to ∇J."""
    size = view.iteration.batch.size
    many = "one trajectory gradient" if size == 1 else f"{size} trajectory gradients"
    return f"ĝ is the average of {many}; {bias(view.iteration.hyperparameters.estimator)}."


def of_update(view: View) -> str:
    """Say what the update does."""
    chosen = view.iteration.hyperparameters
    if _is_spoilt(chosen.estimator):
        return f"{mark_of(chosen.estimator)}. {MISTAKES[chosen.mistake].follows}"
    how = {
        "sgd": "θ moves along ĝ, uphill on J as far as the step size α says.",
        "momentum": "θ moves along a running sum of gradients, which rolls on through noise.",
        "adam": "Every parameter moves by its own running mean, measured by its usual size.",
    }
    return how[chosen.optimizer]


def bias(estimator: Estimator) -> str:
    """Say whether the expectation of ĝ is ∇J, and if not, why."""
    reasons = _reasons(estimator)
    if not reasons:
        return "its expectation is exactly ∇J"
    *others, last = reasons
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"its expectation is not ∇J, for {listed}"


def _reasons(estimator: Estimator) -> list[str]:
    to_go, own = estimator.return_ == "to-go", estimator.baseline in ("mean", "time", "optimal")
    label = MISTAKES[estimator.mistake].label
    late = to_go and not estimator.discount_weighting and estimator.discount < 1.0
    reasons = {
        f"a mistake is made on purpose ({label})": _is_spoilt(estimator),
        "ψ is divided by σ": estimator.standardise,
        "the average is over time steps": estimator.average == "steps",
        "late steps count as much as early ones": late,
        "the baseline contains the trajectory itself": own,
    }
    return [reason for reason, applies in reasons.items() if applies]


def _is_spoilt(estimator: Estimator) -> bool:
    """Return whether a mistake is made that changes something."""
    return estimator.mistake != "none" and not MISTAKES[estimator.mistake].idle(estimator)
