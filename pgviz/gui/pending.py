"""What is chosen and acts only from the next iteration on."""

from dataclasses import dataclass

from pgviz.estimation.estimator import Estimator
from pgviz.gui.format import count


@dataclass(frozen=True)
class Pending:
    """Which iteration will be the first of other settings, and the estimator that it will use."""

    iteration: int
    estimator: Estimator
    is_next: bool  # that a step makes

    @property
    def start(self) -> str:
        """From when on it acts, e.g. "from iteration 1: press →"."""
        return f"from iteration {count(self.iteration)}{': press →' if self.is_next else ''}"
