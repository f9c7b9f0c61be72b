"""J over θ, with the ways that the branches of the run have gone on it."""
