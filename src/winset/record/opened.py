"""The record of a case as Python meets it: rows as tables, every change, and what they amount to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from winset.case.model import Case
from winset.engines.evidence.between_dates import MovedRecord
from winset.engines.evidence.effect import EffectRecord
from winset.engines.evidence.gaps import MissingRecord
from winset.engines.evidence.hypotheses import HypothesesRecord
from winset.engines.records import Rows, Shown
from winset.engines.talks.run import DRAWS
from winset.errors import UsageError
from winset.record.dates import exact_day, now
from winset.record.exchange import record_of
from winset.record.files import new_record, record_path
from winset.record.fitting import fitted
from winset.record.kinds import graded, is_identifier, kind_of
from winset.record.past import RowChange
from winset.record.store import Store
from winset.record.table import RecordTable


class OpenRecord(Shown):
    """The record of a case, open; :func:`winset.open_record` gives it.

    Every change is on disk when its method returns, and the history keeps what was before. ``who`` makes it and
    ``why`` stand in the history. Fields and the words they may hold are those of the command line.

    Parameters
    ----------
    case : Case
        The case as it is written, before its record says anything of its chances.
    store : Store
        The file.
    """

    def __init__(self, case: Case, store: Store) -> None:
        self.case = case
        self.store = store

    def __enter__(self) -> OpenRecord:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    @property
    def documents(self) -> RecordTable:
        """Documents, each with its text where that is kept."""
        return self._table("documents")

    @property
    def claims(self) -> RecordTable:
        """Who says what, by which words, how graded, and whether accepted."""
        return self._table("claims")

    @property
    def links(self) -> RecordTable:
        """How claims stand to conditions, statements and hypotheses."""
        return self._table("links")

    @property
    def notes(self) -> RecordTable:
        """What people wrote about rows and entries."""
        return self._table("notes")

    @property
    def events(self) -> RecordTable:
        """Which issue came to stand at which level, and when."""
        return self._table("events")

    @property
    def stances(self) -> RecordTable:
        """Declared positions, kept apart from what the case says a party prefers."""
        return self._table("stances")

    def _table(self, name: str) -> RecordTable:
        return RecordTable(name, self.store.rows(name))

    def rows(self) -> Rows:
        """Give the number of rows of every kind."""
        return ("table", "rows"), [(name, str(len(rows))) for name, rows in self.store.tables().items()]

    def to_dict(self) -> dict[str, Any]:
        """Give every row of every kind."""
        return {name: {key: dict(row) for key, row in rows.items()} for name, rows in self.store.tables().items()}

    def _caption(self) -> str:
        return f"record of {self.case.title}"

    def add_document(
        self,
        text: str,
        title: str,
        *,
        publisher: str = "",
        date: str = "",
        url: str = "",
        obtained: str = "",
        handling: str = "public",
        who: str = "",
        why: str = "",
    ) -> str:
        """Add a document; gives its name, such as ``d1``. :func:`winset.read` makes text of a file."""
        about = {"title": title, "publisher": publisher, "date": date, "url": url, "obtained": obtained}
        return self._add("documents", {**about, "handling": handling, "text": text}, who, why)

    def add_claim(self, content: str, *, document: str = "", who: str = "", why: str = "", **fields: str) -> str:
        """Add a claim; gives its name. Source, cue and content are found in the document, where one is named."""
        return self._add("claims", {"content": content, "document": document, **fields}, who, why)

    def change(self, row: str, fields: Mapping[str, str], *, who: str = "", why: str = "") -> None:
        """Change fields of a row: ``record.change("c3", {"hedge_level": "reported"})``."""
        with self.store.together():
            kept = fitted(self.case, self.store, kind_of(row).table, fields, self.store.row(row))
            self.store.set(row, kept, now(), who, why)

    def grade(self, claim: str, grade: str, *, who: str = "", why: str = "") -> None:
        """Grade a claim: a letter for its source and a digit for the information, such as ``B3``."""
        grades = graded(grade)
        self._require_claim(claim)
        self.store.set(claim, grades, now(), who, why)

    def accept(self, claim: str, *, who: str = "", why: str = "") -> None:
        """Accept a proposed claim: from now on it counts."""
        self._require_claim(claim)
        self.store.set(claim, {"status": "accepted"}, now(), who, why)

    def reject(self, claim: str, *, who: str = "", why: str = "") -> None:
        """Reject a claim: it stays, and counts for nothing."""
        self._require_claim(claim)
        self.store.set(claim, {"status": "rejected"}, now(), who, why)

    def link(self, claim: str, about: str, stands: str = "for", *, who: str = "", why: str = "") -> str:
        """Say how a claim stands to a condition, a statement or a hypothesis; the last word counts."""
        return self._add("links", {"claim": claim, "about": about, "stands": stands}, who, why)

    def note(self, about: str, text: str, author: str = "") -> str:
        """Write a note about a row or an entry of the case; a note about a note is a reply."""
        fields = {"about": about, "text": text, "author": author, "date": now()[:10]}
        if is_identifier(about) and about.startswith("n"):
            fields |= {"about": self.store.row(about)["about"], "reply_to": about}
        return self._add("notes", fields, author, "")

    def event(self, date: str, issue: str, level: str, claim: str = "", *, who: str = "", why: str = "") -> str:
        """Record that an issue came to stand at a level on a day."""
        return self._add("events", {"date": date, "issue": issue, "level": level, "claim": claim}, who, why)

    def stance(
        self, party: str, position: str, claim: str = "", date: str = "", *, who: str = "", why: str = ""
    ) -> str:
        """Record a declared position of a party."""
        fields = {"party": party, "position": position, "claim": claim, "date": date}
        if claim:
            fields["polarity"] = self.store.claim(claim).polarity
        return self._add("stances", fields, who, why)

    def remove(self, row: str, *, who: str = "", why: str = "") -> None:
        """Take a row away; the history keeps it, and notes about it stay."""
        self.store.remove(row, now(), who, why)

    def history(self, row: str = "") -> list[RowChange]:
        """Give every change, or those of one row, oldest first."""
        return self.store.history(row)

    def search(self, words: str) -> list[str]:
        """Name the rows that hold all words, best first."""
        return self.store.search(words)

    def informed(self) -> Case:
        """Give the case with the chances that its claims lead to."""
        from winset.engines.evidence.likelihood_ratios import informed, named_in

        links = list(self.store.links().values())
        return informed(self.case, self.store.claims_named(named_in(self.case, links)), links)

    def effect(self, draws: int = DRAWS, seed: int = 1) -> EffectRecord:
        """Leave out every claim in turn and see how far the forecast moves."""
        from winset.engines.evidence.effect import effect
        from winset.engines.evidence.likelihood_ratios import named_in

        links = list(self.store.links().values())
        return effect(self.case, self.store.claims_named(named_in(self.case, links)), links, draws, seed)

    def missing(self) -> MissingRecord:
        """Find statements without a source, parties nobody quoted, and issues of the documents that the case lacks."""
        from winset.engines.evidence.gaps import missing

        return missing(self.case, self.store.claims(), self.store.documents(), list(self.store.links().values()))

    def hypotheses(self) -> HypothesesRecord:
        """Lay claims out against hypotheses, rival explanations side by side."""
        from winset.engines.evidence.hypotheses import hypotheses

        return hypotheses(self.case, self.store.claims(), list(self.store.links().values()))

    def diff(self, start: str, end: str, draws: int = DRAWS, seed: int = 1) -> MovedRecord:
        """Say what moved between two dates, in the case and in the forecast, and which claims and events did it."""
        from winset.engines.evidence.between_dates import moved
        from winset.record.dating import known_by

        first, last = sorted((exact_day(start), exact_day(end)))
        claims, documents = self.store.claims(), self.store.documents()
        known = (known_by(claims, documents, first), known_by(claims, documents, last))
        return moved(
            self.case, (first, last), known, list(self.store.links().values()), self.store.events(), draws, seed
        )

    def _require_claim(self, row: str) -> None:
        if not row.startswith("c"):
            raise UsageError(f"'{row}' is not a claim", "Claims are named c1, c2, …")

    def _add(self, table: str, fields: Mapping[str, str], who: str, why: str) -> str:
        with self.store.together():
            return self.store.add(table, fitted(self.case, self.store, table, fields), now(), who, why)


def open_record(case: Case, create: bool = False) -> OpenRecord:
    """Open the record of a case: its documents, claims, links, events, stances and notes.

    Parameters
    ----------
    case : Case
        A case from a file, or from the catalogue: the record of a catalogue case is a copy in memory, and what is
        changed in it ends with it.
    create : bool
        Whether to begin a record beside the case's file where there is none.

    Raises
    ------
    UsageError
        If there is none.
    RecordError
        If there is one that cannot be trusted.

    Examples
    --------
    >>> import winset
    >>> record = winset.open_record(winset.load("jeddah-2025"))
    >>> record.grade("c1", "B2")
    >>> record.claims["c1"]["source_grade"], len(record.history("c1"))
    ('B', 2)
    """
    store = record_of(case)
    if store is None and create and Path(case.file).is_file():
        store = new_record(record_path(case.file))
    if store is None:
        hint = "Begin one: winset.open_record(case, create=True), or winset record add CASE FILE"
        raise UsageError(f"{case.file} has no record", hint)
    return OpenRecord(case, store)


def diff(case: Case, start: str, end: str, draws: int = DRAWS, seed: int = 1) -> MovedRecord:
    """Say what moved between two dates, in the case and in the forecast, and which claims and events did it.

    Parameters
    ----------
    case : Case
        A case with a record.
    start, end : str
        The dates, in either order.
    draws, seed
        As in :func:`winset.forecast`; the same random numbers throughout.
    """
    with open_record(case) as record:
        return record.diff(start, end, draws, seed)
