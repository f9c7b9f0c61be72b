"""Pictures of the worlds with the sampled trajectories in them, one file a kind of world."""
