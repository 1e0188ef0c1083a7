"""Case files (.yaml)."""

from harness import main

from winset.case.catalogue import FOLDER
from winset.case.reading import read_case
from winset.case.starter import starter_text

SEEDS = [starter_text().encode(), *(path.read_bytes() for path in sorted(FOLDER.glob("*.yaml")))]


def read(data: bytes) -> object:
    """Read a case."""
    return read_case(data, "case.yaml")


if __name__ == "__main__":
    main(read, SEEDS)
