"""The ten lines of the derivation, each with live numbers and a picture of what it says."""
