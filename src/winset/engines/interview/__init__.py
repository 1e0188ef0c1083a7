"""Questions to a person about a case: which to ask next, and what an answer changes."""
