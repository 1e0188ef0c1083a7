"""The tables of a record's file, and what is said where one cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from winset.characters import harmless
from winset.errors import UsageError, WinsetError
from winset.files import size
from winset.record.kinds import KINDS
from winset.record.trust import MAX_BYTES

APPLICATION = 0x57494E53
VERSION = 3
SHOWN = 50  # problems of a record that are told at once
_TABLES = {
    kind.table: f"CREATE TABLE {kind.table} (number INTEGER PRIMARY KEY, "
    + ", ".join(f"{name} TEXT NOT NULL" for name in kind.fields)
    + ", hash TEXT NOT NULL) STRICT"
    for kind in KINDS.values()
}
_TABLES["history"] = (
    "CREATE TABLE history (number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, "
    "id TEXT NOT NULL, row TEXT NOT NULL, hash TEXT NOT NULL) STRICT"
)
SCHEMA = (*_TABLES.values(), "CREATE VIRTUAL TABLE search USING fts5(id UNINDEXED, body)")


class RecordError(WinsetError):
    """A record that cannot be trusted or read.

    Parameters
    ----------
    file : str
        The file.
    problems : sequence of str
        Everything found wrong.
    """

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        super().__init__(file, problems)
        self.file = file
        self.problems = tuple(problems)

    def __str__(self) -> str:
        more = f"\n{self.file}: and {len(self.problems) - SHOWN:,} more." if len(self.problems) > SHOWN else ""
        return harmless("\n".join(f"{self.file}: {problem}." for problem in self.problems[:SHOWN]) + more)


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn whatever a damaged file makes SQLite raise into an error for the user."""
    try:
        yield
    except (sqlite3.Error, UnicodeError, MemoryError, OverflowError, TypeError, ValueError) as error:
        if isinstance(error, sqlite3.OperationalError):
            if "locked" in str(error):
                raise UsageError(f"{name} is being written by somebody else", "Try again in a moment.") from None
            if any(sign in str(error) for sign in ("full", "readonly", "disk I/O", "unable to open")):
                hint = "Nothing of the change is kept."
                hint += f" A record holds at most {size(MAX_BYTES)}." if "full" in str(error) else ""
                raise UsageError(f"{name} cannot be written: {error}", hint) from None
        raise RecordError(name, ["the file cannot be read: it is damaged, or no record"]) from None
