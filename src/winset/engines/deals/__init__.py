"""Which packages could be agreed, and which of them nothing beats."""
