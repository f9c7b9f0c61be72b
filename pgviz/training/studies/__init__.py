"""Work beside the training: studies at a θ that is held fixed, with progress, to be cancelled."""
