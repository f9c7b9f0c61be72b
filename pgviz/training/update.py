"""From ĝ to the next θ: the terms that are added, and the step they make."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.optimizers import OptimizerState, advance


@dataclass(frozen=True, eq=False)
class Update:
    """θ' = θ + step; direction = ĝ + entropy term + clipping term. Arrays [parameters]."""

    gradient: np.ndarray  # ĝ
    entropy: np.ndarray  # β ∇H̄; 0 where the bonus is off
    clipping: np.ndarray  # what clipping takes away; 0 where it does not act
    step: np.ndarray

    @property
    def direction(self) -> np.ndarray:
        """What the optimiser is given, [parameters]."""
        return self.gradient + self.entropy + self.clipping


def make_update(
    gradient: np.ndarray,
    entropy_gradient: np.ndarray | None,
    optimizer: OptimizerState,
    hyperparameters: Hyperparameters,
) -> tuple[Update, OptimizerState]:
    """Return the update along ĝ [parameters] and the optimiser's next state.

    `entropy_gradient` is that of the mean entropy, None where the bonus is off.
    """
    entropy = np.zeros_like(gradient)
    if entropy_gradient is not None:
        entropy = hyperparameters.entropy_bonus * entropy_gradient
    wanted = gradient + entropy
    clipping = (_clip_factor(wanted, hyperparameters.gradient_clip) - 1.0) * wanted
    step, after = advance(
        hyperparameters.optimizer, optimizer, wanted + clipping, hyperparameters.learning_rate
    )
    return Update(gradient, freeze(entropy), freeze(clipping), freeze(step)), after


def _clip_factor(direction: np.ndarray, longest: float) -> float:
    length = float(np.linalg.norm(direction))
    return longest / length if 0.0 < longest < length else 1.0
