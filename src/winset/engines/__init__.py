"""Pure functions from a game to frozen result records."""
