"""The sum over all trajectories as a table: a row a trajectory, a column a factor."""
