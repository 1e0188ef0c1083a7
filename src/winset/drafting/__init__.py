"""A first case drafted from documents: pure functions from claims and parse to a frozen proposal."""
