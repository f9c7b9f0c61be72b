"""Session files in the window: opening, saving, going on with what was left, and notes."""
