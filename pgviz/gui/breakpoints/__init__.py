"""Run ▸ Breakpoints: where the run is to stop by itself."""
