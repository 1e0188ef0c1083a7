"""Records as lines of JSON (.jsonl): what is read is a record without problems."""

from harness import main

from winset.case.catalogue import FOLDER
from winset.record.exchange import from_lines

SEEDS = ["\n".join((FOLDER / "jeddah-2025.record.jsonl").read_text("utf-8").split("\n")[:12]).encode()]


def read(data: bytes) -> object:
    """Read a record into memory."""
    store = from_lines(data.decode("utf-8", "surrogateescape").split("\n"), "case.record.jsonl", "2025-03-09T12:00:00")
    assert store.problems() == []
    store.close()
    return None


if __name__ == "__main__":
    main(read, SEEDS)
