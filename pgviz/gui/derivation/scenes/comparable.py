"""The gradients that scenes compare: ∇J, this iteration's ĝ, and the mean of many."""

import numpy as np

from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.measure import Measure
from pgviz.gui.estimate.target import Target
from pgviz.gui.format import count


def target_measure(target: Target, details: tuple[str, ...] = ()) -> Measure:
    """Return ∇J, or the reference that stands for it."""
    names = (target.name, target.symbol)
    return Measure(
        names, "exact", target.gradient, target.exact, target.error(), details, "gradient"
    )


def estimate_measure(material: Material) -> Measure:
    """Return this iteration's ĝ with its standard error."""
    estimate, size = material.iteration.estimate, material.iteration.batch.size
    names = (
        (f"ĝ of this iteration ± s.e. ({count(size)} trajectories)", "ĝ ± s.e.", "ĝ")
        if size > 1
        else ("ĝ of one trajectory: no s.e.", "ĝ of one", "ĝ")
    )
    error = estimate.standard_error
    return Measure(names, "estimate", estimate.gradient, False, error, quantity="estimate")


def draws_measure(material: Material) -> Measure | None:
    """Return the mean of the draws of ĝ with its standard error; None without two of them."""
    draws = material.draws
    if draws is None or draws.moments.count < 2:
        return None
    drawn = count(draws.moments.count)
    names = f"mean of {drawn} ĝ ± s.e.", f"mean of {drawn} ĝ"
    mean, error = draws.moments.mean, draws.moments.standard_error
    return Measure(names, "ink", np.asarray(mean), False, np.asarray(error))
