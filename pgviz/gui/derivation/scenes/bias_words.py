"""What is said of the mean of ĝ beside ∇J."""

import math
from collections.abc import Sequence

from pgviz.estimation.estimator import Estimator
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes import two_steps
from pgviz.gui.derivation.scenes.bias_facts import BiasFacts
from pgviz.gui.format import short

SAME, OPPOSITE = 1.0 - 1e-9, -1.0 + 1e-9  # cosines
MOST_ERROR = 0.5  # of its length: beyond, the direction of a mean says nothing
UNBIASED = ("No bias: the mean of all ĝ, E[ĝ], is ∇J itself.", "No bias: E[ĝ] = ∇J.")
UNKNOWN = (
    "E[ĝ] can't be computed at once here. Draw many ĝ, and see where their mean lies.",
    "Draw many ĝ to see where their mean lies.",
)
RUNNING = ("While it runs, E[ĝ] isn't computed: pause to see it.", "Pause to see E[ĝ].")
MEAN_LOG = Estimator(return_="to-go", mistake="mean-log")


def headline(facts: BiasFacts, material: Material) -> Sequence[str]:
    """Return the finding, the longest way of saying it first."""
    if facts.is_unbiased:
        return UNBIASED
    if facts.mean is None:
        return RUNNING if material.running else UNKNOWN
    name = "E[ĝ]" if facts.expected is not None else "The mean of the drawn ĝ"
    found = f"{name} {direction(facts)}"
    return [f"{found}: {form}." for form in closed_forms(material)] + [f"{found}."]


def direction(facts: BiasFacts) -> str:
    """Return where the mean of ĝ points, seen from ∇J."""
    cosine, ratio = facts.cosine, facts.ratio
    if cosine is None or ratio is None:
        return "or ∇J is 0, so that there is no angle"
    if not facts.error < MOST_ERROR:
        return "is not known well enough to tell its direction: draw more"
    symbol, times = facts.target.symbol, f"{_measured(ratio, facts)} times as long"
    if cosine >= SAME:
        return f"points along {symbol}, {times}"
    if cosine <= OPPOSITE:
        return "points the opposite way"
    degrees = f"{math.degrees(math.acos(cosine)):.0f}°"
    if facts.error:
        degrees += f" ± {math.degrees(math.atan(facts.error)):.0f}°"
    if cosine <= 0.0:
        return f"points away from {symbol}: {degrees} between them"
    return f"is {degrees} off {symbol}, and {times}"


def _measured(ratio: float, facts: BiasFacts) -> str:
    return f"{short(ratio)} ± {short(ratio * facts.error, 2)}" if facts.error else short(ratio)


def closed_forms(material: Material) -> list[str]:
    """Return E[ĝ] of the mean of log π on two steps with its numbers; nothing elsewhere."""
    estimator = material.iteration.hyperparameters.estimator
    if estimator != MEAN_LOG or not two_steps.has_closed_form(material):
        return []
    p = two_steps.chance(material)
    right = p * (1.0 - p)
    values = short(-right / 2.0), short(right)
    return [
        "−½ p(1 − p) = {} against p(1 − p) = {}".format(*values),
        "{} against {}".format(*values),
    ]
