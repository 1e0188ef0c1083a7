"""Connections to the files of records, counted: while this process has one, it must not read the file beside SQLite.

POSIX takes every lock that a process holds on a file away when the process closes *any* handle of that file. Without
its lock a connection is overlooked: the next process that closes the record takes itself for the last one and deletes
the write-ahead log, and what the first one writes from then on is lost (sqlite.org/howtocorrupt.html, section 2.2).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

_GUARD = RLock()
_OPEN: Counter[tuple[int, int]] = Counter()


class RecordConnection(sqlite3.Connection):
    """A connection that counts as open until it is closed."""

    _file: tuple[int, int] | None = None

    def close(self) -> None:
        """Close it; a second time does nothing."""
        with _GUARD:
            super().close()
            if self._file is not None:
                _OPEN[self._file] -= 1
                self._file = None


def connect(path: Path, read_only: bool = False) -> RecordConnection:
    """Connect to the file of a record, and wait ten seconds for whoever writes.

    Whoever drops a record closes it, and that may be a thread that looks for unused objects.
    """
    with _GUARD:
        where = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
        connection = sqlite3.connect(
            where, uri=True, isolation_level=None, timeout=10, check_same_thread=read_only, factory=RecordConnection
        )
        connection._file = _identity(path)
        _OPEN[connection._file] += 1
        return connection


@contextmanager
def kept_closed(path: Path) -> Iterator[bool]:
    """Keep this process from connecting to a file meanwhile, and tell whether it has no connection to it now."""
    with _GUARD:
        yield not _OPEN[_identity(path)]


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
