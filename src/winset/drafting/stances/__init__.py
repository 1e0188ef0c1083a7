"""Who reportedly wants or resists an issue, by learned weights."""
