"""PyTorch's usual small network."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import nn

from tests.benchmarks.peers import balancing


def network(sizes: Sequence[int]) -> nn.Sequential:
    """Return a network of tanh units whose last layer gives logits."""
    linear = [nn.Linear(inputs, outputs) for inputs, outputs in pairwise(sizes)]
    hidden = [part for layer in linear[:-1] for part in (layer, nn.Tanh())]
    return nn.Sequential(*hidden, linear[-1])


def balancing_network() -> nn.Sequential:
    """Return the network that balances the pole."""
    made = network(balancing.SIZES)
    load([part for part in made if isinstance(part, nn.Linear)], balancing.layers())
    return made


def load(linear: Sequence[nn.Linear], values: Sequence[tuple[np.ndarray, np.ndarray]]) -> None:
    """Give layers these weights and biases."""
    with torch.no_grad():
        for layer, (weights, biases) in zip(linear, values, strict=True):
            layer.weight.copy_(torch.as_tensor(weights))
            layer.bias.copy_(torch.as_tensor(biases))
