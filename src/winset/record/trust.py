"""What an SQLite file from a stranger is denied: other databases, extensions, endless queries, a schema of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from time import monotonic

MAX_BYTES = 256 * 1024 * 1024
MAX_VALUE = 64 * 1024 * 1024
_PRAGMAS = {"quick_check", "application_id", "user_version", "synchronous", "journal_mode", "data_version"}
_DENIED = (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH)


def limit(connection: sqlite3.Connection, seconds: float | None = None) -> None:
    """Take away what a record never needs and, for a stranger's file, unbounded time."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    if seconds is not None:
        end = monotonic() + seconds
        connection.set_progress_handler(lambda: int(monotonic() > end), 100_000)

    def allow(action: int, first: str | None, *_: str | None) -> int:
        denied = action in _DENIED or (action == sqlite3.SQLITE_PRAGMA and first not in _PRAGMAS)
        return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK

    connection.set_authorizer(allow)


def has_schema(connection: sqlite3.Connection, statements: Iterable[str]) -> bool:
    """Tell whether a file's schema is what these statements make: nothing more, nothing less, nothing different.

    Kind, name and table are compared as well as the text, since a trigger may bear the name of a table.
    """
    fresh = sqlite3.connect(":memory:")
    try:
        for statement in statements:
            fresh.execute(statement)
        return _schema(connection) == _schema(fresh)
    finally:
        fresh.close()


def _schema(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return sorted(connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"))
