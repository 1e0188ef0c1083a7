"""Whether what a party is said to prefer and what its points say agree."""
