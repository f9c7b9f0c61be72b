"""What is written in the cells of a grid."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF

from pgviz.environments.tabular import TabularMDP
from pgviz.gui.pictures.grid_frame import GridFrame
from pgviz.gui.pictures.scene import Scene
from pgviz.gui.pictures.words import brief, pit_word

Label = tuple[QRectF, tuple[str, ...]]
"""A cell and what may be written in it, the longest first."""


def cell_labels(scene: Scene, frame: GridFrame) -> Iterator[Label]:
    """Return the labels of starts, pits and goals; of a row of pits only one."""
    layout, mdp = frame.layout, scene.view.world.mdp
    for cell in layout.starts:
        yield frame.rectangle(cell), ("start", "S")
    for cell in layout.goals:
        yield frame.rectangle(cell), named_reward("goal", entering_reward(mdp, cell))
    word = pit_word(scene.view.world)
    if _is_a_row(layout.pits):
        whole = frame.rectangle(min(layout.pits)).united(frame.rectangle(max(layout.pits)))
        yield whole, named_reward(word, float(mdp.reward.min()))
        return
    for cell in layout.pits:
        yield frame.rectangle(cell), named_reward(word, entering_reward(mdp, cell))


def entering_reward(mdp: TabularMDP, state: int) -> float:
    """Return what the steps from elsewhere into a state pay at most; 0 if there are none."""
    entering = (mdp.next_state == state) & (mdp.probability > 0.0)
    entering[state] = False
    return float(mdp.reward[entering].max()) if entering.any() else 0.0


def named_reward(word: str, reward: float) -> tuple[str, ...]:
    """Return "goal +1" and shorter ways to say it, down to the sign."""
    if reward == 0.0:
        return (word,)
    value = brief(reward)
    return f"{word} {value}", word, value, value[0]


def _is_a_row(pits: frozenset[int]) -> bool:
    return len(pits) > 2 and max(pits) - min(pits) == len(pits) - 1
