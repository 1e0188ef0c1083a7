"""Reading documents: from text to proposed claims, without any network."""
