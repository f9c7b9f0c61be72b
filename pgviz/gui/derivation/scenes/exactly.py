"""Which sums over all trajectories a scene may wait for."""

import numpy as np

from pgviz.estimation.estimator_quality import Question
from pgviz.gui.derivation.material import Material
from pgviz.training.objective import question_at

SQUARABLE = 1e-100, 1e100  # rewards of these sizes have squares that floats can hold
MOST_WORK = 2_000_000  # numbers in all steps together: some 0.1 s, in which the window waits


def quick_question(material: Material) -> Question | None:
    """Return where to sum at the shown θ; None off a table, while running, or where it can't be.

    It can't where it takes long, or where rewards are so large or small that squares are lost.
    """
    if material.running:
        return None
    iteration = material.iteration
    question = question_at(iteration.before, iteration.hyperparameters, material.world)
    if question is None:
        return None
    sizes = np.abs(question.mdp.reward[question.mdp.reward != 0.0])
    if sizes.size and not SQUARABLE[0] < sizes.min() <= sizes.max() < SQUARABLE[1]:
        return None
    work = question.mdp.probability.size * question.policy.size * question.horizon
    return question if work <= MOST_WORK else None
