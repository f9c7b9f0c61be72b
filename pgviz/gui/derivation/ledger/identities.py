"""Both sides of L2, L4 and L5: sums over the list, and J and ∇J by dynamic programming."""

import numpy as np

from pgviz.estimation.listed import Listed
from pgviz.gui.derivation.identity import Identity
from pgviz.gui.format import count


def objective_identity(listed: Listed) -> Identity | None:
    """Return J both ways; None where not all trajectories are listed."""
    if not listed.listing.complete:
        return None
    exact = listed.exact.objective
    return Identity(
        left_name=f"Σ P·R over {_trajectories(listed)}",
        left=listed.objective,
        right_name="J by dynamic programming",
        right=exact,
        difference=abs(listed.objective - exact),
        scale=float(np.abs(listed.shares).sum()),
    )


def gradient_identity(listed: Listed) -> Identity:
    """Return ∇J as Σ P ∇log P R, against dynamic programming and Σ ∇P R by the product rule.

    Where not all trajectories are listed, only the two sums over those that are.
    """
    sums = listed.score_gradient
    others = [listed.gradient]
    right_name, right = "‖Σ ∇P·R‖ by the product rule", listed.gradient
    if listed.listing.complete:
        others.append(listed.exact.gradient)
        right_name, right = "‖∇J‖ by dynamic programming", listed.exact.gradient
    return Identity(
        left_name=f"‖Σ P·∇log P·R‖ over {_trajectories(listed)}",
        left=float(np.linalg.norm(sums)),
        right_name=right_name,
        right=float(np.linalg.norm(right)),
        difference=max(float(np.abs(sums - other).max()) for other in others),
        scale=max(float(np.linalg.norm(right)), _size_of_terms(listed)),
    )


def _size_of_terms(listed: Listed) -> float:
    """Return how large the terms are that cancel where ∇J is 0."""
    longest = float(listed.listing.batch.lengths @ np.abs(listed.shares))
    return longest * float(listed.evaluation.score.norms().max(initial=0.0))


def _trajectories(listed: Listed) -> str:
    which = "all" if listed.listing.complete else "the listed"
    return f"{which} {count(listed.listing.size)}"
