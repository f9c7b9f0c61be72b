"""The estimator's formula, typeset, with live numbers under its terms."""
