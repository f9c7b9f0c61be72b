"""Nudging θ along a direction: what of a trajectory moves with it, and what does not."""
