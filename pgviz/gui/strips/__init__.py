"""Rows of bars and a heat map that share one axis of time, drawn as pixels."""
