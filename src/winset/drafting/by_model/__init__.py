"""A language model of somebody's choice as a second proposer."""
