"""The run as a plain NumPy script: the pieces in `resources/script`, those that it needs."""
