"""Learning: hyperparameters, the pure iteration, and the thread that runs it."""
