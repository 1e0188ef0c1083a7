"""GMCR+ files (.gmcr)."""

from harness import main

import winset
from winset.case.formats.gmcr import read_gmcr
from winset.case.formats.gmcr_writing import gmcr_text

SEEDS = [gmcr_text(winset.load(name)).encode() for name in ("prisoners-dilemma", "elmira")]


def read(data: bytes) -> object:
    """Read a case."""
    return read_gmcr(data, "case.gmcr")


if __name__ == "__main__":
    main(read, SEEDS)
