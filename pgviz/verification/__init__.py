"""The mathematics, checked against a second way to it and against answers from elsewhere."""
