"""Which sums over all trajectories a scene may wait for."""

from pgviz.estimation.estimator_quality import Question
from pgviz.gui.derivation.material import Material
from pgviz.training.objective import question_at

MOST_WORK = 2_000_000  # numbers in all steps together: some 0.1 s, in which the window waits


def quick_question(material: Material) -> Question | None:
    """Return where to sum at the shown θ; None off a table, or where it takes long, or running."""
    if material.running:
        return None
    iteration = material.iteration
    question = question_at(iteration.before, iteration.hyperparameters, material.world)
    if question is None:
        return None
    work = question.mdp.probability.size * question.policy.size * question.horizon
    return question if work <= MOST_WORK else None
