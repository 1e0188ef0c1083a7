"""One SQLite file beside the case: typed tables, full-text search, a hash on every row, and a history of every change.

A stranger's file is opened read-only first, with nothing trusted: the schema must be this one to the letter, every row
must match its hash and the history, and the history its own chain of hashes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from winset.characters import harmless
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
from winset.errors import UsageError, WinsetError
from winset.record.beginning import begin, sweep
from winset.record.integrity import link_hash, misfits, row_hash, searched_text, span_problems
from winset.record.kinds import KINDS, REFERENCES, canonical, checked, is_identifier, kind_of
from winset.record.passed import digest_of, passed_before, remember
from winset.record.past import Change
from winset.record.trust import MAX_BYTES, has_schema, limit

APPLICATION = 0x57494E53
VERSION = 3
SECONDS = 20.0
MAX_LOOKED_UP = 200
_OTHER_VERSION = (
    "the file is not a winset record of this version; one of an earlier version comes over by that version's "
    "'record export' and this one's 'record import'"
)
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
_SCHEMA = (*_TABLES.values(), "CREATE VIRTUAL TABLE search USING fts5(id UNINDEXED, body)")


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


def record_path(case_file: str | Path) -> Path:
    """Where the record of a case stands: ``case.yaml`` has ``case.record``.

    Examples
    --------
    >>> record_path("talks.yaml").name
    'talks.record'
    """
    path = Path(case_file)
    return path.with_name(f"{path.stem}.record")


class Store:
    """An open record.

    Use :func:`open_record` or :func:`new_record`.
    """

    def __init__(self, connection: sqlite3.Connection, name: str, passed: Path | None = None) -> None:
        self._db = connection
        self.name = name
        self._passed = passed  # the file, where nothing was wrong with it when it was opened
        self._others = self._version() if passed else 0
        self._looked_up: dict[str, Row] = {}  # while several changes are one; nobody else writes then
        self._last: dict[str, int] = {}

    def close(self) -> None:
        """Close the file; where only this has written since it was looked at, it need not be looked at again."""
        mine = self._passed is not None and self._db.total_changes > 0 and self._version() == self._others
        self._db.close()
        if mine and self._passed is not None and (digest := digest_of(self._passed)):
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
        with _readable(self.name):
            return dict(self._db.execute("SELECT document, count(*) FROM claims GROUP BY document").fetchall())

    def count(self, table: str, status: str = "") -> int:
        """Count the rows of a kind, or its claims of one status."""
        kind, where = KINDS[table], " WHERE status = ?" if status else ""
        with _readable(self.name):
            query = f"SELECT count(*) FROM {kind.table}{where}"  # noqa: S608
            return int(self._db.execute(query, (status,) if status else ()).fetchone()[0])

    def count_changes(self) -> int:
        """Count the entries of the history."""
        with _readable(self.name):
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
        with _readable(self.name):
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

    def add(
        self, table: str, fields: Mapping[str, str], at: str, who: str = "", why: str = "", number: int | None = None
    ) -> str:
        """Add a row and give its identifier; it is on disk when this returns.

        A ``number`` leaves room before it, for rows that come from elsewhere and keep their names.
        """
        kind = KINDS[table]
        row = checked(kind, fields)
        self._check("", row)
        with _readable(self.name), self.together():
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
        row = checked(kind, {**self.row(identifier), **checked(kind, fields, whole=False)})
        self._check(identifier, row)
        with _readable(self.name), self.together():
            self._put(identifier, row, at, who, why)

    def remove(self, identifier: str, at: str, who: str = "", why: str = "") -> None:
        """Take a row away; the history keeps it, and so do the notes about it.

        Raises
        ------
        UsageError
            If other rows hang on it, or it is a note: what was said stays.
        """
        kind = kind_of(identifier)
        self.row(identifier)
        if kind.table == "notes":
            raise UsageError(
                f"{identifier} is a note, and notes stay", f"Reply to it: winset record note CASE {identifier} TEXT"
            )
        hanging = [
            key
            for rows in self.tables().values()
            for key, row in rows.items()
            if identifier in (row.get(name) for name in REFERENCES)
        ]
        if hanging:
            raise UsageError(f"{', '.join(hanging)} hang on {identifier}", "Remove or change those first.")
        with _readable(self.name), self.together():
            self._db.execute(f"DELETE FROM {kind.table} WHERE number = ?", (int(identifier[1:]),))  # noqa: S608
            self._db.execute("DELETE FROM search WHERE id = ?", (identifier,))
            self._looked_up.pop(identifier, None)
            self._log(identifier, "", at, who, why)

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
        with _readable(self.name):
            self._db.execute("BEGIN IMMEDIATE")
        self._forget()
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk may have ended it already
                self._db.execute("ROLLBACK")
            raise
        finally:
            self._forget()
        with _readable(self.name):
            self._db.execute("COMMIT")

    def _forget(self) -> None:
        """Forget what was looked up: from here on others may write."""
        self._looked_up.clear()
        self._last.clear()

    def _check(self, identifier: str, row: Row) -> None:
        """Refuse a row that names others that are not there, stands inside itself, or does not fit its text."""
        named = {name: row[name] for name in REFERENCES if row.get(name)}
        for other in named.values():
            self.row(other)
        around = named.get("parent", "")
        while around:
            if around == identifier:
                raise UsageError(f"{identifier} cannot stand inside itself")
            around = self.row(around)["parent"]
        if row.get("spans"):
            text = self.row(row["document"]).get("text", "") if row["document"] else ""
            problems = span_problems("the claim", row, text)
            if problems:
                raise UsageError(problems[0], "Spans are character positions in the document's text, from 0.")

    def history(self, identifier: str = "") -> list[Change]:
        """Give every change, or those of one row, oldest first."""
        with _readable(self.name):
            found = self._db.execute(
                "SELECT number, at, who, why, id, row, hash FROM history ORDER BY number"
            ).fetchall()
        former = ""
        for entry in found:
            if entry[6] != link_hash(former, entry[:6]):
                raise RecordError(self.name, [f"change {entry[0]} of the history does not follow from the one before"])
            former = entry[6]
        return [Change(*entry[:6]) for entry in found if identifier in ("", entry[4])]

    def search(self, words: str) -> list[str]:
        """Find the rows that hold all words, best first."""
        query = " ".join(f'"{word}"' for word in words.replace('"', " ").split())
        if not query:
            return []
        with _readable(self.name):
            found = self._db.execute("SELECT id FROM search WHERE search MATCH ? ORDER BY rank", (query,)).fetchall()
        return [one for (one,) in found]

    def problems(self) -> list[str]:
        """Look for silent corruption: rows against hashes and history, spans against texts, search against rows."""
        found: list[str] = []
        try:
            with _readable(self.name):
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
            with _readable(self.name):
                indexed = dict(self._db.execute("SELECT id, body FROM search").fetchall())
            if indexed != {key: searched_text(key, row) for key, row in rows.items() if kind_of(key).searched}:
                found.append("the search index does not match the rows")
        except RecordError as error:
            found += error.problems
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
        return found


def text_hash(text: str) -> str:
    """SHA-256 of a document's text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn whatever a damaged file makes SQLite raise into an error for the user."""
    try:
        yield
    except (sqlite3.Error, UnicodeError, MemoryError, OverflowError, TypeError, ValueError) as error:
        if isinstance(error, sqlite3.OperationalError):
            if "locked" in str(error):
                raise UsageError(f"{name} is being written by somebody else", "Try again in a moment.") from None
            if any(sign in str(error) for sign in ("full", "readonly", "disk I/O", "unable to open")):
                raise UsageError(f"{name} cannot be written: {error}", "Nothing of the change is kept.") from None
        raise RecordError(name, [f"the file cannot be read ({type(error).__name__}: {str(error)[:120]})"]) from None


