"""Plain words for cases and results: names, amounts, likelihoods."""
