"""L9: the scores of a trajectory's steps, and what they add up to."""
