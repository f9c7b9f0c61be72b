"""What of a batch a scene may wait for, and when it has to be computed anew."""

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


class Asked:
    """Remembers what something was computed of: selecting and pointing ask for nothing anew."""

    def __init__(self) -> None:
        self._material: Material | None = None

    def is_new(self, material: Material) -> bool:
        """Return whether a material shows another batch, or more of it, than the one before."""
        before, self._material = self._material, material
        return (
            before is None
            or before.iteration is not material.iteration
            or before.reference is not material.reference
            or before.running != material.running
        )
