"""What the past rewards of a batch add to ĝ, and to its variance."""

from dataclasses import dataclass

from pgviz.estimation.past_rewards import (
    Gradients,
    Parts,
    Spread,
    exact_spread,
    gradients_of,
    parts_of,
    sampled_spread,
)
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.exactly import quick_question


@dataclass(frozen=True)
class Facts:
    """Nothing in it depends on which trajectory, step or parameter is selected."""

    parts: Parts  # of all steps
    gradients: Gradients
    spread: Spread | None  # None for a single trajectory, where it can't be summed exactly

    def parts_in(self, steps: slice) -> Parts:
        """Return the parts of one trajectory's steps."""
        return Parts(self.parts.past[steps], self.parts.future[steps])


class LastFacts:
    """Computes once an iteration."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._facts: Facts | None = None

    def of(self, material: Material) -> Facts:
        """Return the facts of a material, those of before if they are the same."""
        of = material.iteration, material.running
        if self._facts is None or of != self._of:
            self._of, self._facts = of, facts_of(material)
        return self._facts


def facts_of(material: Material) -> Facts:
    """Return the facts of a batch, without a baseline."""
    iteration, batch = material.iteration, material.iteration.batch
    parts = parts_of(batch, iteration.hyperparameters.discount)
    gradients = gradients_of(batch, iteration.evaluation.score, parts)
    question = quick_question(material)
    if question is not None:
        return Facts(parts, gradients, exact_spread(question))
    return Facts(parts, gradients, sampled_spread(gradients) if batch.size > 1 else None)
