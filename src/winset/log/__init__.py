"""The forecast log: what was forecast, when, from which case, and what came of it."""
