"""The answers of `resources/known-answers.json`, none of which comes from this project."""

import json
import math
from typing import Any

import numpy as np

from pgviz.resources import resource

CLOSEST = 1e-6  # written or not, no answer is compared more closely


def answers(key: str) -> Any:
    """Return the answers about one world, as the file has them."""
    return json.loads(resource("known-answers.json").read_text("utf-8"))[key]


def rounding(number: float) -> float:
    """Return how far the number meant may be from the one that is written: half a last digit."""
    decimals = len(repr(number).partition(".")[2])
    return max(CLOSEST, 0.5 * 10.0**-decimals) if decimals else CLOSEST


def two_logits(probability: float) -> np.ndarray:
    """Return the θ of a table with one observation that takes action 1 with this probability."""
    return np.array([0.0, math.log(probability / (1.0 - probability))])
