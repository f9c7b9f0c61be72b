"""A hidden unit's function, and its derivative in terms of the function's value."""

import numpy as np


def activation(sums):
    """What a hidden unit does to its sum."""
    return np.maximum(sums, 0.0)


def slope(values):
    """Its derivative."""
    return (values > 0.0).astype(float)
