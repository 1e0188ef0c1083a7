"""What an open record is asked: its rows, whole or in part, its history, and whether all of it is as it was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from weakref import finalize

from winset.claims import (
    Claim,
    Event,
    Link,
    Row,
    SourceDocument,
    claim_of,
    claims_of,
    document_of,
    documents_of,
    events_of,
    link_of,
)
from winset.errors import UsageError
from winset.record.integrity import link_hash, misfits, row_hash, searched_text, span_problems, text_hash
from winset.record.kinds import KINDS, canonical, is_identifier, kind_of
from winset.record.past import RowChange
from winset.record.schema import RecordError, readable

MAX_LOOKED_UP = 200


def _let_go(connection: sqlite3.Connection) -> None:
    """Close the file of a record that was dropped without being closed; Python 3.13 complains of those left open."""
    with suppress(sqlite3.ProgrammingError):  # noticed in another thread than the one that opened it
        connection.close()


class Queries:
    """An open record, read: every row that is given matches its hash."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._db = connection
        finalize(self, _let_go, connection)
        self.name = name
        self._looked_up: dict[str, Row] = {}  # while several changes are one; nobody else writes then

    def rows(self, table: str) -> dict[str, Row]:
        """Give all rows of a kind by identifier, in the order they were added."""
        return self._rows(table)

    def documents(self) -> dict[str, SourceDocument]:
        """Give all documents by identifier."""
        return documents_of(self.rows("documents"))

    def document(self, identifier: str) -> SourceDocument:
        """Give one document.

        Raises
        ------
        UsageError
            If there is none of that name.
        """
        if kind_of(identifier).table != "documents":
            raise UsageError(f"{identifier} is no document", "Documents are named d1, d2, and so on.")
        return document_of(self.row(identifier))

    def claims(self) -> dict[str, Claim]:
        """Give all claims by identifier."""
        return claims_of(self.rows("claims"))

    def claim(self, identifier: str) -> Claim:
        """Give one claim.

        Raises
        ------
        UsageError
            If there is none of that name.
        """
        if kind_of(identifier).table != "claims":
            raise UsageError(f"{identifier} is no claim", "Claims are named c1, c2, and so on.")
        return claim_of(self.row(identifier))

    def claims_named(self, names: Iterable[str]) -> dict[str, Claim]:
        """Give some claims, and those they repeat, by identifier; what is not there is left out."""
        found: dict[str, Row] = {}
        asked = {name for name in names if name.startswith("c") and is_identifier(name)}
        while asked:
            rows = self._rows("claims", {int(name[1:]) for name in asked})
            found |= rows
            repeated = {row["origin"] for row in rows.values()}
            asked = {name for name in repeated if name.startswith("c") and is_identifier(name)} - found.keys() - asked
        return claims_of(dict(sorted(found.items(), key=lambda item: int(item[0][1:]))))

    def page(self, table: str, start: int, count: int, status: str = "") -> dict[str, Row]:
        """Give some rows of a kind in the order they were added, from one on; of claims, those of one status.

        Parameters
        ----------
        table : str
            The kind.
        start, count : int
            How many to leave out, and how many to give.
        status : str
            A status of claims; empty for all.
        """
        where, values = ("status = ?", (status,)) if status else ("", ())
        return self._rows(table, where=where, values=values, window=(count, start))

    def listed(self, waiting: int, document: str = "", claim: str = "") -> dict[str, Row]:
        """Give the claims a page lists: reviewed ones, the first that wait for review, one, and those of a document."""
        number = int(claim[1:]) if claim.startswith("c") and is_identifier(claim) else 0
        first = "SELECT number FROM claims WHERE status = 'proposed' ORDER BY number LIMIT ?"
        where = f"status != 'proposed' OR number IN ({first}) OR number = ? OR (document = ? AND document != '')"
        return self._rows("claims", where=where, values=(waiting, min(number, 2**62), document))

    def claims_of_documents(self) -> dict[str, int]:
        """Count the claims of every document."""
        with readable(self.name):
            return dict(self._db.execute("SELECT document, count(*) FROM claims GROUP BY document").fetchall())

    def count(self, table: str, status: str = "") -> int:
        """Count the rows of a kind, or its claims of one status."""
        kind, where = KINDS[table], " WHERE status = ?" if status else ""
        with readable(self.name):
            query = f"SELECT count(*) FROM {kind.table}{where}"  # noqa: S608
            return int(self._db.execute(query, (status,) if status else ()).fetchone()[0])

    def count_changes(self) -> int:
        """Count the entries of the history."""
        with readable(self.name):
            return int(self._db.execute("SELECT count(*) FROM history").fetchone()[0])

    def links(self) -> dict[str, Link]:
        """Give all links by identifier."""
        return {key: link_of(row) for key, row in self.rows("links").items()}

    def events(self) -> dict[str, Event]:
        """Give all events by identifier."""
        return events_of(self.rows("events"))

    def _rows(
        self,
        table: str,
        numbers: Collection[int] | None = None,
        where: str = "",
        values: Sequence[str | int] = (),
        window: tuple[int, int] | None = None,
    ) -> dict[str, Row]:
        kind = KINDS[table]
        names = ", ".join(kind.fields)
        query = f"SELECT number, hash, {names} FROM {table}"  # noqa: S608
        with readable(self.name):
            if numbers is None:
                where = f" WHERE {where}" if where else ""
                limits = " LIMIT ? OFFSET ?" if window else ""
                found = self._db.execute(
                    f"{query}{where} ORDER BY number{limits}", (*values, *(window or ()))
                ).fetchall()
            else:
                one_by_one = (self._db.execute(f"{query} WHERE number = ?", (one,)) for one in sorted(numbers))
                found = [row for cursor in one_by_one for row in cursor]
            rows: dict[str, Row] = {
                f"{kind.prefix}{one[0]}": dict(zip(kind.fields, one[2:], strict=True)) for one in found
            }
            broken = [
                f"{key} does not match its hash"
                for (key, row), one in zip(rows.items(), found, strict=True)
                if one[1] != row_hash(key, canonical(row))
            ]
        if broken:
            raise RecordError(self.name, broken)
        return rows

    def tables(self) -> dict[str, dict[str, Row]]:
        """Give everything: the rows of every kind."""
        return {table: self.rows(table) for table in KINDS}

    def row(self, identifier: str) -> Row:
        """Give one row.

        Raises
        ------
        UsageError
            If there is none of that name.
        """
        kind = kind_of(identifier)
        if identifier in self._looked_up:
            return self._looked_up[identifier]
        found = self._rows(kind.table, (int(identifier[1:]),))
        if identifier not in found:
            raise UsageError(f"there is no {identifier} in {self.name}")
        if self._db.in_transaction:
            if len(self._looked_up) >= MAX_LOOKED_UP:
                self._looked_up.clear()
            self._looked_up[identifier] = found[identifier]
        return found[identifier]

    def history(self, identifier: str = "") -> list[RowChange]:
        """Give every change, or those of one row, oldest first."""
        with readable(self.name):
            found = self._db.execute(
                "SELECT number, at, who, why, id, row, hash FROM history ORDER BY number"
            ).fetchall()
        former = ""
        for entry in found:
            if entry[6] != link_hash(former, entry[:6]):
                raise RecordError(self.name, [f"change {entry[0]} of the history does not follow from the one before"])
            former = entry[6]
        return [RowChange(*entry[:6]) for entry in found if identifier in ("", entry[4])]

    def search(self, words: str) -> list[str]:
        """Find the rows that hold all words, best first."""
        query = " ".join(f'"{word}"' for word in words.replace('"', " ").replace("\0", " ").split())
        if not query:
            return []
        with readable(self.name):
            found = self._db.execute("SELECT id FROM search WHERE search MATCH ? ORDER BY rank", (query,)).fetchall()
        return [one for (one,) in found]

    def problems(self) -> list[str]:
        """Look for silent corruption: rows against hashes and history, spans against texts, search against rows."""
        found: list[str] = []
        try:
            with readable(self.name):
                self._db.execute("BEGIN")  # one snapshot, whoever writes meanwhile
                found += [f"SQLite: {text}" for (text,) in self._db.execute("PRAGMA quick_check") if text != "ok"]
            wanted = {key: row for key, row in {one.id: one.row for one in self.history()}.items() if row}
            rows = {key: row for table in self.tables().values() for key, row in table.items()}
            kept = {key: canonical(row) for key, row in rows.items()}
            differing = sorted(key for key in {*wanted, *kept} if wanted.get(key) != kept.get(key))
            found += [f"{key} is not as the history left it" for key in differing]
            found += misfits(rows)
            for key, row in rows.items():
                if "sha256" in row and row["text"] and row["sha256"] != text_hash(row["text"]):
                    found.append(f"the text of {key} does not match its hash")
                if "spans" in row:
                    found += span_problems(key, row, rows.get(row["document"], {}).get("text", ""))
            with readable(self.name):
                indexed = dict(self._db.execute("SELECT id, body FROM search").fetchall())
            if indexed != {key: searched_text(key, row) for key, row in rows.items() if kind_of(key).searched}:
                found.append("the search index does not match the rows")
        except RecordError as error:
            found += error.problems
        except UsageError as error:  # a row of a number that no row has
            found.append(error.what)
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
        return found
