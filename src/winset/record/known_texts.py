"""The texts of a record that many are added to: which one a text is, or is a copy of, without going through all.

The rule is that of :mod:`winset.record.copies`. What is kept of every text are hashes of its runs of words, in a
database of its own on disk that is gone when this is closed, so memory does not grow with the record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from winset.errors import UsageError
from winset.record.copies import SHARE, Copy, runs, shared
from winset.record.integrity import text_hash
from winset.record.store import Store

_AT_ONCE = 200
_CACHE = 32_000  # kibibytes
Run = tuple[str, ...]


class KnownTexts:
    """The texts of a record.

    Parameters
    ----------
    store : Store
        The record.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[str, str] = {}
        self._sizes: list[tuple[str, int]] = []  # by place in the order they came: name, and how many runs
        self._last: tuple[str, Copy | None] = ("", None)
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE runs (hash INTEGER, place INTEGER, PRIMARY KEY (hash, place)) WITHOUT ROWID")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute(f"PRAGMA cache_size = -{_CACHE}")
        start = 0
        while rows := store.page("documents", start, _AT_ONCE):
            for key, row in rows.items():
                if row["text"]:
                    self.add(key, row["text"])
            start += len(rows)

    def close(self) -> None:
        """Let go of what was kept."""
        self._db.close()

    def same(self, text: str) -> str:
        """Name the document that has this very text; empty where none has."""
        return self._names.get(text_hash(text), "")

    def add(self, key: str, text: str) -> None:
        """Take note of a text that the record has now."""
        self._names.setdefault(text_hash(text), key)
        self._last = "", None
        mine = runs(text)
        rows = [(hash(run), len(self._sizes)) for run in mine]
        self._sizes.append((key, len(mine)))
        with self._together():
            self._db.executemany("INSERT OR IGNORE INTO runs VALUES (?, ?)", sorted(rows))

    def copy_in(self, text: str) -> Copy | None:
        """Find the document that a text is a copy of; None where there is none."""
        if self._last[0] != text:
            self._last = text, self._copy_in(text)
        return self._last[1]

    def _copy_in(self, text: str) -> Copy | None:
        mine = runs(text)
        best: Copy | None = None
        for key in self._candidates(mine):
            share = shared(mine, runs(self._store.document(key).text))
            if share >= SHARE and (best is None or share > best.share):
                best = Copy(key, share)
        if best is None:
            return None
        first = self._store.document(best.document).copy_of
        with suppress(UsageError):  # it may be gone
            self._store.document(first)
            return Copy(first, best.share)
        return best

    def _candidates(self, mine: frozenset[Run]) -> list[str]:
        """Name the documents with enough of the runs, in the order they came."""
        counts: dict[int, int] = {}
        hashes = [hash(run) for run in mine]
        for start in range(0, len(hashes), _AT_ONCE):
            part = hashes[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            query = f"SELECT place, count(*) FROM runs WHERE hash IN ({marks}) GROUP BY place"  # noqa: S608 - marks
            for place, count in self._db.execute(query, part):
                counts[place] = counts.get(place, 0) + count
        return [
            self._sizes[place][0]
            for place, count in sorted(counts.items())
            if count / min(len(mine), self._sizes[place][1]) >= SHARE
        ]

    @contextmanager
    def _together(self) -> Iterator[None]:
        self._db.execute("BEGIN")
        yield
        self._db.execute("COMMIT")
