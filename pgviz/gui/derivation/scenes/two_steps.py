"""The closed forms of the task of two steps, written out with the numbers of the moment."""

import numpy as np

from pgviz.environments.world import EnvironmentSpec
from pgviz.gui.derivation.material import Material
from pgviz.gui.format import short
from pgviz.policies.table import SoftmaxTable
from pgviz.training.objective import horizon_of

TWO_STEPS = EnvironmentSpec("pgviz/TwoStep-v0")
FIRST, SECOND = 3.0, -2.0  # what action 1 pays at each of the steps
ACTION = 1


def has_closed_form(material: Material) -> bool:
    """Return whether both steps of that task are taken, by a policy with a logit an action."""
    whole = horizon_of(material.world, material.iteration.hyperparameters) >= 2
    return material.world.spec == TWO_STEPS and isinstance(material.policy, SoftmaxTable) and whole


def chance(material: Material) -> float:
    """Return p, the probability of action 1."""
    policy = material.policy
    assert isinstance(policy, SoftmaxTable)
    return float(np.exp(policy.log_policy(material.theta, np.zeros(1, int))[0, ACTION]))


def closed_form(material: Material, later: float) -> tuple[str, ...]:
    """Return (3 − 2 later) p(1 − p) with its numbers, the longest way of saying it first."""
    p, factor = chance(material), FIRST + SECOND * later
    product = p * (1.0 - p)
    form, value = f"{short(factor)} p(1 − p)", short(factor * product)
    return (
        f"θ[action 1]: {form} = {short(factor)} · {short(product)} = {value}",
        f"{form} = {value}",
    )
