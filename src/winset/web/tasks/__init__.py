"""Computations in the background: their queue, the process that does them, what they are."""
