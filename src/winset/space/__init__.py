"""The outcomes of a case as arrays."""
