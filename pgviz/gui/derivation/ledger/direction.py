"""The direction in which the gradients of a table are taken, so that each is one number."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from pgviz.gui.derivation.material import Material
from pgviz.gui.notation import parameter_label

Along = Literal["gradient", "estimate", "parameter"]

ALONG: tuple[Along, ...] = get_args(Along)


@dataclass(frozen=True)
class Direction:
    """A vector [parameters] of length 1, or 0 where there is no direction, and its name."""

    name: str
    vector: np.ndarray

    @property
    def is_nothing(self) -> bool:
        """Whether it points nowhere."""
        return not self.vector.any()


def direction_along(material: Material, along: Along) -> Direction:
    """Return the direction of ∇J, of ĝ, or of one parameter."""
    return _DIRECTIONS[along](material)


def shown_parameter(material: Material) -> int:
    """Return the selected parameter, or the one in which ∇J, else ĝ, is largest."""
    if material.selected.parameter is not None:
        return material.selected.parameter
    exact = material.iteration.exact
    gradient = material.iteration.estimate.gradient if exact is None else exact.gradient
    return int(np.abs(gradient).argmax())


def _along_gradient(material: Material) -> Direction:
    exact = material.iteration.exact
    gradient = np.zeros_like(material.theta) if exact is None else exact.gradient
    return Direction("∇J", _unit(gradient))


def _along_estimate(material: Material) -> Direction:
    return Direction("ĝ", _unit(material.iteration.estimate.gradient))


def _along_parameter(material: Material) -> Direction:
    parameter = shown_parameter(material)
    vector = np.eye(1, len(material.theta), parameter)[0]
    return Direction(parameter_label(material.policy.layers, parameter), vector)


def _unit(vector: np.ndarray) -> np.ndarray:
    scaled = vector / (float(np.abs(vector).max()) or 1.0)  # squares can't overflow
    return scaled / (float(np.linalg.norm(scaled)) or 1.0)


_DIRECTIONS = {
    "gradient": _along_gradient,
    "estimate": _along_estimate,
    "parameter": _along_parameter,
}
