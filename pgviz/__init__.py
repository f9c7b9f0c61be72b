"""REINFORCE made visible: trajectories, contributions, and the gradient estimate they add up to."""

__version__ = "0.1.0"
