"""The live numbers under the terms of a line, one function a quantity."""

from collections.abc import Callable, Mapping

from pgviz.gui.derivation import gradient_captions as of_gradient
from pgviz.gui.derivation import trajectory_captions as trajectory
from pgviz.gui.derivation.line import DerivationLine
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.numbers import Numbers
from pgviz.gui.formula.captions import Caption
from pgviz.gui.formula.terms import named_terms

Make = Callable[[Numbers], Caption]


def line_captions(material: Material, line: DerivationLine) -> Mapping[str, Caption]:
    """Return what is known of each term of a line, by the term's name."""
    makers = {**OF_QUANTITY, **OF_LINE.get(line.number, {})}
    numbers = Numbers(material)
    names = {term.name: term.name.rstrip("'") for term in named_terms(line.formula)}
    made = {key: makers[key](numbers) for key in set(names.values())}
    return {name: made[key] for name, key in names.items()}


def _constant(make: Make, name: str) -> Make:
    """Return the caption of a part that θ is not in: what it is whatever θ."""

    def constant(numbers: Numbers) -> Caption:
        caption = make(numbers)
        if caption is trajectory.UNKNOWN_WORLD:
            return Caption("unknown, but without θ", caption.exact)
        return Caption(f"{name} = {caption.text} whatever θ", caption.exact)

    return constant


OF_QUANTITY: Mapping[str, Make] = {
    "start": trajectory.start,
    "dynamics": trajectory.dynamics,
    "policy": trajectory.policy,
    "log-policy": trajectory.log_policy,
    "probability": trajectory.probability,
    "log-probability": trajectory.log_probability,
    "probability-gradient": trajectory.probability_gradient,
    "trajectory-score": trajectory.trajectory_score,
    "score": trajectory.score,
    "return": trajectory.return_,
    "time": trajectory.time,
    "average": of_gradient.average,
    "objective": of_gradient.objective,
    "gradient": of_gradient.gradient,
    "estimate": of_gradient.estimate,
}
OF_LINE: Mapping[int, Mapping[str, Make]] = {
    7: {"start": trajectory.log_start, "dynamics": trajectory.log_dynamics},
    6: {"estimate": of_gradient.own_estimate},
    8: {
        "start": _constant(trajectory.log_start, "log μ"),
        "dynamics": _constant(trajectory.log_dynamics, "Σ log P"),
    },
    10: {
        "average": of_gradient.own_average,
        "discount": trajectory.discount,
        "return": trajectory.weight,
    },
}
"""Where a line writes something else under a quantity."""
