"""π_θ: how actions are chosen, and the score ∇_θ log π(a|s) of those that were."""
