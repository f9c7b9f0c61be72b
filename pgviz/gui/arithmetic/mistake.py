"""A mistake on purpose, in numbers: what is taken for ψ, made from ψ as it is meant."""

from collections.abc import Callable, Iterable, Mapping
from itertools import count

from pgviz.estimation.estimator import Estimator
from pgviz.estimation.misreadings import same_action
from pgviz.estimation.mistakes import MISTAKES, mark_of
from pgviz.gui.arithmetic.lines import Line, Number, Parts, difference, plain, product, total
from pgviz.gui.notation import weight_formula
from pgviz.gui.selected_steps import Steps


def mistake_lines(steps: Steps, step: int) -> tuple[Line, ...]:
    """Return the line of what is taken for ψ, where that is another than is meant."""
    estimator = steps.iteration.hyperparameters.estimator
    if not MISTAKES[estimator.mistake].weighs:
        return ()
    return (
        Line(
            name=f"ψ = {weight_formula(estimator)}",
            role="negative",
            parts=PARTS[estimator.mistake](steps, step),
            result=Number(float(steps.weights[step]), "weight"),
            note=mark_of(estimator),
            phase="weight",
        ),
    )


def return_powers(estimator: Estimator, first: int) -> Iterable[int]:
    """Return the powers of γ with which the rewards from time `first` on make up a return."""
    return count(first, 2) if estimator.mistake == "discount-twice" else count()


def _mean_of_trajectory(steps: Steps, step: int) -> Parts:
    terms = [Number(psi, "weight") for psi in _meant(steps)]
    return ("(", *total(terms), ") / ", Number(float(len(terms)), "ink", str(len(terms))))


def _flipped(steps: Steps, step: int) -> Parts:
    return product(plain(-1.0, "negative"), Number(_meant(steps)[step], "weight"))


def _of_next_step(steps: Steps, step: int) -> Parts:
    following = _meant(steps)[step + 1 :][:1]
    return (Number(following[0], "weight"),) if following else (plain(0.0, "weight"),)


def _less_mean_of_action(steps: Steps, step: int) -> Parts:
    alike = same_action(steps.iteration.batch.actions)
    mean = steps.iteration.weights.meant[alike == alike[steps.run][step]].mean()
    own = Number(_meant(steps)[step], "weight")
    return difference(own, Number(float(mean), "negative"))


def _meant(steps: Steps) -> list[float]:
    meant: list[float] = steps.iteration.weights.meant[steps.run].tolist()
    return meant


PARTS: Mapping[str, Callable[[Steps, int], Parts]] = {
    "mean-log": _mean_of_trajectory,
    "sign": _flipped,
    "shifted": _of_next_step,
    "action-baseline": _less_mean_of_action,
}
