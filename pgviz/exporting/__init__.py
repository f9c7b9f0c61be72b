"""What is taken away from a run: figures, arrays, a script, a clip. Nothing here needs Qt."""
