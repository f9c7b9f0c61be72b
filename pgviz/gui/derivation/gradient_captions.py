"""The captions of J, ∇J and ĝ: what is exact, and what is estimated with which error."""

from pgviz.gui.derivation.caption_words import estimated, in_full, measured, which
from pgviz.gui.derivation.numbers import Numbers
from pgviz.gui.format import exact, short
from pgviz.gui.formula.captions import Caption

UNKNOWN_VALUE = Caption(
    "unknown here",
    "This world is too large, or tells too little, to be summed up; Ctrl+G draws a reference.",
)
OTHER_ESTIMATOR = "As the line says; θ is moved by the estimator that the form has chosen."


def average(numbers: Numbers) -> Caption:
    """Return the caption of 1/m."""
    size = numbers.material.iteration.batch.size
    return Caption(f"1/{size}", f"{size} trajectories: each counts {exact(1.0 / size)}")


def objective(numbers: Numbers) -> Caption:
    """Return the caption of J(θ): exact, or of a reference."""
    known, reference = numbers.material.iteration.exact, numbers.material.reference
    if known is not None:
        return Caption(short(known.objective), f"exactly {exact(known.objective)}")
    if reference is not None:
        text = estimated(reference.objective, reference.objective_error)
        return Caption(text, in_full(reference.objective, reference.objective_error))
    return UNKNOWN_VALUE


def gradient(numbers: Numbers) -> Caption:
    """Return the caption of ∇J(θ): exact, or of a reference."""
    known, reference = numbers.material.iteration.exact, numbers.material.reference
    if known is not None:
        value = numbers.shown(known.gradient)
        return Caption(measured(numbers, short(value)), f"{which(numbers)}, exactly {exact(value)}")
    if reference is not None:
        value, error = numbers.shown(reference.gradient), numbers.shown(reference.standard_error)
        text = measured(numbers, estimated(value, error))
        return Caption(text, f"{which(numbers)}, {in_full(value, error)}")
    return UNKNOWN_VALUE


def estimate(numbers: Numbers) -> Caption:
    """Return the caption of ĝ as the line writes it, with its standard error."""
    value = numbers.shown(numbers.estimate.gradient)
    error = numbers.shown_error(numbers.estimate.standard_error)
    text = measured(numbers, estimated(value, error))
    told = f"{which(numbers)}, {in_full(value, error)}"
    if numbers.estimator_is_plain:
        return Caption(text, told)
    return Caption(f"by R(τ): {text}", f"{told}\n{OTHER_ESTIMATOR}")
