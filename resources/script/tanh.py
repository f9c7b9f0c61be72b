"""A hidden unit's function, and its derivative in terms of the function's value."""

import numpy as np


def activation(sums):
    """What a hidden unit does to its sum."""
    return np.tanh(sums)


def slope(values):
    """Its derivative."""
    return 1.0 - np.square(values)
