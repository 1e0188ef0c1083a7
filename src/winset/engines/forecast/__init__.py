"""How likely each ending is, and what would change that."""
