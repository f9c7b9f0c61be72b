"""The arithmetic behind one term of the derivation, down to single products."""
