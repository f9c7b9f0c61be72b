"""A multilayer perceptron with 0 to 3 hidden layers, and its derivative as factors."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pgviz.policies.activations import ACTIVATIONS
from pgviz.policies.blocks import OuterBlock
from pgviz.policies.layers import Layer, dense_layers
from pgviz.policies.prepared import PreparedNetwork
from pgviz.policies.runs import runs

OutputSlope = Callable[[np.ndarray, slice], np.ndarray]
"""Given the outputs of a run of rows, and which rows they are."""


@dataclass(frozen=True)
class Network:
    """The architecture alone; θ is an argument of every method."""

    layers: tuple[Layer, ...]
    activation: str

    @classmethod
    def make(
        cls,
        input_names: tuple[str, ...],
        hidden: tuple[int, ...],
        output_names: tuple[str, ...],
        activation: str,
    ) -> "Network":
        return cls(dense_layers(input_names, hidden, output_names), activation)

    @property
    def size(self) -> int:
        """The number of weights and biases."""
        return int(self.layers[-1].span.stop)

    @property
    def width(self) -> int:
        """The inputs or units of the widest layer."""
        return max(max(outputs, inputs - 1) for outputs, inputs in (x.shape for x in self.layers))

    @property
    def numbers_per_row(self) -> int:
        """How many numbers passing forward and backward holds for each row of inputs."""
        return sum(2 * outputs + inputs for outputs, inputs in (x.shape for x in self.layers))

    def initial(self, generator: np.random.Generator, output_scale: float) -> np.ndarray:
        """Return random weights of standard deviation 1/√inputs and biases 0, [size].

        The output layer's are multiplied by `output_scale`: with 0 the network begins at 0
        everywhere while its hidden units differ.
        """
        theta = np.zeros(self.size)
        for layer in self.layers:
            inputs = layer.shape[1] - 1
            scale = output_scale if layer is self.layers[-1] else 1.0
            weights = generator.standard_normal((layer.shape[0], inputs))
            layer.matrix(theta)[:, :-1] = weights * scale / np.sqrt(inputs)
        return theta

    def output(self, theta: np.ndarray, inputs: np.ndarray) -> np.ndarray:
        """Return the last layer's values, [rows, outputs], for inputs [rows, inputs]."""
        return self.prepared(theta)(inputs)

    def prepared(self, theta: np.ndarray) -> PreparedNetwork:
        """Return `output` for one θ, which is quick for a few rows at a time."""
        activate, _ = ACTIVATIONS[self.activation]
        return PreparedNetwork(self._matrices(theta), activate, self.width)

    def differentiated(
        self, theta: np.ndarray, inputs: np.ndarray, slope: OutputSlope
    ) -> tuple[OuterBlock, ...]:
        """Return the factors of ∂/∂θ of a function of each row's output, layer by layer.

        `slope` gives that function's ∂/∂output, [rows, outputs], for the outputs of some rows.
        """
        matrices = self._matrices(theta)
        transposed = [np.ascontiguousarray(matrix.T) for matrix in matrices]
        blocks = [OuterBlock.empty(layer.span, layer.shape, len(inputs)) for layer in self.layers]
        for run in runs(len(inputs), self.width):
            here = [block.at(run) for block in blocks]
            _append_one(here[0].inputs, inputs[run])
            hidden, output = self._forward(transposed, here)
            here[-1].deltas[:] = slope(output, run)
            self._backward(matrices, here, hidden)
        return tuple(block.frozen() for block in blocks)

    def _matrices(self, theta: np.ndarray) -> list[np.ndarray]:
        return [layer.matrix(theta) for layer in self.layers]

    def _forward(
        self, transposed: list[np.ndarray], blocks: list[OuterBlock]
    ) -> tuple[list[np.ndarray], np.ndarray]:
        """Fill in the inputs of each layer but the first; return the units' values, the output."""
        value, _ = ACTIVATIONS[self.activation]
        hidden = []
        for matrix, (before, after) in zip(transposed, pairwise(blocks), strict=False):
            sums = before.inputs @ matrix
            hidden.append(value(sums, out=sums))
            _append_one(after.inputs, sums)
        return hidden, blocks[-1].inputs @ transposed[-1]

    def _backward(
        self, matrices: list[np.ndarray], blocks: list[OuterBlock], hidden: list[np.ndarray]
    ) -> None:
        """Fill in the δ of each layer but the last, and all squares."""
        _, slope = ACTIVATIONS[self.activation]
        for depth in range(len(blocks) - 1, 0, -1):
            before, after = blocks[depth - 1].deltas, blocks[depth].deltas
            np.matmul(after, matrices[depth][:, :-1], out=before)
            values = hidden[depth - 1]  # nothing else needs them
            before *= slope(values, out=values)
        for block in blocks:
            block.fill_squares()


def _append_one(room: np.ndarray, values: np.ndarray) -> None:
    """Fill [rows, inputs + 1] with the inputs and, for the bias, ones."""
    room[:, :-1] = values
    room[:, -1] = 1.0
