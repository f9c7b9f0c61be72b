"""A prepared network: what is acted on is what is differentiated, however many rows."""

import numpy as np
import pytest

from pgviz.policies.network import Network

ROWS = (3, 16, 16, 5, 1, 40, 2, 40, 5000)  # fewer and more from one call to the next


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("hidden", [(), (32,), (5, 3), (8, 4, 8)])
def test_a_prepared_network_gives_the_bytes_that_are_differentiated(hidden, activation):
    network = Network.make(("a", "b", "c", "d"), hidden, ("left", "right"), activation)
    generator = np.random.default_rng(0)
    theta = generator.standard_normal(network.size)
    prepared = network.prepared(theta)
    for rows in ROWS:
        inputs = generator.standard_normal((rows, 4))
        assert prepared(inputs).tobytes() == differentiated(network, theta, inputs).tobytes()


def differentiated(network: Network, theta: np.ndarray, inputs: np.ndarray) -> np.ndarray:
    """Return the outputs whose slope is asked for."""
    outputs = np.empty((len(inputs), len(network.layers[-1].row_names)))

    def slope(run: np.ndarray, rows: slice) -> np.ndarray:
        outputs[rows] = run
        return run

    network.differentiated(theta, inputs, slope)
    return outputs


def test_an_output_stays_when_the_next_is_asked_for():
    network = Network.make(("a", "b"), (3,), ("left", "right"), "tanh")
    prepared = network.prepared(np.linspace(-1.0, 1.0, network.size))
    first = prepared(np.ones((2, 2)))
    kept = first.copy()
    prepared(np.zeros((2, 2)))
    np.testing.assert_array_equal(first, kept)
