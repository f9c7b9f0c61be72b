"""ĝ as bars and as an arrow in the cloud of the trajectory gradients it averages."""
