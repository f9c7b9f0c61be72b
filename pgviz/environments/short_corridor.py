"""The short corridor with switched actions (Sutton & Barto, 2nd ed., Example 13.1)."""

from pgviz.environments.layout import GridLayout
from pgviz.environments.tabular import TabularMDP
from pgviz.environments.tabular_environment import TabularEnvironment

STATES = ("0", "1", "2", "goal")
ACTIONS = ("left", "right")
NEXT = ((0, 1), (2, 0), (1, 3))  # [state][action]: state 1 swaps left and right


class ShortCorridor(TabularEnvironment):
    """Three states that look alike and a goal; every step pays -1, the last one included."""

    def __init__(self) -> None:
        moves = [[[(1.0, entered, -1.0, entered == 3)] for entered in row] for row in NEXT]
        goal = [[(1.0, 3, 0.0, True)]] * len(ACTIONS)
        super().__init__(
            TabularMDP.from_outcomes(
                [*moves, goal],
                (1.0, 0.0, 0.0, 0.0),
                ACTIONS,
                STATES,
                observation=(0, 0, 0, 0),
                observation_names=("corridor",),
            ),
            GridLayout(4, 1, cells=(0, 1, 2, 3), starts=frozenset({0}), goals=frozenset({3})),
        )
