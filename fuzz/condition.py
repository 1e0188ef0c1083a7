"""Conditions, such as ``if aid = resumed then truce >= partial``; what is read is written and read again the same."""

from harness import main

from winset import expr

SEEDS = [b"if aid = resumed then truce >= partial", b"not (a = x or b in (y, 'z z')) iff c != x and d not in (x)"]


def read(data: bytes) -> object:
    """Read a condition, write it, and read that."""
    found = expr.parse(data.decode("utf-8", "replace"))
    again = expr.parse(expr.format_condition(found))
    assert expr.format_condition(again) == expr.format_condition(found)
    return found


if __name__ == "__main__":
    main(read, SEEDS)
