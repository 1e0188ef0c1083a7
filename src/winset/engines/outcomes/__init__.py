"""The outcomes of a game as a table, in groups, and as a map."""
