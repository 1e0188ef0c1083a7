"""What a text says the dispute can come to."""
