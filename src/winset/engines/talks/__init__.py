"""One negotiation drawn from its ranges: what is at the table, what is agreed, and what becomes of it."""
