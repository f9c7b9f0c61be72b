"""What ĝ aims at without γᵗ, and how it lies to ∇J."""

import math

import numpy as np

from pgviz.estimation.exact import unweighted_gradient
from pgviz.estimation.quality import cosine
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes import two_steps
from pgviz.gui.format import short
from pgviz.training.objective import horizon_of, softmax_for

PARALLEL = 1e-4  # degrees: less is rounding


def unweighted_of(material: Material) -> np.ndarray | None:
    """Return E[ĝ] without γᵗ, [parameters]; None where unknown, or with the whole return."""
    iteration, world = material.iteration, material.world
    chosen = iteration.hyperparameters
    if iteration.exact is None or world.mdp is None or chosen.return_ == "whole":
        return None
    task = world.mdp, softmax_for(world, chosen), iteration.before.theta
    return unweighted_gradient(*task, chosen.discount, horizon_of(world, chosen))


def degrees_between(one: np.ndarray, other: np.ndarray) -> float | None:
    """Return the angle between two gradients; None where one of them is 0."""
    found = cosine(one, other)
    if found is None:
        return None
    degrees = math.degrees(math.acos(found))
    return 0.0 if degrees < PARALLEL else degrees


def told(degrees: float, material: Material) -> tuple[str, ...]:
    """Return what the angle says, the longest way of saying it first."""
    if degrees > 0.0:
        angle = f"{short(degrees, 2)}°" if degrees < 10.0 else f"{degrees:.0f}°"
        return f"{angle} between both targets", angle
    if two_steps.has_closed_form(material):
        return (
            "parallel: here the grey one is ∇ of the undiscounted J",
            "parallel; grey: ∇ of J at γ = 1",
            "parallel",
        )
    return "both targets are parallel here", "parallel here", "parallel"
