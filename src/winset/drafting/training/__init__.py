"""Learning the weights of signs from annotated articles; nothing of this runs when a case is drafted."""
