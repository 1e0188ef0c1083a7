"""Results as documents for a person to read, one file a result."""
