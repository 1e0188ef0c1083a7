"""What differs between two versions of a case, or two cases."""
