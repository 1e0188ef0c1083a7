"""The case as a person writes it."""
