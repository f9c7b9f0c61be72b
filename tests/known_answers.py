"""The answers that don't come from this project, and policies that have a given probability."""

import json
import math
from typing import Any

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, World, make_world
from pgviz.policies.choice import make_policy
from pgviz.policies.policy import Policy
from pgviz.resources import resource

ANSWERS = json.loads(resource("known-answers.json").read_text("utf-8"))


def as_written(number: float) -> Any:
    """Return what equals `number` to 1e-6, or to the decimals that are written of it, if any."""
    decimals = len(repr(number).partition(".")[2])
    rounding = 0.5 * 10.0**-decimals if decimals else 0.0
    return pytest.approx(number, rel=0.0, abs=max(1e-6, rounding))


def two_logits(probability: float) -> np.ndarray:
    """Return the θ of a table with one observation that takes action 1 with this probability."""
    return np.array([0.0, math.log(probability / (1.0 - probability))])


def world_and_policy(name: str) -> tuple[World, Policy]:
    """Return a world of ours with the softmax table on it."""
    world = make_world(EnvironmentSpec(f"pgviz/{name}-v0"))
    return world, make_policy("table", world.observations, world.actions, (), "tanh")
