"""What is to be settled: things and changes that a text speaks of, and the issues they make."""
