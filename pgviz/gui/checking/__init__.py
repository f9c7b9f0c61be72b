"""The dialog that checks the mathematics while one looks on."""
