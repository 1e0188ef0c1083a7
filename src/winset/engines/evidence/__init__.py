"""What the claims of a record do to the numbers of a case."""
