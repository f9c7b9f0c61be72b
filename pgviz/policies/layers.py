"""How θ is laid out: which run of it belongs to which layer, and what each number is called."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Layer:
    """A run of θ: a matrix [rows, columns], row by row."""

    name: str
    start: int
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.row_names), len(self.column_names)

    @property
    def size(self) -> int:
        return len(self.row_names) * len(self.column_names)

    @property
    def span(self) -> slice:
        """Where the layer lies in θ."""
        return slice(self.start, self.start + self.size)

    def matrix(self, theta: np.ndarray) -> np.ndarray:
        """Return the layer's part of θ, [rows, columns], a view."""
        return theta[self.span].reshape(self.shape)

    def parameter_name(self, index: int) -> str:
        """Return what θ[index] is, e.g. "a4 ↓"; `index` counts from the start of θ."""
        row, column = divmod(index - self.start, len(self.column_names))
        return f"{self.row_names[row]} {self.column_names[column]}".lstrip()


def parameter_name(layers: tuple[Layer, ...], index: int) -> str:
    """Return the name of θ[index], with its layer where there are several."""
    layer = next(layer for layer in layers if index < layer.span.stop)
    name = layer.parameter_name(index)
    return name if len(layers) == 1 else f"{layer.name}: {name}"


def dense_layers(
    input_names: tuple[str, ...], hidden: tuple[int, ...], output_names: tuple[str, ...]
) -> tuple[Layer, ...]:
    """Return the layers of a network: each output's input weights, then its bias."""
    layers: list[Layer] = []
    names, start = input_names, 0
    for depth, width in enumerate(hidden, 1):
        units = tuple(f"h{depth}.{unit}" for unit in range(1, width + 1))
        layers.append(Layer(f"hidden {depth}", start, units, (*names, "bias")))
        names, start = units, layers[-1].span.stop
    layers.append(Layer("output", start, output_names, (*names, "bias")))
    return tuple(layers)
