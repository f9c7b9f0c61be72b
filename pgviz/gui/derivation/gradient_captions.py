"""The captions of J, ∇J and ĝ: what is exact, and what is estimated with which error."""

from pgviz.gui.derivation.caption_words import estimated, in_full, measured, which
from pgviz.gui.derivation.listings import is_plain
from pgviz.gui.derivation.numbers import Numbers
from pgviz.gui.format import exact, short
from pgviz.gui.formula.captions import Caption
from pgviz.gui.notation import weight_formula

UNKNOWN_VALUE = Caption(
    "unknown here",
    "This world is too large, or tells too little, to be summed up; Ctrl+G draws a reference.",
)
OWN_ESTIMATE = "This ĝ is by your settings, with the weight {}; the line writes R(τ)."


def average(numbers: Numbers) -> Caption:
    """Return the caption of 1/m."""
    size = numbers.material.iteration.batch.size
    return Caption(f"1/{size}", f"{size} trajectories: each counts {exact(1.0 / size)}")


def own_average(numbers: Numbers) -> Caption:
    """Return the caption of what the settings divide by: 1/m, or 1/N of N steps."""
    if numbers.estimator.average == "trajectories":
        return average(numbers)
    steps = numbers.material.iteration.batch.steps
    return Caption(f"1/{steps}", f"{steps} steps in all: each counts {exact(1.0 / steps)}")


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
    """Return the caption of ĝ, with its standard error."""
    of_batch = numbers.material.iteration.estimate
    value = numbers.shown(of_batch.gradient)
    error = numbers.shown_error(of_batch.standard_error)
    text = measured(numbers, estimated(value, error))
    return Caption(text, f"{which(numbers)}, {in_full(value, error)}")


def own_estimate(numbers: Numbers) -> Caption:
    """Return the caption of ĝ where the line may write another weight than the settings have."""
    caption = estimate(numbers)
    if is_plain(numbers.estimator):
        return caption
    own = OWN_ESTIMATE.format(weight_formula(numbers.estimator))
    return Caption(f"yours: {caption.text}", f"{caption.exact}\n{own}")
