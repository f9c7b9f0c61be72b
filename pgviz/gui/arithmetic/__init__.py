"""The arithmetic behind the estimate, as lines of numbers: data only, nothing is drawn here."""
