"""Results in words: for the terminal, for Markdown."""
