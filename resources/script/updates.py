"""From ĝ to the step of θ; what follows `rate` is remembered from the step before."""

import numpy as np


def sgd(direction, rate):
    """Plain gradient ascent."""
    return rate * direction, ()


def momentum(direction, rate, velocity=0.0):
    """Polyak's heavy ball."""
    velocity = 0.9 * velocity + direction
    return rate * velocity, (velocity,)


def adam(direction, rate, count=0, velocity=0.0, squares=0.0):
    """Kingma and Ba's Adam, ascending."""
    count += 1
    velocity = 0.9 * velocity + (1 - 0.9) * direction
    squares = 0.999 * squares + (1 - 0.999) * direction**2
    mean, mean_square = velocity / (1 - 0.9**count), squares / (1 - 0.999**count)
    return rate * mean / (np.sqrt(mean_square) + 1e-8), (count, velocity, squares)


def clipped(direction, longest):
    """Shortened to the longest length it may have; 0 is no limit."""
    length = np.linalg.norm(direction)
    factor = longest / length if 0.0 < longest < length else 1.0
    return direction + (factor - 1.0) * direction
