"""Other futures of the run: leaving for one, going back, and comparing them."""
