"""What is said of the scores of a trajectory's steps, and of their sum."""

import numpy as np

from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.nudge.slopes import Slopes
from pgviz.gui.derivation.scores.sums import ScoreSums
from pgviz.gui.format import exact, short
from pgviz.gui.notation import parameter_label


def headlines(material: Material, slopes: Slopes) -> tuple[str, ...]:
    """Return ways to say the sum, by scores and measured, the longest first."""
    derivative = _derivative(material)
    both = f"{short(slopes.score)}, measured {short(_measured(slopes))}"
    return (
        f"{derivative} log P(τ;θ) = Σₜ {derivative} log π(aₜ|sₜ) = {both}",
        f"Σₜ {derivative} log π = {both}",
        f"Σₜ = {both}",
    )


def step_tip(material: Material, sums: ScoreSums, step: int) -> str:
    """Return the component of a step's score, the sum up to it, and the score's length."""
    values = sums.score.along(material.direction)
    return "\n".join(
        (
            f"t = {step}: {_derivative(material)} log π(aₜ|sₜ) = {exact(values[step])}",
            f"sum up to here {exact(values[: step + 1].sum())}",
            f"‖∇log π(aₜ|sₜ)‖ = {exact(sums.norms[step])}",
        )
    )


def sum_tip(sums: ScoreSums, slopes: Slopes) -> str:
    """Return the sum over all steps, and the same measured, with all digits."""
    return "\n".join(
        (
            f"sum over the steps: {exact(slopes.score)}",
            f"measured, log P(τ;θ) a little to either side: {exact(_measured(slopes))}",
            f"‖Σₜ ∇log π‖ = {exact(float(np.linalg.norm(sums.total)))}",
        )
    )


def _measured(slopes: Slopes) -> float:
    """Return the slope of log P(τ;θ): that of its policy's part, whatever the dynamics are."""
    measured = slopes.measured("log_policy")
    assert measured is not None  # the policy is known in every world
    return measured


def _derivative(material: Material) -> str:
    """Return what is taken of the logarithms, e.g. ∂/∂θ[c3 down]."""
    parameter = material.selected.parameter
    if material.nudge.along_estimate or parameter is None:
        return "∂"
    return f"∂/∂{parameter_label(material.policy.layers, parameter)}"
