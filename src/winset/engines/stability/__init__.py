"""Which outcomes hold, under the solution concepts of the literature."""
