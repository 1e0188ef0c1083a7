"""One SQLite file beside the case: typed tables, full-text search, a hash on every row, and a history of every change.

What it is asked stands in :mod:`winset.record.queries`, its tables in :mod:`winset.record.schema`, and how its file is
begun and opened in :mod:`winset.record.files`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from winset.claims import (
    Row,
)
from winset.errors import UsageError
from winset.record.integrity import link_hash, row_hash, searched_text, span_problems, with_hash
from winset.record.kinds import KINDS, REFERENCES, Kind, canonical, checked, keepable, kind_of
from winset.record.passed import digest_of, remember, remember_here, state_of
from winset.record.queries import Queries
from winset.record.schema import VERSION, readable


class Store(Queries):
    """An open record, read and changed.

    Use :func:`winset.record.files.open_record` or :func:`winset.record.files.new_record`.
    """

    def __init__(self, connection: sqlite3.Connection, name: str, passed: Path | None = None) -> None:
        super().__init__(connection, name)
        self._passed = passed  # the file, where nothing was wrong with it when it was opened
        self._others = self._version() if passed else 0
        self._last: dict[str, int] = {}

    def close(self) -> None:
        """Close the file; where only this has written since it was looked at, it need not be looked at again."""
        mine = self._passed is not None and self._db.total_changes > 0 and self._version() == self._others
        self._db.close()
        if mine and self._passed is not None:
            remember_here(state_of(self._passed))
            if digest := digest_of(self._passed):
                remember(digest, VERSION)
        self._passed = None

    def not_passed(self) -> None:
        """Have the file looked at when it is opened next, whoever writes now."""
        self._passed = None

    def _version(self) -> int:
        """A number that changes when somebody else writes."""
        try:
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            return -1

    def add(
        self, table: str, fields: Mapping[str, str], at: str, who: str = "", why: str = "", number: int | None = None
    ) -> str:
        """Add a row and give its identifier; it is on disk when this returns.

        A ``number`` leaves room before it, for rows that come from elsewhere and keep their names.
        """
        kind = KINDS[table]
        row = with_hash(kind, checked(kind, fields))
        with readable(self.name), self.together():
            self._check("", row)
            following = self._used(table, kind.prefix) + 1
            if number is not None and not following <= number < 2**53:
                raise UsageError(f"'{kind.prefix}{number}' comes out of order", f"Next is '{kind.prefix}{following}'.")
            identifier = f"{kind.prefix}{number or following}"
            self._put(identifier, row, at, who, why, fresh=True)
            self._last[table] = number or following
        return identifier

    def _used(self, table: str, prefix: str) -> int:
        """Give the last number that a row of a kind has or had; looked up once for changes that are one."""
        if table not in self._last:
            (last,) = self._db.execute(f"SELECT coalesce(max(number), 0) FROM {table}").fetchone()  # noqa: S608
            (used,) = self._db.execute(
                "SELECT coalesce(max(CAST(substr(id, 2) AS INTEGER)), 0) FROM history WHERE substr(id, 1, 1) = ?",
                (prefix,),
            ).fetchone()
            self._last[table] = max(last, used)
        return self._last[table]

    def set(self, identifier: str, fields: Mapping[str, str], at: str, who: str = "", why: str = "") -> None:
        """Change some fields of a row; the history keeps what it was."""
        kind = kind_of(identifier)
        changed = checked(kind, fields, whole=False)
        with readable(self.name), self.together():  # whoever else writes is waited for before the row is looked at
            before = self.row(identifier)
            row = checked(kind, {**before, **changed})
            self._keeps_text(identifier, kind, before, row)
            row = with_hash(kind, row)
            self._check(identifier, row)
            self._put(identifier, row, at, who, why)

    def _keeps_text(self, identifier: str, kind: Kind, before: Row, after: Row) -> None:
        """Refuse another text for a document that has one: claims stand in it."""
        if kind.table == "documents" and before["text"] and after["text"] != before["text"]:
            hint = f"A corrected text is a new document: winset read FILE --case CASE --supersedes {identifier}"
            raise UsageError(f"{identifier} has its text already", hint)

    def remove(self, identifier: str, at: str, who: str = "", why: str = "") -> None:
        """Take a row away; the history keeps it, and so do the notes about it.

        Raises
        ------
        UsageError
            If other rows hang on it, or it is a note: what was said stays.
        """
        kind = kind_of(identifier)
        with readable(self.name), self.together():
            self.row(identifier)
            if kind.table == "notes":
                hint = f"Reply to it: winset record note CASE {identifier} TEXT"
                raise UsageError(f"{identifier} is a note, and notes stay", hint)
            if hanging := self._hanging(identifier):
                raise UsageError(f"{', '.join(hanging)} hang on {identifier}", "Remove or change those first.")
            self._db.execute(f"DELETE FROM {kind.table} WHERE number = ?", (int(identifier[1:]),))  # noqa: S608
            self._db.execute("DELETE FROM search WHERE id = ?", (identifier,))
            self._looked_up.pop(identifier, None)
            self._log(identifier, "", at, who, why)

    def _hanging(self, identifier: str) -> list[str]:
        """Name the rows that name a row."""
        return [
            key
            for rows in self.tables().values()
            for key, row in rows.items()
            if identifier in (row.get(name) for name in REFERENCES)
        ]

    def _put(self, identifier: str, row: Row, at: str, who: str, why: str, fresh: bool = False) -> None:
        self._looked_up.pop(identifier, None)
        kind = kind_of(identifier)
        text = canonical(row)
        marks = ", ".join("?" for _ in range(len(row) + 2))
        values = (int(identifier[1:]), *(row[name] for name in kind.fields), row_hash(identifier, text))
        self._db.execute(f"INSERT OR REPLACE INTO {kind.table} VALUES ({marks})", values)  # noqa: S608
        self._log(identifier, text, at, who, why)
        if not fresh:  # finding a row in the index means going through all of it
            self._db.execute("DELETE FROM search WHERE id = ?", (identifier,))
        if kind.searched:
            self._db.execute("INSERT INTO search VALUES (?, ?)", (identifier, searched_text(identifier, row)))

    def _log(self, identifier: str, text: str, at: str, who: str, why: str) -> None:
        keepable("who", who)
        keepable("why", why)
        last = self._db.execute("SELECT number, hash FROM history ORDER BY number DESC LIMIT 1").fetchone()
        number, former = last or (0, "")
        entry = (number + 1, at, who, why, identifier, text)
        self._db.execute("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)", (*entry, link_hash(former, entry)))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make several changes one: all of them are on disk at the end, or none."""
        if self._db.in_transaction:
            yield
            return
        with readable(self.name):
            self._db.execute("BEGIN IMMEDIATE")
        self._forget()
        try:
            yield
            with readable(self.name):
                self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk may have ended it already
                self._db.execute("ROLLBACK")
            raise
        finally:
            self._forget()

    def _forget(self) -> None:
        """Forget what was looked up: from here on others may write."""
        self._looked_up.clear()
        self._last.clear()

    def _check(self, identifier: str, row: Row) -> None:
        """Refuse a row that names others that are not there, stands inside itself, or does not fit its text."""
        named = {name: row[name] for name in REFERENCES if row.get(name)}
        for name, other in named.items():
            if kind_of(other).table not in REFERENCES[name]:
                wanted = " or ".join(REFERENCES[name])
                raise UsageError(f"{other} cannot be the {name.replace('_', ' ')}: that is one of the {wanted}")
            self.row(other)
        around = named.get("parent", "")
        while around:
            if around == identifier:
                raise UsageError(f"{identifier} cannot stand inside itself")
            around = self.row(around).get("parent", "")
        if row.get("spans"):
            text = self.row(row["document"]).get("text", "") if row["document"] else ""
            problems = span_problems("the claim", row, text)
            if problems:
                raise UsageError(problems[0], "Spans are character positions in the document's text, from 0.")
