"""What taggers and a network see of a parsed text, and the labels they give to its tokens."""
