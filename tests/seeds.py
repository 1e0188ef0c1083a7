"""How many random cases a test draws: a part of them in every run, all of them where they are asked for."""

import os

EVERY = bool(os.environ.get("WINSET_ALL_CASES"))


def seeds(count: int) -> range:
    """Give the seeds of random cases: a quarter of them, or all with WINSET_ALL_CASES=1."""
    return range(count if EVERY else count // 4)
