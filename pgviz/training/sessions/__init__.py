"""Sessions: everything that a run is, in values and in a file."""
