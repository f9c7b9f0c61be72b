"""A minimal task on which a check with constant rewards would miss a wrong estimator."""

from pgviz.environments.tabular import TabularMDP
from pgviz.environments.tabular_environment import TabularEnvironment

STATES = ("first", "second", "end")


class TwoStep(TabularEnvironment):
    """Two steps: action 1 pays +3 on the first and -2 on the second, action 0 pays nothing."""

    def __init__(self) -> None:
        first = [[(1.0, 1, 0.0, False)], [(1.0, 1, 3.0, False)]]
        second = [[(1.0, 2, 0.0, True)], [(1.0, 2, -2.0, True)]]
        end = [[(1.0, 2, 0.0, True)]] * 2
        super().__init__(
            TabularMDP.from_outcomes(
                [first, second, end],
                (1.0, 0.0, 0.0),
                ("action 0", "action 1"),
                STATES,
                observation=(0, 0, 0),
                observation_names=("either step",),
            )
        )
