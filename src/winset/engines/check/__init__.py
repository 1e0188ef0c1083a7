"""What is worth a second look in a valid case."""
