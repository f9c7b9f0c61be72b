"""Which policy serves which spaces."""

from pgviz.environments.errors import PgvizError
from pgviz.environments.spaces import Box, Discrete, Space
from pgviz.policies.gaussian_network import GaussianNetwork
from pgviz.policies.network import Network
from pgviz.policies.policy import Policy
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable


def make_policy(
    kind: str, observations: Space, actions: Space, hidden: tuple[int, ...], activation: str
) -> Policy:
    """Return the policy `kind` ("auto", "table", "mlp" or "gaussian") on these spaces.

    Raises PgvizError where the kind does not fit the spaces, naming those that do.
    """
    fitting = fitting_kinds(observations, actions)
    if kind not in (*fitting, "auto"):
        raise PgvizError(
            f"Policy {kind} does not fit {_described(observations, actions)}; "
            f"choose {' or '.join(fitting)}."
        )
    return _BUILDERS[fitting[0] if kind == "auto" else kind](
        observations, actions, hidden, activation
    )


def fitting_kinds(observations: Space, actions: Space) -> tuple[str, ...]:
    """Return the kinds that fit these spaces, the one that "auto" takes first."""
    if isinstance(actions, Box):
        return ("gaussian",)
    return ("table", "mlp") if isinstance(observations, Discrete) else ("mlp",)


def _table(observations: Space, actions: Space, hidden: tuple[int, ...], activation: str) -> Policy:
    assert isinstance(observations, Discrete)
    assert isinstance(actions, Discrete)
    return SoftmaxTable(observations, actions)


def _mlp(observations: Space, actions: Space, hidden: tuple[int, ...], activation: str) -> Policy:
    assert isinstance(actions, Discrete)
    network = Network.make(observations.names, hidden, actions.names, activation)
    return SoftmaxNetwork(observations, actions, network)


def _gaussian(
    observations: Space, actions: Space, hidden: tuple[int, ...], activation: str
) -> Policy:
    assert isinstance(actions, Box)
    network = Network.make(observations.names, hidden, actions.names, activation)
    return GaussianNetwork(observations, actions, network)


_BUILDERS = {"table": _table, "mlp": _mlp, "gaussian": _gaussian}


def _described(observations: Space, actions: Space) -> str:
    kinds = {Discrete: "a list", Box: "a vector of numbers"}
    return f"observations from {kinds[type(observations)]} and actions from {kinds[type(actions)]}"
