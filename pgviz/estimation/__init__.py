"""From a batch to ĝ: weights ψ, contributions, the estimate, and how far it is from ∇J."""