def new_record(path: Path | None) -> Store:
    """Make a record at a path, or in memory.

    Raises
    ------
    UsageError
        If there is a file already, or it cannot be written.
    """
    if path is not None and (path.exists() or path.is_symlink()):
        raise UsageError(f"{path} exists already")
    with _readable(str(path or "record")):
        connection = sqlite3.connect(":memory:", isolation_level=None)
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        if path is None:
            limit(connection)
            return Store(connection, "record")
    try:
        begin(path, connection)
    except FileExistsError:
        raise UsageError(f"{path} exists already") from None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    return _writable(path)


def open_record(path: Path, again: bool = False) -> Store:
    """Open a record after looking at it with nothing trusted.

    Parameters
    ----------
    path : Path
        The file.
    again : bool
        Whether to look at every row even where the same bytes have passed before.

    Raises
    ------
    UsageError
        If there is no such file.
    RecordError
        If it is not a record, or anything in it is not as it was written.
    """
    if not path.is_file():
        raise UsageError(f"there is no record {path}", "Begin one: winset record add CASE FILE")
    if path.is_symlink():
        raise RecordError(str(path), ["a record is a file of its own, not a link to another one"])
    if path.stat().st_size > MAX_BYTES:
        raise RecordError(str(path), [f"the file is larger than {MAX_BYTES // 2**20} MiB"])
    sweep(path)
    digest = digest_of(path)
    if again or not passed_before(digest, VERSION):
        _inspect(path)
        if digest is not None and digest == digest_of(path):
            remember(digest, VERSION)
    store = _writable(path, passed=True)
    if digest is None or digest != digest_of(path):  # somebody wrote between looking and opening
        store.not_passed()
    return store


def _writable(path: Path, passed: bool = False) -> Store:
    with _readable(str(path)):
        connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        connection.execute("PRAGMA synchronous = FULL")
        limit(connection)
        return Store(connection, str(path), path if passed else None)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=10)


def _inspect(path: Path) -> None:
    """Refuse a file that is not a record, or that is damaged."""
    with _readable(str(path)), closing(_read_only(path)) as connection:
        limit(connection, SECONDS)
        store = Store(connection, str(path))
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if (application, version) != (APPLICATION, VERSION):
            raise RecordError(
                str(path),
                [_OTHER_VERSION],
            )
        if not has_schema(connection, _SCHEMA):
            raise RecordError(str(path), ["the file holds tables, views or triggers that a record does not have"])
        problems = store.problems()
    if problems:
        raise RecordError(str(path), problems)
