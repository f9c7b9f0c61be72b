"""The steps of one trajectory over time: states, actions and rewards."""
