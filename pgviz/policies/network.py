"""A multilayer perceptron with 0 to 3 hidden layers: forward, and the score's factors backward."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.policies.activations import ACTIVATIONS
from pgviz.policies.layers import Layer, dense_layers
from pgviz.policies.prepared import PreparedNetwork
from pgviz.policies.score import OuterBlock

CACHED_ROWS = 1024


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
        return self.forward(theta, inputs)[-1]

    def prepared(self, theta: np.ndarray) -> PreparedNetwork:
        """Return `output` for one θ: the same bytes, quicker for a few rows at a time."""
        activate, _ = ACTIVATIONS[self.activation]
        return PreparedNetwork([layer.matrix(theta) for layer in self.layers], activate)

    def forward(self, theta: np.ndarray, inputs: np.ndarray) -> list[np.ndarray]:
        """Return each layer's inputs with the bias's 1 appended, then the output."""
        value, _ = ACTIVATIONS[self.activation]
        passed = [with_one(inputs)]
        for layer in self.layers[:-1]:
            sums = passed[-1] @ layer.matrix(theta).T
            passed.append(with_one(value(sums, out=sums)))
        passed.append(freeze(passed[-1] @ self.layers[-1].matrix(theta).T))
        return passed

    def backward(
        self, theta: np.ndarray, passed: list[np.ndarray], output_deltas: np.ndarray
    ) -> tuple[OuterBlock, ...]:
        """Return the factors of ∂/∂θ of a function with the given ∂/∂output, layer by layer."""
        _, slope = ACTIVATIONS[self.activation]
        deltas = output_deltas
        blocks: list[OuterBlock] = []
        for layer, inputs in zip(self.layers[::-1], passed[-2::-1], strict=True):
            blocks.append(OuterBlock(layer.span, freeze(deltas), inputs))
            if layer.start:
                deltas = deltas @ layer.matrix(theta)[:, :-1]
                for rows in _runs(len(deltas)):
                    deltas[rows] *= slope(inputs[rows, :-1])
        return tuple(blocks[::-1])


def with_one(inputs: np.ndarray) -> np.ndarray:
    """Return the inputs with a column of ones appended, [rows, inputs + 1], read-only."""
    extended = np.empty((len(inputs), inputs.shape[1] + 1))
    extended[:, :-1] = inputs
    extended[:, -1] = 1.0
    return freeze(extended)


def _runs(rows: int) -> Iterator[slice]:
    """Yield runs of rows so short that what is worked out for one stays in the cache."""
    return (slice(first, first + CACHED_ROWS) for first in range(0, rows, CACHED_ROWS))
