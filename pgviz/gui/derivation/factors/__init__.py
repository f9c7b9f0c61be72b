"""The factors of one trajectory's probability, one tile each, in the order of time."""
