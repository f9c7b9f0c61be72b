"""Curves over iterations: any number of them, none of their spikes lost."""
