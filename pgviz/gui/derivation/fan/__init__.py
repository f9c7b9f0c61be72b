"""Many draws of ĝ at one θ, around the ∇J that they all estimate."""
