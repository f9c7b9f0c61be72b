"""One state that is left or stayed in (CS285, 2023, homework 2, "Analysis")."""

from pgviz.environments.tabular import TabularMDP
from pgviz.environments.tabular_environment import TabularEnvironment


class Geometric(TabularEnvironment):
    """Action 1 pays 1 and stays, action 0 pays 0 and ends."""

    def __init__(self) -> None:
        on = [[(1.0, 1, 0.0, True)], [(1.0, 0, 1.0, False)]]
        end = [[(1.0, 1, 0.0, True)]] * 2
        super().__init__(
            TabularMDP.from_outcomes(
                [on, end],
                (1.0, 0.0),
                ("end", "stay"),
                ("on", "ended"),
                observation=(0, 0),
                observation_names=("on",),
            )
        )
