"""Records as they are kept (.record, SQLite)."""

import tempfile
from pathlib import Path

from harness import as_file, main

from winset.record.files import new_record, open_record


def _seed() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.record"
        store = new_record(path)
        store.add("claims", {"source": "NBC", "content": "aid would return"}, "2025-03-09T12:00:00")
        store.close()
        return path.read_bytes()


SEEDS = [_seed()]


def read(data: bytes) -> object:
    """Open a record and read all of it."""
    with as_file(data, "case.record") as path:
        store = open_record(path)
        try:
            return store.tables(), store.history(), store.search("aid")
        finally:
            store.close()


if __name__ == "__main__":
    main(read, SEEDS)
