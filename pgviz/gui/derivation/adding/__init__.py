"""How one parameter of ĝ adds up: trajectory by trajectory, and each of them step by step."""
