"""L2 to L5: J and ∇J as sums over all trajectories, by their largest products."""

from dataclasses import dataclass

import numpy as np

from pgviz.estimation.listed import Listed
from pgviz.gui.arithmetic.lines import Line, Number, Page, largest_of, product, signed_role
from pgviz.gui.arithmetic.step import described
from pgviz.gui.chosen_parameters import chosen_parameter
from pgviz.gui.derivation.material import Material
from pgviz.gui.format import count
from pgviz.gui.notation import parameter_label
from pgviz.gui.topics.about import About

MOST, MOST_ACTIONS = 3, 8  # products, and actions of one, that are written out
RETURN, SCORE = ("R", "weight"), ("∂log P", "score")
WHY_NOT = "This world does not list its states: J can only be estimated by sampling."
TOO_LONG = "So many states and steps are not summed over in every iteration."


def objective_page(material: Material) -> Page:
    """Return J(θ) = Σ_τ P(τ;θ) R(τ), the largest products written out."""
    listed, exact = material.listed, material.iteration.exact
    return Page(
        heading="J(θ): the return to expect",
        sentence="Every possible trajectory counts as often as it happens.",
        lines=(
            *(ListedSum(material, listed, (RETURN,), (listed.returns,)).lines if listed else ()),
            *(_rest_line(listed, listed.rest.objective) if listed else ()),
            *(_whole_line("J(θ)", exact.objective) if exact else _unknown(material, "J(θ)")),
        ),
        pointer=About(material).pointer(),
    )


def gradient_page(material: Material) -> Page:
    """Return ∂J/∂θ_j = Σ_τ P(τ;θ) ∂log P(τ;θ) R(τ), the largest products written out."""
    listed, exact, parameter = material.listed, material.iteration.exact, _parameter(material)
    lines: tuple[Line, ...] = ()
    if listed is not None:
        scores = listed.score_along(np.eye(1, len(material.theta), parameter)[0])
        lines = ListedSum(material, listed, (SCORE, RETURN), (scores, listed.returns)).lines
        lines += _rest_line(listed, float(listed.rest.gradient[parameter]))
    if exact is None:
        lines += _unknown(material, "∂J/∂θ", parameter)
    else:
        lines += _whole_line("∂J/∂θ", float(exact.gradient[parameter]))
    return Page(
        heading=f"∇J(θ), {parameter_label(material.policy.layers, parameter)}",
        sentence="P(τ;θ) × ∂log P(τ;θ) × R(τ), summed over every possible trajectory.",
        lines=lines,
        pointer=About(material).pointer(None, parameter),
    )


def _parameter(material: Material) -> int:
    """Return the selected parameter, else that of the largest component of ∇J, or of ĝ."""
    iteration = material.iteration
    known = iteration.estimate if iteration.exact is None else iteration.exact
    return chosen_parameter(material, known.gradient)


@dataclass(frozen=True)
class ListedSum:
    """Σ_τ P(τ;θ) × other factors, over the listed trajectories."""

    material: Material
    listed: Listed
    factors: tuple[tuple[str, str], ...]  # name and role of what P is multiplied by
    values: tuple[np.ndarray, ...]  # of each factor, [trajectories]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The largest products, and the sum of all."""
        products = self.listed.probabilities * np.prod(self.values, axis=0)
        order = np.argsort(-np.abs(products), kind="stable")[:MOST]
        single = (self._product_line(int(index), float(products[index])) for index in order)
        return (*single, self._sum_line(products))

    def _product_line(self, index: int, value: float) -> Line:
        numbers = [Number(float(self.listed.probabilities[index]))]
        for (_, role), values in zip(self.factors, self.values, strict=True):
            numbers.append(Number(float(values[index]), role))
        name = " × ".join(("P", *(name for name, _ in self.factors)))
        result = Number(value, signed_role(value))
        return Line(name, "ink", product(*numbers), result, self._actions(index), "sample")

    def _sum_line(self, products: np.ndarray) -> Line:
        terms = [Number(each, signed_role(each)) for each in products.tolist()]
        name = "Σ over all" if self.listed.listing.complete else "Σ over the listed"
        total, many = Number(float(products.sum()), "exact"), f"{count(len(products))} trajectories"
        return Line(name, "exact", largest_of(terms), total, many, "sample")

    def _actions(self, index: int) -> str:
        batch, space = self.listed.listing.batch, self.material.world.actions
        actions = batch.actions[batch.slice(index)]
        shown = ", ".join(described(space, action) for action in actions[:MOST_ACTIONS])
        return f"{shown}, …" if len(actions) > MOST_ACTIONS else shown


def _rest_line(listed: Listed, value: float) -> tuple[Line, ...]:
    """Return what is missing of the sum, where not every trajectory is listed."""
    if listed.listing.complete:
        return ()
    note = f"those of more than {count(listed.listing.longest)} steps"
    return (Line("not listed", "ink", (), Number(value, signed_role(value)), note, "sample"),)


def _whole_line(name: str, value: float) -> tuple[Line, ...]:
    note = "exactly, by dynamic programming"
    return (Line(name, "exact", (), Number(value, "exact"), note, "sample"),)


def _unknown(material: Material, name: str, parameter: int | None = None) -> tuple[Line, ...]:
    """Return the reference in its place, if one was drawn, else why there is nothing."""
    reference = material.reference
    if reference is None:
        why = WHY_NOT if material.world.mdp is None else TOO_LONG
        return (Line(name, "exact", (), Number(float("nan"), "quiet", "unknown"), why, "sample"),)
    value, error = reference.objective, reference.objective_error
    if parameter is not None:
        value = float(reference.gradient[parameter])
        error = float(reference.standard_error[parameter])
    note = f"a reference from {count(reference.trajectories)} trajectories"
    return (
        Line(f"{name} ≈", "exact", (), Number(value, "exact"), note, "sample"),
        Line("standard error", "ink", (), Number(error), "of the reference", "sample"),
    )
