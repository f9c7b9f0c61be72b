"""Which place in a grid a parameter θ[s, a] of a softmax table belongs to."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF

from pgviz.gui.pictures.directions import vector
from pgviz.gui.pictures.scene import Scene
from pgviz.policies.table import SoftmaxTable


def parameter_state(scene: Scene, parameter: int | None) -> int | None:
    """Return s of θ[s, a]; None where the policy is no table."""
    policy = scene.view.policy
    if parameter is None or not isinstance(policy, SoftmaxTable):
        return None
    return parameter // policy.actions.n


def state_parameter(scene: Scene, state: int, action: int) -> int | None:
    """Return where θ[s, a] lies in θ; None where the policy is no table."""
    policy = scene.view.policy
    return state * policy.actions.n + action if isinstance(policy, SoftmaxTable) else None


def nearest_direction(names: Sequence[str], way: QPointF) -> int:
    """Return the action that points most the way `way`."""
    vectors = [vector(name) or (0, 0) for name in names]
    along = [way.x() * right + way.y() * down for right, down in vectors]
    return along.index(max(along))
